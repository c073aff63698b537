"""The numbers beside a surface: where each ball is, how steep it is there, and the next step."""

from __future__ import annotations

from collections.abc import Sequence

from engine.descent import DescentPoint
from tutor.plots.arrange import fitted, row_width
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.lines import series_role
from tutor.plots.numbers import shown, shown_within
from tutor.plots.regions import POINTS

_CELL = 9
_FATE = 26  # columns that say what becomes of a ball


def table(
    names: Sequence[str],
    parameters: Sequence[str],
    paths: Sequence[list[DescentPoint]],
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
        values = [*last.parameters.tolist(), last.cost]
        figures = "".join(shown_within(value, _CELL - 1).rjust(_CELL) for value in values)
        row: Row = [Span(f"{POINTS[number % 4]} ", role), *fitted([Span(name, role)], room - 2)]
        rows.append([*row, Span(figures, bold=True)])
        ending = Span(f"  {fate}", "wrong" if fate.startswith("✘") else "muted")
        if beside:
            rows[-1].append(ending)
        else:
            rows.append([ending])
    return rows


def update_rows(
    parameters: Sequence[str], place: DescentPoint, alpha: float, width: int
) -> Picture:
    """Return the next step of gradient descent, number by number: w := w - alpha dJ/dw.

    What is too wide goes on in a row of its own.
    """
    rows: Picture = []
    for name, value, slope in zip(
        parameters, place.parameters.tolist(), place.gradient.tolist(), strict=True
    ):
        name_text = f"{name} := "
        slope_text = f"({shown(slope)})" if slope < 0 else shown(slope)
        rows.append([Span(name_text, "muted"), Span(shown(value))])
        result: Row = [Span(" = "), Span(shown(value - alpha * slope), bold=True)]
        for piece in ([Span(f" − {shown(alpha)} · {slope_text}")], result):
            if row_width([*rows[-1], *piece]) <= width:
                rows[-1] += piece
            else:
                rows.append([Span(" " * (len(name_text) - 3)), *piece])
    return rows
