"""The table of a sweep: figures in shades over two or more settings, or a row a combination."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from engine.sweep import Between
from tutor.plots.arrange import fitted
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.numbers import shown_within
from tutor.plots.shades import blend, readable_on
from tutor.sweeps.axes import shown_value
from tutor.sweeps.cells import SweepCell, best, least_is_best
from tutor.sweeps.plan import Plan

_NARROW, _WIDE = 10, 15  # columns of a cell, without and with its spread
TO_DO, RUNNING, MORE, DIVERGED, FAILED = "·", "▶", "…", "✘", "!"


class SweepTable(NamedTuple):
    """The head stays where it is, of the rows only those that there is room for are drawn."""

    head: Picture
    rows: int
    row: Callable[[int, bool], Row]
    """Draw a row, by its place and whether it is the first that is seen."""


@dataclass(frozen=True, slots=True)
class _Shades:
    """How a figure is coloured: the better, the stronger."""

    palette: Palette
    low: float
    high: float
    least: bool
    chosen: SweepCell | None

    @classmethod
    def of(cls, found: Sequence[SweepCell], figure: str, palette: Palette) -> _Shades:
        means = [cell.mean for cell in found if cell.values]
        low, high = (min(means), max(means)) if means else (0.0, 1.0)
        return cls(palette, low, high, least_is_best(figure), best(found, figure))

    def span(self, cell: SweepCell, text: str) -> Span:
        if not cell.values:
            broken = cell.ended and not cell.running
            return Span(text, "wrong" if broken else "accent" if cell.running else "muted")
        bold = cell is self.chosen
        if not self.palette.colour:
            return Span(text, bold=bold)
        part = (cell.mean - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        part = 1 - part if self.least else part
        ground = blend(self.palette.background, self.palette.positive, 0.05 + 0.7 * part)
        return Span(text, readable_on(ground, self.palette), ground, bold=bold)


def sweep_table(
    plan: Plan, found: Sequence[SweepCell], figure: str, width: int, palette: Palette
) -> SweepTable:
    """Return the table that suits the plan and the width."""
    shades = _Shades.of(found, figure, palette)
    across = None if plan.draws else _across(plan, width)
    if across is None:
        return _list(plan, found, figure, shades, width)
    return _heat(plan, found, across, shades, width)


def fits_beside(plan: Plan, width: int, whole: int) -> bool:
    """Whether a table of rows and columns is the same in so many columns as in the whole width."""
    return not plan.draws and _across(plan, width) == _across(plan, whole) is not None


def _across(plan: Plan, width: int) -> str | None:
    """The last setting whose values fit side by side, where two or more are varied."""
    if len(plan.axes) < 2:
        return None
    name: str
    for name, values in reversed(list(plan.axes.items())):
        names = [other for other in plan.axes if other != name]
        if _left(plan, names) + _NARROW * _count(values) <= width:
            return name
    return None


def _count(values: Sequence[Any] | Between) -> int:
    return 0 if isinstance(values, Between) else len(values)


def _column(name: str, values: Sequence[Any]) -> int:
    """The width of a column of settings."""
    return max(len(name), *(len(shown_value(name, value)) for value in values)) + 2


def _left(plan: Plan, names: Sequence[str]) -> int:
    return sum(_column(name, _listed(plan.axes[name])) for name in names)


def _listed(values: Sequence[Any] | Between) -> Sequence[Any]:
    return () if isinstance(values, Between) else values


def _heat(
    plan: Plan, found: Sequence[SweepCell], across: str, shades: _Shades, width: int
) -> SweepTable:
    """Return a row for each combination of the other settings, a column for each value."""
    names = [name for name in plan.axes if name != across]
    columns, left = _listed(plan.axes[across]), _left(plan, names)
    titles = [shown_value(across, value) for value in columns]
    needed = max(_WIDE if plan.seeds > 1 else _NARROW, *(len(title) + 2 for title in titles))
    each = needed if left + needed * len(columns) <= width else _NARROW
    head = "".join(f"{name:<{_column(name, _listed(plan.axes[name]))}}" for name in names)
    above: Picture = [
        [Span(" " * left + f"  {across}", "muted")],
        [Span(head, "muted"), *(Span(_right(f"{title} ", each), "muted") for title in titles)],
    ]
    by_choice = {repr(cell.choice): cell for cell in found}
    rows = list(itertools.product(*(_listed(plan.axes[name]) for name in names)))

    def row(place: int, first: bool) -> Row:
        choice = dict(zip(names, rows[place], strict=True))
        drawn: Row = [Span(_labels(plan, names, rows, place, first), "muted")]
        for value in columns:
            cell = by_choice[repr({name: {**choice, across: value}[name] for name in plan.axes})]
            drawn.append(shades.span(cell, _right(_text(cell, shades, each >= _WIDE), each)))
        return drawn

    return SweepTable(above, len(rows), row)


def _labels(
    plan: Plan, names: Sequence[str], rows: Sequence[tuple[Any, ...]], place: int, first: bool
) -> str:
    """The settings of a row; those that are as in the row above are left out, but the last."""
    values, above = rows[place], rows[place - 1]
    same = 0
    while not first and same < len(names) - 1 and values[same] == above[same]:
        same += 1
    pairs = enumerate(zip(names, values, strict=True))
    return "".join(
        f"{'' if n < same else shown_value(name, value):<{_column(name, _listed(plan.axes[name]))}}"
        for n, (name, value) in pairs
    )


def _right(text: str, width: int) -> str:
    """The text at the right of a column, cut where it is too long, with a blank before it."""
    return f" {text if len(text) < width else text[: width - 2] + '…':>{width - 1}}"


def _text(cell: SweepCell, shades: _Shades, wide: bool) -> str:
    """The figure in few columns, with signs for what is not there yet or went wrong."""
    if not cell.values:
        broken = FAILED if cell.failed else DIVERGED
        return f"{RUNNING if cell.running else broken if cell.ended else TO_DO} "
    text = short(cell.mean)
    if wide and len(cell.values) > 1:
        text += f"±{short_spread(cell)}"
    text += DIVERGED if cell.diverged else FAILED if cell.failed else ""
    text += MORE if cell.ended < cell.runs else ""
    return f"[{text}]" if cell is shades.chosen else f"{text} "


def _list(
    plan: Plan, found: Sequence[SweepCell], figure: str, shades: _Shades, width: int
) -> SweepTable:
    """Return a row for each combination: one setting in its order, several the best first."""
    order = list(found)
    if plan.draws or len(plan.axes) > 1:
        order.sort(key=lambda cell: _rank(cell, shades.least))
    names = list(plan.axes)
    columns = {name: _column(name, [cell.choice[name] for cell in found]) for name in names}
    head = "".join(f"{name:<{columns[name]}}" for name in names)
    each = _WIDE if plan.seeds > 1 else _NARROW

    def row(place: int, first: bool) -> Row:
        cell = order[place]
        choice = "".join(f"{shown_value(n, cell.choice[n]):<{columns[n]}}" for n in names)
        figures = shades.span(cell, _right(_text(cell, shades, plan.seeds > 1), each))
        return [Span(choice, "muted"), figures, Span(f"  {_shortfall(cell)}")]

    title = _right(f"{figure.replace('_', ' ')} ", each)
    return SweepTable([fitted([Span(head + title, "muted")], width)], len(order), row)


def _rank(cell: SweepCell, least: bool) -> tuple[bool, float]:
    """Those with a figure before all others, the best of them first."""
    return (not cell.values, cell.mean * (1 if least else -1) if cell.values else -cell.running)


def _shortfall(cell: SweepCell) -> str:
    """In words what is not all well with a combination of several runs, or not there yet."""
    if cell.runs == 1:
        return ""
    parts = [f"{cell.diverged} of {cell.runs} diverged"] * (cell.diverged > 0)
    parts += [f"{cell.failed} of {cell.runs} failed"] * (cell.failed > 0)
    if cell.ended < cell.runs and (cell.ended or cell.running):
        parts.append(f"{cell.ended} of {cell.runs} seeds")
    return ", ".join(parts)


def short_spread(cell: SweepCell) -> str:
    """A spread to as many decimals as the mean beside it."""
    mean = short(cell.mean)
    decimals = 0 if "e" in mean else len(mean.partition(".")[2])
    text = f"{cell.spread:.{decimals}f}" if decimals else short(cell.spread)
    return text if float(cell.spread) == 0 or text.strip("0.") else shown_within(cell.spread, 5, 2)


def short(value: float) -> str:
    """A figure in five or six columns."""
    if value == 0 or 0.001 <= abs(value) < 10:
        text = f"{value:.3f}".replace("-", "−")
        return text if text != "1.000" or value == 1 else _near_one(value)
    return shown_within(value, 6)


def _near_one(value: float) -> str:
    """Return a share that is nearly the whole, or a loss there, told apart from 1."""
    text = f"{value:.4f}"
    return text if text != "1.0000" else "<1" if value < 1 else ">1"
