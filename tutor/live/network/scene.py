"""What a network shows: its units with their numbers, and the sum of the unit looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.layer import Weighted
from tutor.live.dials import RangeDial, Settings
from tutor.live.network.maps import maps_layout, network_maps
from tutor.live.network.options import NetworkOptions
from tutor.live.network.sums import sum_rows
from tutor.live.scene import DialledState, Room
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.network_drawing import Column, DrawnUnit, draw_network
from tutor.plots.numbers import shown
from tutor.plots.regions import Extent
from tutor.plots.unit_maps import Layout
from tutor.stepping.network_picture import layer_name

Values = NDArray[np.float64]
_LEVELS = "○◔◑◕●"
_SHORTEST, _TALLEST = 8, 20  # rows of the drawing
_DIGITS = 3
_PLANE = 2  # inputs
_SUM_ROWS = 4


@dataclass(frozen=True, slots=True)
class NetworkState(DialledState):
    """The inputs, and the unit that is looked at: layer and number from 1, or 0 and 0 for none."""

    layer: int = 0
    unit: int = 0


class NetworkScene:
    """Draws the states of one network."""

    hint = "↑ ↓ choose an input, ← → change it, u looks at the next unit."

    def __init__(self, options: NetworkOptions) -> None:
        self._options = options
        self._network = options.network()
        self.layers = [layer for layer in self._network.layers if isinstance(layer, Weighted)]

    layout: Layout | None = None
    """Where the maps of the units stand, if they are drawn so."""

    def started(self) -> NetworkState:
        dials = self._options.dials()
        ranges = {name: RangeDial(dial.low, dial.high, dial.step) for name, dial in dials.items()}
        turnable = {name: dial for name, dial in ranges.items() if dial.low < dial.high}
        settings = Settings(turnable, {name: dial.value for name, dial in dials.items()})
        return NetworkState(settings, *(self._options.unit or ()))

    def at_unit(self, state: NetworkState, by: int) -> NetworkState:
        """Return the state that looks at the next unit or the one before; between them, at none."""
        places = [
            (0, 0),
            *(
                (layer, unit)
                for layer, size in enumerate(self._options.layers[1:], start=1)
                for unit in range(1, size + 1)
            ),
        ]
        place = places.index((state.layer, state.unit)) + by
        layer, unit = places[place % len(places)]
        return replace(state, layer=layer, unit=unit)

    def at_cell(self, state: NetworkState, column: int, row: int) -> NetworkState:
        """Return the state that looks at the unit drawn at a cell, if there is one."""
        place = self.layout.at(column, row) if self.layout else None
        if place is None or not place[0]:
            return state
        return replace(state, layer=place[0], unit=place[1] + 1)

    def activations(self, state: NetworkState) -> list[Values]:
        """Return the inputs and each layer's activations for them."""
        x = np.array([state.settings.number(name) for name in self._options.dials()])
        self._network.forward(x[:, None])
        return [x, *(layer.A[:, 0].copy() for layer in self.layers)]

    def figures(self, state: NetworkState) -> Mapping[str, float]:
        inputs, *activations = self.activations(state)
        figures = dict(zip(self._options.dials(), inputs.tolist(), strict=True))
        for layer, values in enumerate(activations, start=1):
            for unit, value in enumerate(values.tolist(), start=1):
                figures[f"a{layer}_{unit}"] = value
                if name := self._options.name(layer, unit):
                    figures[name] = value
        return figures

    def picture(self, state: NetworkState, room: Room) -> Picture:
        activations = self.activations(state)
        dials = state.settings.picture(room.width, focused=room.focused)
        sums = self._sums(state, activations, room.width)
        columns = self._columns(state, activations)
        wanted = max(self._options.layers) * (4 if room.beside else 2)
        rows = min(room.rows - len(dials) - len(sums) - 1, room.most(_TALLEST), wanted)
        size = room.width, max(rows, _SHORTEST)
        drawing = self._maps(state, activations, room) or draw_network(columns, room.palette, *size)
        roomy = len(drawing) + len(sums) + len(dials) < room.rows
        return [*drawing, *([[]] if roomy else []), *sums, *dials]

    def _maps(self, state: NetworkState, activations: list[Values], room: Room) -> Picture | None:
        """Return what each unit answers over the plane, where there are two inputs to turn."""
        dials = [
            RangeDial(dial.low, dial.high, dial.step) for dial in self._options.dials().values()
        ]
        if len(dials) != _PLANE or any(dial.low >= dial.high for dial in dials):
            return None
        around = len(state.settings.dials) + _SUM_ROWS + 1
        rows = min(max(room.rows - around, _SHORTEST), room.most(_TALLEST))
        x1, x2 = dials
        extent = Extent(x1.low, x1.high, x2.low, x2.high)
        named = [
            [*self._options.dials()],
            *(
                [self._options.name(number, unit + 1) for unit in range(size)]
                for number, size in enumerate(self._options.layers[1:], start=1)
            ),
        ]
        self.layout = maps_layout(self._options.layers, room.width, rows)
        if self.layout is None:
            return None
        chosen = (state.layer, state.unit - 1) if state.layer else None
        network, layout = self._options.network(), self.layout
        return network_maps(network, extent, named, activations, layout, room.palette, chosen)

    def _columns(self, state: NetworkState, activations: list[Values]) -> list[Column]:
        inputs = _units(activations[0], [*self._options.dials()], None)
        columns = [Column([Span("inputs", "muted")], len(inputs), inputs.__getitem__)]
        for number, layer in enumerate(self.layers, start=1):
            names = [self._options.name(number, unit + 1) for unit in range(len(layer.b))]
            chosen = state.unit - 1 if state.layer == number else None
            lit = None if chosen is None else [(chosen, k) for k in range(layer.W.shape[1])]
            units = _units(activations[number], names, chosen)
            columns.append(
                Column(
                    [Span(f"[{number}] {layer_name(layer)}", "muted")],
                    len(units),
                    units.__getitem__,
                    weights=layer.W,
                    lit=lit,
                    centre=chosen or 0,
                )
            )
        return columns

    def _sums(self, state: NetworkState, activations: list[Values], width: int) -> Picture:
        if not state.layer:
            return [[], [Span("u spells out the sum of a unit.", "muted")], []]
        layer, unit = self.layers[state.layer - 1], state.unit - 1
        name = self._options.name(state.layer, state.unit) or f"a{state.layer}_{state.unit}"
        return sum_rows(layer, unit, activations[state.layer - 1], name, width)


def _units(values: Values, names: list[str], chosen: int | None) -> list[DrawnUnit]:
    """Return each unit as how far it is filled, its number, and its name."""
    largest = float(np.abs(values).max()) or 1.0
    numbers = [shown(value, _DIGITS) for value in values.tolist()]
    widest = max(map(len, numbers))
    units = []
    levels = np.ceil(np.abs(values) / largest * (len(_LEVELS) - 1) - 1e-9).astype(int)
    for place, (number, name) in enumerate(zip(numbers, names, strict=True)):
        level = _LEVELS[levels[place]]
        colour = "accent" if place == chosen else None
        label: Row = [Span(f"{level} {number:>{widest}}", colour, bold=True)]
        units.append(DrawnUnit([*label, Span(f" {name}", colour or "muted")] if name else label))
    return units
