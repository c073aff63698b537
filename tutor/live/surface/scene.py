"""What a surface shows: the costs, the paths down them, and the numbers of the step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from engine.descent import DescentPoint
from tutor.live.dials import RangeDial, Settings
from tutor.live.plot.options import ParameterOptions
from tutor.live.scene import DialledState, Room
from tutor.live.surface.descents import Descents, Racer, diverged, fate, start_of
from tutor.live.surface.fields import curve_field, map_field
from tutor.live.surface.options import SurfaceOptions
from tutor.live.surface.readout import table, update_rows
from tutor.plots.arrange import beside, titled
from tutor.plots.axes import round_step
from tutor.plots.cells import Palette, Picture

_STARTS = 40  # a turn of a start dial is about so many parts of the range
_SHORTEST, _TALLEST = 10, 18  # rows of the fields
_LARGEST = 32  # rows beside the text; with more a key is felt to wait
_GAP = 2
_NUMBERS = 38  # columns that the numbers take beside a field
_FIELD = 32  # columns of the narrowest field that has its numbers beside it


@dataclass(frozen=True, slots=True)
class SurfaceState(DialledState):
    """How the dials are set, and how many steps have been taken with them."""

    step: int = 0


class SurfaceScene:
    """Draws the states of one surface."""

    hint = "s steps, b steps back, space rolls. ↑ ↓ choose a dial, ← → turn it."

    def __init__(self, options: SurfaceOptions) -> None:
        self._options = options
        self._descents = Descents(options)

    def started(self) -> SurfaceState:
        options = self._options
        dials = {"alpha": _dial(options.alpha)}
        dials |= {start_of(name): _start_dial(*ends) for name, ends in options.ranges.items()}
        dials |= {name: _dial(number) for name, number in options.numbers.items()}
        values = {start_of(name): value for name, value in options.starts.items()}
        values |= {name: number.value for name, number in options.numbers.items()}
        turnable = {name: dial for name, dial in dials.items() if dial.low < dial.high}
        return SurfaceState(Settings(turnable, {"alpha": options.alpha.value, **values}))

    def next(self, state: SurfaceState) -> SurfaceState | None:
        """Return the state a step later; None where no ball can move on."""
        stuck = all(not path[-1].finite for path in self._paths(state))
        if stuck or state.step >= self._options.steps:
            return None
        return replace(state, step=state.step + 1)

    def before(self, state: SurfaceState) -> SurfaceState:
        return replace(state, step=max(state.step - 1, 0))

    def figures(self, state: SurfaceState) -> Mapping[str, float]:
        paths = self._paths(state)
        last, settings = paths[0][-1], state.settings
        names = self._options.ranges
        return {
            **{name: settings.number(name) for name in ("alpha", *self._options.numbers)},
            **{f"start_{name}": settings.number(start_of(name)) for name in names},
            **dict(zip(names, last.parameters.tolist(), strict=True)),
            **{f"cost_{number}": path[-1].cost for number, path in enumerate(paths, start=1)},
            "step": float(last.step),
            "cost": last.cost,
            "slope": float(np.abs(last.gradient).max()),
            "diverged": float(diverged(paths[0])),
        }

    def picture(self, state: SurfaceState, room: Room) -> Picture:
        costs = range(len(self._options.cost))
        if len(self._options.ranges) == 2 and len(costs) == 1 and room.width >= _FIELD + _NUMBERS:
            height = max(min(room.rows, self._most(room)), _SHORTEST)
            width = min(room.width - _GAP - _NUMBERS, 3 * height)
            field = self._field(0, state, width, height, room.palette)
            return beside(field, self._panel(state, room, room.width - width - _GAP), gap=_GAP)
        panel = self._panel(state, room, room.width)
        height = max(min(room.rows - len(panel), self._most(room)), _SHORTEST)
        width = (room.width - _GAP * (len(costs) - 1)) // len(costs)
        fields = [self._field(cost, state, width, height, room.palette) for cost in costs]
        return [*beside(*fields, gap=_GAP), *panel]

    def _most(self, room: Room) -> int:
        return min(room.most(_TALLEST), _LARGEST)

    def _panel(self, state: SurfaceState, room: Room, width: int) -> Picture:
        """Return the numbers of the step and the dials."""
        numbers = self._numbers(state, width)
        dials = state.settings.picture(width, focused=room.focused)
        gap: Picture = [[]] if dials else []
        return [*numbers, *gap, *dials]

    def _field(
        self, number: int, state: SurfaceState, width: int, height: int, palette: Palette
    ) -> Picture:
        """Return one cost with its balls, under its name if it has one."""
        options, descents = self._options, self._descents
        chosen = [racer for racer in descents.racers if racer.cost == number]
        paths = [
            (racer.number, descents.path(racer, state.settings, state.step)) for racer in chosen
        ]
        cost, name = descents.cost(number, state.settings), options.cost[number].name
        rows = height - bool(name)
        if len(options.ranges) == 1:
            picture = curve_field(cost, paths, options.ranges, options.range, width, rows)
        else:
            picture = map_field(cost, paths, options.ranges, width, rows, palette)
        return titled(name.center(width).rstrip(), picture) if name else picture

    def _numbers(self, state: SurfaceState, width: int) -> Picture:
        options, paths = self._options, self._paths(state)
        fates = [self._fate(path) for path in paths]
        names = [self._name(racer) for racer in self._descents.racers]
        rows = table(names, [*options.ranges], paths, fates, width)
        if len(paths) == 1 and options.optimizers[0].optimizer == "sgd":
            alpha = options.optimizers[0].learning_rate or state.settings.number("alpha")
            rows += update_rows([*options.ranges], paths[0][-1], alpha, width)
        return rows

    def _name(self, racer: Racer) -> str:
        cost = self._options.cost[racer.cost].name
        several = len(self._options.optimizers) > 1
        if len(self._options.cost) == 1:
            return racer.optimizer.title
        return f"{cost}, {racer.optimizer.title}" if several else cost or f"cost {racer.cost + 1}"

    def _fate(self, path: list[DescentPoint]) -> str:
        words = fate(path)
        ends = self._options.ranges.values()
        inside = all(
            low <= value <= high
            for value, (low, high) in zip(path[-1].parameters.tolist(), ends, strict=True)
        )
        return words or ("" if inside else "has left the picture")

    def _paths(self, state: SurfaceState) -> list[list[DescentPoint]]:
        descents = self._descents
        return [descents.path(r, state.settings, state.step) for r in descents.racers]


def _dial(option: ParameterOptions) -> RangeDial:
    return RangeDial(option.low, option.high, option.step)


def _start_dial(low: float, high: float) -> RangeDial:
    return RangeDial(low, high, round_step((high - low) / _STARTS))
