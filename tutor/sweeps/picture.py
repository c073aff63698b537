"""A sweep as a picture: what is done, the table as it fills, and the best so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.counted import counted
from engine.sweep import Result, Trial
from tutor.plots.arrange import beside, fitted, row_width
from tutor.plots.captions import caption
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.numbers import shown
from tutor.sweeps.axes import shown_value
from tutor.sweeps.cells import SweepCell, best, cells, figure_of, reasons
from tutor.sweeps.plan import Plan
from tutor.sweeps.ranking import ranking
from tutor.sweeps.table import (
    DIVERGED,
    FAILED,
    MORE,
    RUNNING,
    TO_DO,
    SweepTable,
    fits_beside,
    short_spread,
    sweep_table,
)

_BAR = 30
_MOST_REASONS = 2
_ROOMY, _LEFT, _GAP = 120, 50, 4
"""Columns from which there is room beside the table, percent of them for it, and between."""
_LEAST_ROWS = 3  # of the table, however little room there is


@dataclass(frozen=True, slots=True)
class SweepStanding:
    """How far a sweep is."""

    trials: Sequence[Trial]
    results: Sequence[Result] = ()
    running: Sequence[Trial] = ()
    seconds_left: float | None = None
    """None while nothing can be said about it."""

    @property
    def done(self) -> bool:
        return len(self.results) >= len(self.trials)


class DrawnSweep(NamedTuple):
    """A sweep's picture, and where its table stands."""

    picture: Picture
    top: int
    """The first row of the table that is seen."""
    last_top: int
    """The furthest that the table can be scrolled; 0 where all of it is seen."""


@dataclass(frozen=True, slots=True)
class SweepSheet:
    """A sweep summed up, which takes long after thousands of runs; any part of it is drawn fast."""

    table: SweepTable
    below: Picture
    width: int
    ranking: Picture = field(default_factory=list)
    """What stands beside the table."""

    def seen(self, standing: SweepStanding, height: int, top: int = 0) -> DrawnSweep:
        """Return it in so many rows if it can be, its table scrolled to the row `top`."""
        table = self.table
        above: Picture = [*_progress(standing, self.width), []]
        room = max(height - len(above) - len(table.head) - len(self.below), _LEAST_ROWS)
        furthest = table.rows - room + 1 if table.rows > room else 0
        top = min(max(top, 0), furthest)
        end = top + room - 1 if furthest else table.rows
        body = [table.row(place, place == top) for place in range(top, end)]
        if furthest:
            body.append([Span(f"↑ ↓  rows {top + 1} to {end} of {table.rows}", "muted")])
        drawn = [*table.head, *body, *self.below]
        if self.ranking:
            left = self.width * _LEFT // 100
            most = max(height - len(above), len(drawn))
            texts = [fitted(row, left) for row in drawn]
            drawn = beside(texts, self.ranking[:most], gap=_GAP)
        return DrawnSweep([fitted(row, self.width) for row in [*above, *drawn]], top, furthest)


def summed_up(plan: Plan, standing: SweepStanding, width: int, palette: Palette) -> SweepSheet:
    """Return what the runs that have ended, and those that run, tell of the plan.

    Beside a table of rows and columns they also stand in order, where there is room for that.
    """
    figure = figure_of(plan.figure, standing.results)
    found = cells(standing.trials, standing.results, figure, standing.running)
    left = width * _LEFT // 100
    table = sweep_table(plan, found, figure, left, palette)
    ranked: Picture = []
    if width >= _ROOMY and fits_beside(plan, left, width):
        ranked = ranking(found, figure, width - left - _GAP - 1)
    else:
        left, table = width, sweep_table(plan, found, figure, width, palette)
    below = [[], *_best(found, figure, standing, left), *_legend(found, left)]
    below += _reasons(standing.results, left)
    return SweepSheet(table, below, width, ranked)


