"""A network drawn as columns of units with a line for each weight.

Blue solid lines are positive weights, orange dashed ones negative; the stronger the weight, the
stronger the colour. Where some lines are lit, all others are faint dots; so is a weight of 0.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tutor.plots.arrange import fitted, width_of
from tutor.plots.braille import BrailleLine, draw_lines, joined
from tutor.plots.cells import RGB, Palette, Picture, Row, Span
from tutor.plots.shades import blend

Weights = NDArray[np.floating]
Edge = tuple[int, int]  # unit in the layer, unit in the layer before
NARROWEST_GAP, WIDEST_GAP = 4, 40
FAINTEST = 0.35
_WHOLE = (0.0, 1.0)
_LEAST_ROWS = 6  # of units: one between two ⋮, with a second row each


class DrawnUnit(NamedTuple):
    """A unit: what is written at its place, and below it."""

    label: Row
    below: Row = []


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A layer: its title, its units, and the weights of the lines from the layer before."""

    title: Row
    count: int
    unit: Callable[[int], DrawnUnit]
    """Gives a unit; asked for those alone that have a place."""
    has_below: bool = False
    """Whether units have a second row."""
    weights: Weights | None = None
    lit: Collection[Edge] | None = None
    """The lines that matter now; None where the layer has no part in it."""
    width: int = 0
    """Columns that it takes at least, so that nothing moves when more of it is known."""
    centre: int = 0
    """The unit to keep in view where there are too many."""


def draw_network(
    columns: Sequence[Column],
    palette: Palette,
    width: int,
    height: int,
    reach: tuple[float, float] = _WHOLE,
) -> Picture:
    """Draw the layers from left to right; units that do not fit are folded into ⋮.

    Lines that are lit stand out only within their `reach`, from 0 at the left to 1.

    Where there is not even room for a unit between two of these, it is cut at the bottom.
    """
    rows = max(height - 1, _LEAST_ROWS)
    places = [_places(column, rows) for column in columns]
    drawn = [
        [column.title, *_units(column, place, rows)]
        for column, place in zip(columns, places, strict=True)
    ]
    widths = [
        max(width_of(picture), column.width) + 1
        for column, picture in zip(columns, drawn, strict=True)
    ]
    gap = (width - sum(widths)) // max(len(columns) - 1, 1)
    gap = max(NARROWEST_GAP, min(gap, WIDEST_GAP))
    lit = any(column.lit for column in columns)
    picture: Picture = [[] for _ in range(rows + 1)]
    for number, column in enumerate(columns):
        if number:
            between = _lines(
                column, places[number - 1], places[number], palette, reach if lit else None
            )
            _append(picture, [[], *draw_lines(between, gap - 1, rows)], gap)
        _append(picture, drawn[number], widths[number])
    return [joined(row) for row in picture[:height]]


def _append(picture: Picture, piece: Picture, width: int) -> None:
    for row, part in zip(picture, piece, strict=True):
        row += fitted(part, width)


def shown_units(count: int, room: int, centre: int) -> list[int | None]:
    """Return which units have a place; None stands for those that are folded away."""
    if count <= room:
        return list(range(count))
    room = max(room, 3)
    first = max(0, min(centre - room // 2, count - room))
    shown: list[int | None] = list(range(first, first + room))
    if first > 0:
        shown[0] = None
    if first + room < count:
        shown[-1] = None
    return shown


def _places(column: Column, rows: int) -> dict[int, int]:
    """The row of each unit that is shown; folded ones stand under the key -1 - row."""
    below, count = column.has_below, column.count
    apart = next((n for n in (6, 5, 4, 3, 2) if count * n <= rows + n - 1 - below), 1)
    apart = max(apart, 1 + below)
    shown = shown_units(count, max(1, (rows + apart - 1 - below) // apart), column.centre)
    top = max(0, (rows - (len(shown) * apart - (apart - 1 - below))) // 2)
    return {
        -1 - place if unit is None else unit: top + apart * place
        for place, unit in enumerate(shown)
    }


def _units(column: Column, places: dict[int, int], rows: int) -> Picture:
    picture: Picture = [[] for _ in range(rows)]
    for number, row in places.items():
        if number < 0:
            picture[row] = [Span("⋮", "muted")]
            continue
        unit = column.unit(number)
        picture[row] = [*unit.label]
        if unit.below:
            picture[row + 1] = [*unit.below]
    return picture


def _lines(
    column: Column,
    before: dict[int, int],
    here: dict[int, int],
    palette: Palette,
    reach: tuple[float, float] | None,
) -> list[BrailleLine]:
    """The lines between two layers, the strongest and the lit ones last.

    Without a `reach` nothing is lit anywhere, and none is faint.
    """
    if column.weights is None:
        return []
    weights = np.asarray(column.weights)
    finite = np.abs(weights[np.isfinite(weights)])
    strongest = float(finite.max(initial=0.0)) or 1.0
    lit = set(column.lit or ())
    lines = []
    for unit, row in here.items():
        for source, row_before in before.items():
            if unit < 0 or source < 0:
                continue
            weight = float(weights[unit, source])
            strength = min(1.0, abs(weight) / strongest)
            is_lit = (unit, source) in lit
            if reach is None or reach != _WHOLE or not is_lit:
                faint = join_style(weight, strength, palette, faint=reach is not None)
                lines.append(((False, strength), BrailleLine(row_before, row, *faint)))
            if is_lit and reach is not None:
                style = join_style(weight, strength, palette, faint=False)
                lit_line = BrailleLine(row_before, row, *style, reach)
                lines.append(((True, strength), lit_line))
    return [line for _, line in sorted(lines, key=lambda pair: pair[0])]


def join_style(weight: float, strength: float, palette: Palette, *, faint: bool) -> tuple[RGB, str]:
    """Return the colour and the pattern of the line for a weight; `strength` is from 0 to 1."""
    full = palette.positive if weight >= 0 else palette.negative
    if faint:
        return blend(palette.background, full, FAINTEST), "#....."
    colour = blend(palette.background, full, FAINTEST + (1 - FAINTEST) * strength)
    return colour, "#" if weight >= 0 else "##.."
