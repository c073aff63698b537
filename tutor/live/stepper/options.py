"""The options of a ```{stepper}: what is stepped through and where it starts."""

from __future__ import annotations

from typing import Literal, Self

import numpy as np
from pydantic import Field, FiniteFloat, model_validator

from engine.logistic_loop import logistic_loop
from engine.perceptron import perceptron_loop
from tutor.live.options import Options
from tutor.stepping.graphs import GraphTrace
from tutor.stepping.loops import LoopTrace
from tutor.stepping.networks import NetworkTrace
from tutor.stepping.setup import StepperSetup

Matrix = tuple[tuple[float, ...], ...]
AnyTrace = GraphTrace | LoopTrace | NetworkTrace


class StepperOptions(Options):
    """A computation graph, a network or a loop over examples, to be walked both ways."""

    title: str = ""
    direction: Literal["forward", "backward", "both", "update"] = "both"
    """`forward` stops at the result, `backward` starts there; `update` goes on to new weights."""

    graph: str | None = None
    inputs: dict[str, FiniteFloat] = {}
    free: bool = False
    """Whether the learner may type a formula of their own."""

    loop: Literal["logistic", "perceptron"] | None = None
    """A loop over the examples, number by number."""

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

    hint: str = Field("", alias="try")
    """What to try, in one line."""

    @model_validator(mode="after")
    def _can_be_stepped(self) -> Self:
        if sum([self.graph is not None, bool(self.layers), self.loop is not None]) != 1:
            raise ValueError("give either graph, a formula, or layers, such as [2, 3, 1], or loop")
        if self.graph is not None and self.direction == "update":
            raise ValueError("a graph has no update: its direction is forward, backward or both")
        self.trace()
        return self

    def trace(self) -> AnyTrace:
        """Return what is to be stepped through."""
        if self.graph is not None:
            trace = GraphTrace(self.graph, self.inputs, self.direction != "forward")
            trace.graph.forward(self.inputs)
            return trace
        if self.loop is not None:
            return self._loop_trace()
        own = set(StepperSetup.__dataclass_fields__)
        return StepperSetup(**{name: getattr(self, name) for name in own}).trace()

    def _loop_trace(self) -> LoopTrace:
        """The loop over X and Y, from the first of `weights` and `biases` or from zeros."""
        n_x = len(self.X) if self.X is not None else 2
        setup = StepperSetup(
            (n_x, 1), X=self.X, Y=self.Y, dataset=self.dataset, examples=self.examples
        )
        X, Y = setup.data()
        W = np.array(self.weights[0] if self.weights else [[0.0] * n_x])
        b = self.biases[0][0] if self.biases else 0.0
        if self.loop == "perceptron":
            loop = perceptron_loop(X, Y, self.learning_rate, self.epochs)
            return LoopTrace(loop, "perceptron, example by example")
        loop = logistic_loop(X, Y, W, b, self.learning_rate)
        return LoopTrace(loop, "logistic regression, example by example")

    def start(self, trace: AnyTrace) -> int:
        """Return the position to begin at."""
        if self.direction != "backward":
            return 0
        return next((n for n, s in enumerate(trace.steps) if s.phase == "backward"), 0)
