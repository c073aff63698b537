"""The options of a ```{network}: a drawn network whose inputs are dials.

    layers: [4, 3, 1]               the inputs first
    activation: relu
    output: linear
    inputs:                         a dial each; without them x1, x2, ... from -3 to 3
      size: {from: 40, to: 200, step: 10, value: 100}
      ...
    units: [[family, on foot, schools], [price]]
    weights: [[[0.02, 0.5, 0, 0], ...], [[...]]]    W of each layer: a row a unit
    biases: [[-1, 0, 0], [50]]

Weights that are not given are drawn by `initializer` and `seed`. The formula of a task may use the
inputs and the units by name where the names are single words, and any unit as a1_2: layer 1, unit
2.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from engine import Network
from tutor.live.options import LiveOptions
from tutor.live.plot.options import ParameterOptions
from tutor.stepping.setup import StepperSetup

Row = tuple[float, ...]
Size = Annotated[int, Field(ge=1, le=64)]


class NetworkOptions(LiveOptions):
    """A network of dense layers, and one example that the learner makes."""

    layers: tuple[Size, ...] = Field(min_length=2, max_length=6)
    """The sizes, inputs first."""
    activation: str = "relu"
    """Of the hidden layers."""
    output: str | None = None
    """The last layer's activation: sigmoid for one unit, softmax for several, if not given."""
    inputs: dict[str, ParameterOptions] = {}
    """A dial each, by name; without them x1, x2, ... from -3 to 3."""
    units: tuple[tuple[str, ...], ...] = ()
    """Names for the units, layer by layer from the first hidden one."""
    weights: tuple[tuple[Row, ...], ...] = ()
    """W of each layer: a row a unit."""
    biases: tuple[Row, ...] = ()
    """b of each layer."""
    initializer: str = "he"
    """How weights are drawn that are not given."""
    seed: int = 0
    """Of the weights that are drawn."""
    unit: tuple[int, int] | None = None
    """The unit whose sum is spelled out at first: its layer and its number, from 1."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.inputs and len(self.inputs) != self.layers[0]:
            raise ValueError(f"inputs: {len(self.inputs)} for {self.layers[0]} units")
        if len(self.units) > len(self.layers) - 1:
            raise ValueError(f"units: {len(self.units)} lists for {len(self.layers) - 1} layers")
        for names, size in zip(self.units, self.layers[1:], strict=False):
            if len(names) != size:
                raise ValueError(f"units: {len(names)} names for a layer of {size}")
        if self.unit and not self._has(*self.unit):
            raise ValueError(f"unit: there is no unit {self.unit[1]} in layer {self.unit[0]}")
        self.network()
        return self

    def network(self) -> Network:
        """Return the network with its weights; raises ValueError where they do not fit."""
        return StepperSetup(
            self.layers,
            activation=self.activation,
            output=self.output,
            initializer=self.initializer,
            seed=self.seed,
            weights=self.weights,
            biases=self.biases,
        ).network()

    def dials(self) -> dict[str, ParameterOptions]:
        """Return the inputs by name."""
        plain = ParameterOptions.model_validate(
            {"from": -3.0, "to": 3.0, "step": 0.5, "value": 1.0}
        )
        return self.inputs or {f"x{n}": plain for n in range(1, self.layers[0] + 1)}

    def name(self, layer: int, unit: int) -> str:
        """Return a unit's own name, empty where it has none; both count from 1."""
        return self.units[layer - 1][unit - 1] if layer <= len(self.units) else ""

    def figure_names(self) -> tuple[str, ...]:
        """Return the names that a task's formula may use."""
        places = [
            (layer, unit)
            for layer, size in enumerate(self.layers[1:], start=1)
            for unit in range(1, size + 1)
        ]
        own = [self.name(*place) for place in places]
        return (*self.dials(), *(f"a{layer}_{unit}" for layer, unit in places), *filter(None, own))

    def _has(self, layer: int, unit: int) -> bool:
        return 1 <= layer < len(self.layers) and 1 <= unit <= self.layers[layer]
