"""A network's walk as a drawing: what each unit is known to hold, and the lines at work."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import numpy as np

from engine.layer import Layer
from engine.trace import Value
from tutor.plots.cells import Picture, Row, Span, plain
from tutor.plots.network_drawing import Column, DrawnUnit, Edge
from tutor.stepping.figures import figure
from tutor.stepping.focus import base_of, index_in
from tutor.stepping.networks import NetworkTrace
from tutor.stepping.view import View

SHORT = {"sigmoid": "σ", "relu": "ReLU", "leaky_relu": "leaky ReLU", "linear": "linear"}
UNKNOWN, HALF_KNOWN, KNOWN = "○", "◐", "●"
DIGITS = 2
_MEASURED = 200  # numbers of an array that are looked at for their widths


class SteppedNetwork:
    """What the drawing shows at one point of a walk."""

    def __init__(self, trace: NetworkTrace, view: View, rows: int) -> None:
        self._trace, self._view = trace, view
        self._position = view.walk.position
        self._known = trace.known(self._position)
        self._layers: list[Layer] = trace.trace.network.layers
        self._step = view.shown_step
        self._cell = view.cell
        self._values: dict[str, Value | None] = {}
        sizes = [self._size(layer.output_shape) for layer in self._layers]
        self._two_rows = trace.has_gradients and 2 * max(sizes) <= rows - 1

    def columns(self) -> list[Column]:
        """The input and the layers, from left to right."""
        first = Column(
            [Span("X", "muted")], *self._units(0), width=self._width(0), centre=self._centre(0)
        )
        return [first, *(self._column(n, layer) for n, layer in enumerate(self._layers, start=1))]

    def left_of_step(self, drawing: Picture) -> int:
        """Return where in the drawing the layer of the present step is, by its title."""
        layer = self._step.layer if self._step else None
        title = plain(drawing[:1])
        return max(0, title.find(f"[{layer}]")) if layer else 0

    def _column(self, number: int, layer: Layer) -> Column:
        title: Row = [Span(f"[{number}] {layer_name(layer)}", self._title_colour(number))]
        weights = self._weights(number)
        lit = self._lit(number) if weights is not None else None
        return Column(
            title,
            *self._units(number),
            weights=weights,
            lit=lit,
            width=self._width(number),
            centre=self._centre(number),
        )

    def _width(self, number: int) -> int:
        """Return how wide the units of a layer get in the course of the walk."""
        label, slope = widths_of_units(self._trace, number)
        return max(label, slope) if self._two_rows else label + slope + (slope > 0)

    def _title_colour(self, number: int) -> str:
        step = self._step
        return step.phase if step is not None and step.layer == number else "muted"

    def _size(self, shape: tuple[int, ...]) -> int:
        return shape[0] if len(shape) == 1 else 1

    def _weights(self, number: int) -> Any:
        """W of a dense layer as it is now."""
        value = self._value(f"W[{number}]")
        return value if value is not None and np.ndim(value) == 2 else None

    def _lit(self, number: int) -> list[Edge]:
        """The lines into a layer that the present operation goes along."""
        step, cell = self._step, self._cell
        if step is None or cell is None or len(cell.index) != 2:
            return []
        rows, columns = np.shape(self._weights(number))
        unit, entry = cell.index
        if step.name == f"Z[{number}]":
            return [(unit, k) for k in range(columns)]
        if step.name == f"dA[{number - 1}]":
            return [(j, unit) for j in range(rows)]
        if base_of(step.name) == "W" and step.layer == number:
            return [(unit, entry)]
        return []

    def _centre(self, number: int) -> int:
        """The unit of a layer that is looked at, if one is."""
        step, cell = self._step, self._cell
        if step is None or cell is None or not cell.index:
            return 0
        if base_of(step.name) == "W" and step.layer == number + 1 and len(cell.index) == 2:
            return cell.index[1]
        return cell.index[0] if step.layer == number else 0

    def _units(self, number: int) -> tuple[int, Callable[[int], DrawnUnit], bool]:
        """How many units a layer has, how each looks, and whether it takes two rows."""
        shape = self._layers[number - 1].output_shape if number else self._input_shape
        if len(shape) > 1:
            label: Row = [Span("▦ " + "×".join(map(str, shape)), self._block_colour(number))]
            return 1, lambda unit: DrawnUnit(label), False
        return shape[0], partial(self._unit, number), self._two_rows

    @property
    def _input_shape(self) -> tuple[int, ...]:
        return self._trace.trace.network.input_shape

    def _block_colour(self, number: int) -> str | None:
        return self._step.phase if self._step and self._step.layer == number else None

    def _unit(self, number: int, unit: int) -> DrawnUnit:
        label, slope = self._label(number, unit), self._slope(number, unit)
        if self._two_rows:
            return DrawnUnit(label, slope or [Span(" ")])
        return DrawnUnit([*label, Span(" "), *slope] if slope else label)

    def _label(self, number: int, unit: int) -> Row:
        names = [f"A[{number}]", f"Z[{number}]"] if number else ["X"]
        lit = self._is_looked_at(number, unit)
        colour = self._step.phase if self._step and lit else None
        for name, glyph in zip(names, (KNOWN, HALF_KNOWN), strict=False):
            value = self._entry(name, unit)
            if value is not None:
                return [Span(f"{glyph} {figure(value, DIGITS)}", colour, bold=lit)]
        return [Span(f"{UNKNOWN} ·", colour or "muted", bold=lit)]

    def _slope(self, number: int, unit: int) -> Row:
        for name in (f"dZ[{number}]", f"dA[{number}]"):
            value = self._entry(name, unit) if name in self._known else None
            if value is not None:
                active = self._step is not None and self._step.name == name
                return [Span(f"{figure(value, DIGITS)} ◀", "backward", bold=active)]
        return []

    def _value(self, name: str) -> Value | None:
        if name not in self._values:
            self._values[name] = self._trace.value(name, self._position)
        return self._values[name]

    def _entry(self, name: str, unit: int) -> float | None:
        """A unit's number in the example looked at, once it is known."""
        value = self._value(name)
        if value is None:
            return None
        array = np.asarray(value)
        example = index_in(self._view.focus, name, array.shape)[-1]
        return float(array[unit, example])

    def _is_looked_at(self, number: int, unit: int) -> bool:
        step, cell = self._step, self._cell
        if step is None or cell is None or not cell.index or step.layer is None:
            return False
        return step.layer == number and cell.index[0] == unit


