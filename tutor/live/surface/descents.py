"""The descents of a surface: each cost with each optimizer, as far as they are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

import numpy as np

from engine.descent import Cost, DescentPoint, descend
from tutor.live.dials import Settings
from tutor.live.surface.options import RacerOptions, SurfaceOptions
from tutor.plots.axes import Values
from tutor.plots.curves import Curve

_STILL = 1e-3  # a slope below this counts as flat, a change of the cost by this share as none
_WATCHED = 3  # so many last steps tell whether the cost climbs


@dataclass(frozen=True, slots=True)
class Racer:
    """One ball: the number of its cost, its optimizer, and its number among all balls."""

    cost: int
    optimizer: RacerOptions
    number: int


class Descents:
    """Computes paths for the present settings, and keeps them until the settings change."""

    def __init__(self, options: SurfaceOptions) -> None:
        self._options = options
        self._curves = options.compiled()
        pairs = [(c, o) for c in range(len(options.cost)) for o in options.optimizers]
        self.racers = [Racer(cost, chosen, number) for number, (cost, chosen) in enumerate(pairs)]
        self._values: Mapping[str, Any] = {}
        self._running: list[tuple[list[DescentPoint], Iterator[DescentPoint]]] = []

    def cost(self, number: int, settings: Settings) -> Cost:
        """Return a cost as a function of many places (n, k)."""
        curve = self._curves[number]
        numbers = {name: settings.number(name) for name in self._options.numbers}
        return lambda places: _heights(curve, [*self._options.ranges], places, numbers)

    def path(self, racer: Racer, settings: Settings, steps: int) -> list[DescentPoint]:
        """Return where the ball was after 0 to `steps` steps; fewer where numbers ended."""
        if self._values != settings.values:
            self._values = settings.values
            self._running = [([], self._started(other, settings)) for other in self.racers]
        places, rest = self._running[racer.number]
        places += islice(rest, max(steps + 1 - len(places), 0))
        return places[: steps + 1]

    def _started(self, racer: Racer, settings: Settings) -> Iterator[DescentPoint]:
        start = np.array([settings.number(start_of(name)) for name in self._options.ranges])
        optimizer = racer.optimizer.made(settings.number("alpha"))
        return descend(self.cost(racer.cost, settings), start, optimizer)


def start_of(parameter: str) -> str:
    """Return the name of the dial that says where a parameter starts."""
    return f"start {parameter}"


def diverged(path: list[DescentPoint]) -> bool:
    """Return whether the cost has left the numbers, or climbs above where it began."""
    if not path[-1].finite:
        return True
    last = [place.cost for place in path[-_WATCHED - 1 :]]
    climbs = all(before < after for before, after in pairwise(last))
    return len(last) > _WATCHED and climbs and last[-1] > path[0].cost


def fate(path: list[DescentPoint]) -> str:
    """Return what has become of a descent, in a few words; nothing while it is on its way."""
    last = path[-1]
    if not last.finite:
        return f"✘ no number any more after step {last.step}"
    if diverged(path):
        return "✘ climbs: it diverges"
    if np.abs(last.gradient).max() < _STILL:
        return "flat here"
    if len(path) > 2 and _to_and_fro(path):
        return "to and fro, no lower"
    return ""


def _to_and_fro(path: list[DescentPoint]) -> bool:
    back = np.abs(path[-1].parameters - path[-3].parameters).max()
    across = np.abs(path[-1].parameters - path[-2].parameters).max()
    return bool(back < _STILL * across)


def _heights(
    curve: Curve, names: list[str], places: Values, numbers: Mapping[str, float]
) -> Values:
    first, *others = places
    return curve(first, {**dict(zip(names[1:], others, strict=True)), **numbers})
