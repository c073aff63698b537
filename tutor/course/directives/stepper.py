"""The options of a ```{stepper}: what is stepped through and where it starts."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tutor.stepping.graphs import GraphTrace
from tutor.stepping.networks import NetworkTrace
from tutor.stepping.setup import Setup

Matrix = tuple[tuple[float, ...], ...]


class StepperOptions(BaseModel):
    """A computation graph (`graph`) or a network (`layers`) to be walked both ways."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    title: str = ""
    direction: Literal["forward", "backward", "both", "update"] = "both"
    """`forward` stops at the result, `backward` starts there; `update` goes on to new weights."""

    graph: str | None = None
    inputs: dict[str, float] = {}
    free: bool = False
    """Whether the learner may type a formula of their own."""

    layers: tuple[int | str, ...] = ()
    activation: str = "relu"
    output: str | None = None
    loss: str | None = None
    initializer: str = "he"
    seed: int = 0
    weights: tuple[Matrix, ...] = ()
    biases: tuple[tuple[float, ...], ...] = ()
    X: Matrix | None = None
    Y: Matrix | None = None
    dataset: str | None = None
    examples: int = Field(4, ge=1, le=1000)
    optimizer: str = "sgd"
    learning_rate: float = Field(0.1, gt=0)
    batch_size: int | None = Field(None, ge=1)
    epochs: int = Field(1, ge=1, le=1000)

    @model_validator(mode="after")
    def _can_be_stepped(self) -> Self:
        if (self.graph is None) == (not self.layers):
            raise ValueError("give either graph, a formula, or layers, such as [2, 3, 1]")
        if self.graph is not None and self.direction == "update":
            raise ValueError("a graph has no update: its direction is forward, backward or both")
        self.trace()
        return self

    def trace(self) -> GraphTrace | NetworkTrace:
        """Return what is to be stepped through."""
        if self.graph is not None:
            trace = GraphTrace(self.graph, self.inputs, self.direction != "forward")
            trace.graph.forward(self.inputs)
            return trace
        own = set(Setup.__dataclass_fields__)
        return Setup(**{name: getattr(self, name) for name in own}).trace()

    def start(self, trace: GraphTrace | NetworkTrace) -> int:
        """Return the position to begin at."""
        if self.direction != "backward":
            return 0
        return next((n for n, s in enumerate(trace.steps) if s.phase == "backward"), 0)
