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
    """What stands above it."""
    direction: Literal["forward", "backward", "both", "update"] = "both"
    """`forward` stops at the result, `backward` starts there; `update` goes on to new weights."""

    graph: str | None = None
    """A formula, or named parts such as `u = b*c; J = 3*u`."""
    inputs: dict[str, FiniteFloat] = {}
    """The value of each letter of the formula."""
    free: bool = False
    """Whether the learner may type a formula of their own."""

    loop: Literal["logistic", "perceptron"] | None = None
    """A loop over the examples, number by number."""

    layers: tuple[int | str, ...] = ()
    """The sizes of a network, inputs first: `[2, 3, 1]`, or words as in `[1x8x8, conv 4 3, 1]`."""
    activation: str = "relu"
    """Of the hidden layers."""
    output: str | None = None
    """The last layer's activation: sigmoid for one unit, softmax for several, if not given."""
    loss: str | None = None
    """By default what suits the output."""
    shared_bias: bool = False
    """Whether all units of a layer have one bias together, as some textbooks have it."""
    initializer: str = "he"
    """How weights are drawn that are not given."""
    seed: int = 0
    """Of the weights that are drawn, and of the examples."""
    weights: tuple[Matrix, ...] = ()
    """W of each layer: a row a unit."""
    biases: tuple[tuple[float, ...], ...] = ()
    """b of each layer."""
    X: Matrix | None = None
    """The examples: a row a feature, a column an example."""
    Y: Matrix | None = None
    """Their targets: a row an output, a column an example."""
    dataset: str | None = None
    """Where examples come from that are not given."""
    examples: int = Field(4, ge=1, le=1000)
    """How many of them."""
    optimizer: str = "sgd"
    """What makes an update of the slopes."""
    learning_rate: float = Field(0.1, gt=0)
    """The length of an update."""
    batch_size: int | None = Field(None, ge=1)
    """Examples in a step; by default all."""
    epochs: int = Field(1, ge=1, le=1000)
    """How often a loop goes through the examples."""

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
