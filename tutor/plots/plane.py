"""The axes around a field of cells that shows a part of the plane."""

from __future__ import annotations

import re
from itertools import pairwise

from tutor.plots.arrange import first_fitting, width_of
from tutor.plots.axes import Axis, axis
from tutor.plots.cells import Picture, Span
from tutor.plots.histogram import ruler
from tutor.plots.regions import Extent

LEFT = 7
"""Columns left of the field, for the numbers of the vertical axis."""
AROUND = 4
"""Rows around the field: one above it, the ruler, its numbers, one below."""
_NAMES = 2  # of those rows, which are only there where the axes are named
_FEWEST = 3  # numbers at the vertical axis
_ROOMY = (36, 13)  # columns and rows from which a field can spare what axes take


def has_room_for_axes(width: int, height: int) -> bool:
    return width >= _ROOMY[0] and height >= _ROOMY[1]


def field_of(width: int, height: int, *, named: bool = True) -> tuple[int, int]:
    """Return the columns and rows of the field within a picture of this size."""
    around = AROUND if named else AROUND - _NAMES
    return max(width - LEFT, 4), max(height - around, 2)


def in_axes(
    field: Picture, extent: Extent, x_label: str = "", y_label: str = "", *, named: bool = True
) -> Picture:
    """Return the field with the numbers, and if they are `named` the names of both axes around."""
    columns = width_of(field)
    labels = _labels(extent, len(field))
    body: Picture = [
        [Span(f"{labels.get(row, ''):>{LEFT - 1}}", "muted"), Span("│", "muted"), *cells]
        for row, cells in enumerate(field)
    ]
    x = axis([], max(2, columns // 5), limits=(extent.left, extent.right))
    above: Picture = [[Span(y_label.rjust(LEFT - 1), "muted")]]
    below: Picture = [[Span(x_label.center(columns).rjust(columns + LEFT).rstrip(), "muted")]]
    numbers: Picture = [[Span(" " * LEFT), *row] for row in ruler(x, columns)]
    return [*(above if named else []), *body, *numbers, *(below if named else [])]


def _labels(extent: Extent, rows: int) -> dict[int, str]:
    """Return the numbers of the vertical axis by their row, at equal distances where that goes."""
    most = max(3, min(rows // 2, 7))
    axes = [
        axis([], ticks, limits=(extent.bottom, extent.top))
        for ticks in range(most, _FEWEST - 1, -1)
    ]
    y = next((y for y in axes if len(y.ticks) >= _FEWEST and _is_even(_rows(y, rows))), axes[0])
    labels = [_short(tick, label) for tick, label in zip(y.ticks, y.labels, strict=True)]
    return dict(zip(_rows(y, rows), labels, strict=True))


def _rows(y: Axis, rows: int) -> list[int]:
    """Return the row of each tick."""
    share = [(tick - y.low) / (y.high - y.low) for tick in y.ticks]
    return [min(int((1 - part) * rows), rows - 1) for part in share]


def _is_even(places: list[int]) -> bool:
    return len({before - after for before, after in pairwise(places)}) == 1


def _short(tick: float, label: str) -> str:
    """Return the number in the columns there are for it, with an exponent if need be."""
    powers = (re.sub(r"e\+?(-?)0*", r"e\1", f"{tick:.{digits}g}") for digits in (3, 2, 1))
    return first_fitting([label, *(power.replace("-", "−") for power in powers)], LEFT - 1)