def sweep_picture(
    plan: Plan, standing: SweepStanding, width: int, height: int, palette: Palette
) -> Picture:
    """Return the sweep in so many rows if it can be, from the first row of its table on."""
    return summed_up(plan, standing, width, palette).seen(standing, height).picture


def _progress(standing: SweepStanding, width: int) -> Picture:
    done, total, running = len(standing.results), len(standing.trials), len(standing.running)
    full = round(_BAR * done / max(total, 1))
    bar = [Span("█" * full, "accent"), Span("░" * (_BAR - full), "muted")]
    parts = [f"{done} of {total} runs done"]
    parts += [f"{RUNNING} {running} running"] * (running > 0)
    left = total - done - running
    parts += [f"{left} to do"] * (running > 0 and left > 0)
    seconds = standing.seconds_left
    if running and seconds is not None:
        parts.append(f"about {duration(seconds)} left")
    row: Row = [*bar, Span(f"  {parts[0]}")]
    told = "   ".join(parts[1:])
    if row_width(row) + len(told) + 3 <= width:
        return [[*row, Span(f"   {told}", "muted")]]
    return [row, [Span(told, "muted")]]


def duration(seconds: float) -> str:
    """A time to wait, roughly: "40 s", "12 min", "3 h"."""
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{round(seconds / 3600)} h"


def _best(found: Sequence[SweepCell], figure: str, standing: SweepStanding, width: int) -> Picture:
    first = best(found, figure)
    name = figure.replace("_", " ")
    if first is None:
        return [[Span(_nothing(found, name), "muted")]]
    title = "Best  " if standing.done else "Best so far  "
    choice = ", ".join(f"{n} {shown_value(n, value)}" for n, value in first.choice.items())
    figures: Row = [Span(f"{name} {_value(first)}")]
    row: Row = [Span(title, "muted"), Span(choice, bold=True), Span("   "), *figures]
    if row_width(row) <= width:
        return [row]
    return [row[:2], [Span(" " * len(title)), *figures]]


def _nothing(found: Sequence[SweepCell], name: str) -> str:
    """Return why there is no best."""
    if not any(cell.ended for cell in found):
        return "No run has ended yet."
    ended_well = any(cell.ended > cell.diverged + cell.failed for cell in found)
    return f"No run has measured the {name}." if ended_well else "No run has ended well yet."


def _value(cell: SweepCell) -> str:
    number = len(cell.values)
    told = shown(cell.mean)
    if number > 1:
        told += f" ± {short_spread(cell)}, mean and standard deviation of {number} seeds"
    elif cell.runs > 1:
        told += f" with 1 of {cell.runs} seeds"
    broken = cell.diverged + cell.failed
    return told + (f" ({broken} of {cell.runs} diverged or failed)" if broken else "")


def _legend(found: Sequence[SweepCell], width: int) -> Picture:
    """Return the signs that are in the table, and what they mean."""
    waiting = any(not cell.ended and not cell.running for cell in found)
    running = any(cell.running and not cell.values for cell in found)
    more = any(cell.values and cell.ended < cell.runs for cell in found)
    signs = [f"{TO_DO} to do"] * waiting
    signs += [f"{RUNNING} running"] * running
    signs += [f"{MORE} more seeds to come"] * more
    signs += [f"{DIVERGED} diverged"] * any(cell.diverged for cell in found)
    signs += [f"{FAILED} failed"] * any(cell.failed for cell in found)
    signs += ["[ ] best, the stronger the shade the better"] * any(cell.values for cell in found)
    return caption("   ".join(signs), width)


def _reasons(results: Sequence[Result], width: int) -> Picture:
    """Return why runs failed, for the most frequent reasons."""
    rows: Picture = []
    for reason, number in reasons(results)[:_MOST_REASONS]:
        runs = counted(number, "run")
        rows += caption(f"{FAILED} {runs} failed: {reason}", width, "wrong")[:2]
    return rows
