"""The axes around a field of cells that shows a part of the plane."""

from __future__ import annotations

from tutor.plots.arrange import width_of
from tutor.plots.axes import axis
from tutor.plots.cells import Picture, Span
from tutor.plots.histogram import ruler
from tutor.plots.regions import Extent

LEFT = 6
"""Columns left of the field, for the numbers of the vertical axis."""
AROUND = 4
"""Rows around the field: one above it, the ruler, its numbers, one below."""


def field_of(width: int, height: int) -> tuple[int, int]:
    """Return the columns and rows of the field within a picture of this size."""
    return max(width - LEFT, 4), max(height - AROUND, 2)


def in_axes(field: Picture, extent: Extent, x_label: str = "", y_label: str = "") -> Picture:
    """Return the field with the numbers and the names of both axes around it."""
    columns = width_of(field)
    labels = _labels(extent, len(field))
    body: Picture = [
        [Span(f"{labels.get(row, ''):>{LEFT - 1}}", "muted"), Span("│", "muted"), *cells]
        for row, cells in enumerate(field)
    ]
    x = axis([], max(2, columns // 5), limits=(extent.left, extent.right))
    return [
        [Span(y_label.rjust(LEFT - 1), "muted")],
        *body,
        *([Span(" " * LEFT), *row] for row in ruler(x, columns)),
        [Span(x_label.center(columns).rjust(columns + LEFT).rstrip(), "muted")],
    ]


def _labels(extent: Extent, rows: int) -> dict[int, str]:
    """Return the numbers of the vertical axis by their row."""
    y = axis([], max(3, min(rows // 2, 7)), limits=(extent.bottom, extent.top))
    share = [(tick - y.low) / (y.high - y.low) for tick in y.ticks]
    places = [min(int((1 - part) * rows), rows - 1) for part in share]
    return dict(zip(places, y.labels, strict=True))
