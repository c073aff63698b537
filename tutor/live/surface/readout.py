"""The numbers beside a surface: where each ball is, how steep it is there, and the next step."""

from __future__ import annotations

from collections.abc import Sequence

from engine.descent import Place
from tutor.plots.arrange import fitted
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.lines import series_role
from tutor.plots.numbers import shown
from tutor.plots.regions import POINTS

_CELL = 9
_FATE = 26  # columns that say what becomes of a ball


def table(
    names: Sequence[str],
    parameters: Sequence[str],
    paths: Sequence[list[Place]],
    fates: Sequence[str],
    width: int,
) -> Picture:
    """Return a row for each ball: its parameters, its cost, and what has become of it."""
    most = max(len(path) - 1 for path in paths)
    cells = [*parameters, "J"]
    room = max(min(max(map(len, names)) + 2, width - _CELL * len(cells)), 8)
    head = f"step {most}".ljust(room) + "".join(cell.rjust(_CELL) for cell in cells)
    rows: Picture = [[Span(head, "muted")]]
    beside = width >= room + _CELL * len(cells) + _FATE
    for number, (name, path, fate) in enumerate(zip(names, paths, fates, strict=True)):
        role = series_role(number)
        last = path[-1]
        figures = "".join(shown(v).rjust(_CELL) for v in [*last.parameters.tolist(), last.cost])
        row: Row = [Span(f"{POINTS[number % 4]} ", role), *fitted([Span(name, role)], room - 2)]
        rows.append([*row, Span(figures, bold=True)])
        ending = Span(f"  {fate}", "wrong" if fate.startswith("✘") else "muted")
        if beside:
            rows[-1].append(ending)
        else:
            rows.append([ending])
    return rows


def update_rows(parameters: Sequence[str], place: Place, alpha: float) -> Picture:
    """Return the next step of gradient descent, number by number: w := w - alpha dJ/dw."""
    rows: Picture = []
    for name, value, slope in zip(
        parameters, place.parameters.tolist(), place.gradient.tolist(), strict=True
    ):
        there = shown(value - alpha * slope)
        slope_text = f"({shown(slope)})" if slope < 0 else shown(slope)
        rows.append(
            [
                Span(f"{name} := ", "muted"),
                Span(f"{shown(value)} − {shown(alpha)} · {slope_text} = "),
                Span(there, bold=True),
            ]
        )
    return rows
