"""One number followed over the whole training: the same cell of the same value, step after step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.trace import Cell, Trace
from tutor.plots.cells import Picture
from tutor.plots.lines import Mark, Series, line_chart

MOST_POINTS = 200


@dataclass(frozen=True, eq=False, slots=True)
class Trend:
    """A cell's values at some of the training steps, counted from 1."""

    cell: Cell
    at: tuple[int, ...]
    values: tuple[float, ...]


def followed(fresh: Callable[[], Trace], cell: Cell) -> Iterator[Trend | None]:
    """Train anew and yield None at each point, at the end the trend; for another thread."""
    again = fresh()
    names = [outline.name for outline in again.outlines]
    place = len(names) - 1 - names[::-1].index(cell.name)
    total = len(again.batches)
    batches = range(0, total, max(1, total // MOST_POINTS))
    values = []
    for batch in batches:
        step = again[batch * len(names) + place]
        values.append(float(np.asarray(step.value)[cell.index]))
        yield None
    yield Trend(cell, tuple(batch + 1 for batch in batches), tuple(values))


def draw_trend(trend: Trend, batch: int, name: str, width: int, height: int) -> Picture:
    """Draw the trend with the present training step marked."""
    near = min(range(len(trend.at)), key=lambda n: abs(trend.at[n] - batch - 1))
    mark = Mark(float(trend.at[near]), trend.values[near])
    series = Series("", [float(n) for n in trend.at], list(trend.values))
    return line_chart(
        [series], width, height, y_label=name, x_label="training step", whole_x=True, marks=[mark]
    )
