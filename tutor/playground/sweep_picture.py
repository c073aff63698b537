"""A sweep as a picture: a bar of what is done, and the table as it fills."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from engine.sweep import Between, Result
from tutor.playground.sweeping import Cell, Plan, best, cells, written
from tutor.plots.arrange import fitted
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.shades import blend, readable_on

_WIDE = 9  # columns of a cell of the heat table
_BAR = 30


def sweep_picture(
    plan: Plan, results: Sequence[Result], total: int, width: int, height: int, palette: Palette
) -> Picture:
    """Return how far the sweep is, its table, and the best so far."""
    found = cells(results, plan.figure)
    rows = [_progress(len(results), total), []]
    body = _heat(plan, found, palette) if _is_heat(plan, width) else _list(plan, found, palette)
    room = height - len(rows) - 2
    rows += body[:room] + [[Span(f"… {len(body) - room} more", "muted")]] * (len(body) > room)
    return [fitted(row, width) for row in [*rows, [], _best(plan, found)]]


def _progress(done: int, total: int) -> Row:
    full = round(_BAR * done / max(total, 1))
    return [
        Span("█" * full, "accent"),
        Span("░" * (_BAR - full), "muted"),
        Span(f"  {done} of {total} runs"),
    ]


def _best(plan: Plan, found: Sequence[Cell]) -> Row:
    first = best(found, plan.figure)
    if first is None:
        return [Span("No run has ended yet.", "muted")]
    name = plan.figure.replace("_", " ")
    return [
        Span("Best so far  ", "muted"),
        Span(", ".join(f"{k} {written(v)}" for k, v in first.choice.items()), bold=True),
        Span(f"   {name} {_value(first, plan.figure)}"),
    ]


def _is_heat(plan: Plan, width: int) -> bool:
    """Whether two settings are varied that fit a table of rows and columns."""
    axes = list(plan.axes.values())
    if plan.draws or len(axes) != 2 or any(isinstance(axis, Between) for axis in axes):
        return False
    columns = axes[1]
    return not isinstance(columns, Between) and len(columns) * _WIDE + 18 <= width


def _heat(plan: Plan, found: Sequence[Cell], palette: Palette) -> Picture:
    """Return a row for each value of the first setting, a column for each of the second."""
    (first, downs), (second, acrosses) = plan.axes.items()
    assert not isinstance(downs, Between) and not isinstance(acrosses, Between)
    by_choice = {(written(c.choice[first]), written(c.choice[second])): c for c in found}
    names = [written(value) for value in acrosses]
    left = max(len(first), *(len(written(value)) for value in downs)) + 1
    rows: Picture = [
        [Span(" " * left + f" {second}", "muted")],
        [Span(f"{first:<{left}}" + "".join(f"{name:>{_WIDE}}" for name in names), "muted")],
    ]
    ends = _limits(found)
    chosen = best(found, plan.figure)
    for value in downs:
        row: Row = [Span(f"{written(value):<{left}}", "muted")]
        for name in names:
            row.append(_cell(by_choice.get((written(value), name)), plan, ends, chosen, palette))
        rows.append(row)
    return rows


def _cell(
    cell: Cell | None, plan: Plan, ends: tuple[float, float], chosen: Cell | None, palette: Palette
) -> Span:
    if cell is None:
        return Span("·".rjust(_WIDE - 1) + " ", "muted")
    text = f"[{_short(cell)}]" if cell is chosen else f"{_short(cell)} "
    if not palette.colour or not cell.values:
        return Span(text.rjust(_WIDE), "wrong" if not cell.values else None, bold=cell is chosen)
    low, high = ends
    part = (cell.mean - low) / (high - low) if high > low else 0.5
    ground = blend(palette.background, palette.positive, 0.1 + 0.6 * part)
    return Span(text.rjust(_WIDE), readable_on(ground, palette), ground, bold=cell is chosen)


def _list(plan: Plan, found: Sequence[Cell], palette: Palette) -> Picture:
    """Return a row for each combination, the best ones first."""
    least = plan.figure.endswith(("loss", "ece", "seconds"))
    order = sorted(found, key=lambda c: math.inf if not c.values else c.mean * (1 if least else -1))
    names = list(plan.axes)
    widths = (
        [max(len(n), *(len(written(c.choice[n])) for c in found), 0) + 2 for n in names]
        if found
        else []
    )
    head = "".join(f"{n:<{w}}" for n, w in zip(names, widths, strict=False))
    rows: Picture = [[Span(f"{head}{plan.figure.replace('_', ' ')}", "muted")]]
    for place, cell in enumerate(order):
        choice = "".join(
            f"{written(cell.choice[n]):<{w}}" for n, w in zip(names, widths, strict=True)
        )
        role = "text" if cell.values else "wrong"
        rows.append([Span(choice, "muted"), Span(_value(cell, plan.figure), role, bold=not place)])
    return rows


def _limits(found: Sequence[Cell]) -> tuple[float, float]:
    means = np.array([cell.mean for cell in found if cell.values])
    return (float(means.min()), float(means.max())) if means.size else (0.0, 1.0)


def _short(cell: Cell) -> str:
    return (
        f"{cell.mean:.3f}"
        if cell.values and abs(cell.mean) < 1000
        else "✘"
        if not cell.values
        else f"{cell.mean:.0e}"
    )


def _value(cell: Cell, figure: str) -> str:
    if not cell.values:
        return "✘ diverged or failed"
    spread = f" ± {cell.spread:.3f} over {len(cell.values)} seeds" if len(cell.values) > 1 else ""
    broken = f", {cell.broken} of {cell.runs} diverged" if cell.broken else ""
    return f"{cell.mean:.4g}{spread}{broken}"