@lru_cache(maxsize=256)
def widths_of_units(trace: NetworkTrace, number: int) -> tuple[int, int]:
    """Return how wide a unit's number and its slope get in a pass, with the signs at them."""
    values = [f"Z[{number}]", f"A[{number}]"] if number else ["X"]
    slopes = [f"dA[{number}]", f"dZ[{number}]"] if number else []
    last = trace.steps_in_pass
    label = max(_longest(trace.value(name, last)) for name in values)
    slope = max((_longest(trace.value(name, last)) for name in slopes), default=0)
    return label, slope


def _longest(value: Value | None) -> int:
    """Return how many columns the longest of some numbers takes, with a sign and a blank."""
    array = np.zeros(0) if value is None else np.asarray(value)
    if array.ndim != 2:
        return 0
    some = array.ravel()[:_MEASURED].tolist()
    return max((len(figure(number, DIGITS)) + 2 for number in some), default=0)


def layer_name(layer: Layer) -> str:
    """Return a layer's kind in a word: its activation, or what it does."""
    kind = type(layer).__name__
    activation = getattr(layer, "activation", None)
    if kind == "Dense" and activation is not None:
        return SHORT.get(str(activation.name), str(activation.name))
    return {"MaxPool2D": "max-pool", "Conv2D": "conv", "BatchNorm": "batch norm"}.get(
        kind, kind.lower()
    )
