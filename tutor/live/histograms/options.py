"""The options of a ```{histograms}: what happens to numbers on their way through many layers.

    depth: 10
    activation: tanh
    initializer: small_normal
    dials:
      activation: [tanh, relu]
      initializer: [small_normal, xavier, he]
    show: [activations, gradients]

`activations` draws a histogram of each layer's outputs, `gradients` how long each layer's dW is,
`units` the units of the first layer, those marked alike that are still the same. A dial offers
values of one of the settings; the first time it stands on the value given above it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, ValidationError, model_validator

from engine import datasets
from engine.activations import activation
from engine.initializers import Initializer
from tutor.live.options import LiveOptions

Count = Annotated[int, Field(ge=1, le=1000)]
View = Literal["activations", "gradients", "units"]
Choices = Annotated[tuple[int | float | str, ...], Field(min_length=2)]

_MOST_WORK = 1.5e8
"""Multiplications between two keys; more would be felt."""
_LAYER_WORK = 6e4
"""What a layer costs in a step beside its multiplications, in multiplications."""


class ProbeOptions(LiveOptions):
    """A network of equal hidden layers and one sigmoid output, before or after some training."""

    depth: Annotated[int, Field(ge=1, le=60)] = 5
    """How many hidden layers."""
    units: Annotated[int, Field(ge=1, le=256)] = 32
    """Units in each hidden layer."""
    activation: str = "tanh"
    """Of the hidden layers."""
    initializer: str = "xavier"
    """How the first weights are drawn."""
    dataset: str | None = None
    """By default numbers drawn from a normal distribution, two classes at random."""
    inputs: Count = 32
    """Numbers in an example, where there is no data set."""
    examples: Count = 100
    """How many examples are looked at."""
    steps: Annotated[int, Field(ge=0, le=500)] = 0
    """How many steps of gradient descent on all examples come before the look."""
    learning_rate: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 0.1
    """The length of these steps."""
    seed: int = 0
    """Of the weights and of the numbers."""

    @model_validator(mode="after")
    def _can_be_made(self) -> Self:
        activation(self.activation)
        Initializer(self.initializer)
        if self.dataset is not None:
            datasets.load(self.dataset)
        if self.activation == "softmax":
            raise ValueError("activation: softmax is for outputs, not for hidden layers")
        if self._work() > _MOST_WORK:
            raise ValueError("too slow to follow a key: fewer layers, units, examples or steps")
        return self

    def _work(self) -> float:
        layer = 6 * self.units**2 * self.examples + _LAYER_WORK
        return (self.steps + 1) * self.depth * layer


class HistogramsOptions(ProbeOptions):
    """What is looked at in the network, and what of it has a dial."""

    FIGURES: ClassVar = (
        "depth",
        "units",
        "steps",
        "std_first",
        "std_last",
        "norm_first",
        "norm_last",
        "different",
        "dead",
    )
    """Of the activations and of dW in the first and the last hidden layer; how many units of the
    first layer are different from each other; how many hidden units answer 0 to every example."""

    show: tuple[View, ...] = Field(("activations",), min_length=1)
    """The views, in their order."""
    dials: dict[str, Choices] = {}
    """Settings that may be changed, each with the values there are to choose from."""

    @model_validator(mode="after")
    def _dials_can_be_turned(self) -> Self:
        largest = {}
        for name, values in self.dials.items():
            if name not in _DIALS:
                raise ValueError(f"dials: there is none for {name}, only for {', '.join(_DIALS)}")
            if getattr(self, name) not in values:
                raise ValueError(f"dials: {name} is {getattr(self, name)} at first, offer that too")
            for value in values:
                self._check_dials({name: value}, f"{name} cannot be {value}")
            if not isinstance(values[0], str):
                largest[name] = max(values)
        self._check_dials(largest, "all at their largest")
        return self

    def probed(self, settings: Mapping[str, Any]) -> ProbeOptions:
        """Return the network's options with these; raises ValidationError where they do not fit."""
        given = {name: getattr(self, name) for name in (*_DIALS, "dataset", "inputs", "examples")}
        return ProbeOptions(**{**given, **settings})

    def _check_dials(self, settings: Mapping[str, Any], what: str) -> None:
        try:
            self.probed(settings)
        except ValidationError as error:
            why = error.errors()[0]["msg"].removeprefix("Value error, ")
            raise ValueError(f"dials: {what}: {why}") from None


_DIALS = ("depth", "units", "activation", "initializer", "steps", "learning_rate", "seed")
