"""A learner's own reliability diagram: how sure they said they were across, how often they were
right upwards; a dot for each word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tutor.plots.cells import Picture, Row, Span

_ROWS = 10  # above the row of 0: one for each 10 %
_CELLS = 50  # to the right of the column of 0: one for each 2 %
_TICKS = 5


class Dot(NamedTuple):
    """A group of answers: the promised share, the kept share, and what is written beside it."""

    promised: float
    kept: float
    label: str


def own_calibration(dots: Sequence[Dot], across: str) -> Picture:
    """Draw dots on a plane whose diagonal is where promise and truth agree; shares from 0 to 1.

    `across` says what runs to the right.
    """
    rows = [_diagonal(row) for row in range(_ROWS, -1, -1)]
    for dot in dots:
        _put(rows[_ROWS - round(dot.kept * _ROWS)], dot)
    drawn = [_with_axis(_ROWS - place, cells) for place, cells in enumerate(rows)]
    step = _CELLS // _TICKS
    axis = "    └" + "┬".join(["", *["─" * (step - 1)] * _TICKS, ""])
    numbers = "".join(f"{20 * tick:<{step}}" for tick in range(_TICKS + 1))
    words = f"{across:^{_CELLS}}".rstrip()
    return [
        *drawn,
        [Span(axis, "muted")],
        [Span(f"     {numbers}", "muted")],
        [Span(f"     {words}")],
    ]


def _diagonal(row: int) -> list[Span]:
    """Return the cells of a row, a dot of the diagonal in it."""
    cells = [Span(" ")] * (_CELLS + 1)
    cells[row * _CELLS // _ROWS] = Span("·", "muted")
    return cells


def _put(cells: list[Span], dot: Dot) -> None:
    """Put a dot into its row, its label where there is room for it."""
    at = round(dot.promised * _CELLS)
    cells[at] = Span("●", "accent", bold=True)
    text = f" {dot.label}"
    if at + len(text) > _CELLS:
        text = f"{dot.label} "
        start = at - len(text)
    else:
        start = at + 1
    for place, letter in enumerate(text, start=start):
        if cells[place].text != "●":
            cells[place] = Span(letter)


def _with_axis(row: int, cells: list[Span]) -> Row:
    number = f"{10 * row:>3} ┤" if row % 2 == 0 else "    │"
    return [Span(number, "muted"), *cells]
