"""A cost over two parameters seen from above: bands of equal height, and paths across them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tutor.plots.axes import Values, axis
from tutor.plots.cells import Palette, Picture, Span
from tutor.plots.histogram import ruler
from tutor.plots.paths import Path, PathLayer
from tutor.plots.pixels import Glyphs, half_blocks
from tutor.plots.regions import Extent
from tutor.plots.shades import Pixels, blend

LEFT = 6
"""Columns left of the field, for the numbers of the vertical axis."""
AROUND = 4
"""Rows around the field: one above it, the ruler, its numbers, one below."""
BANDS = 10
_FAINTEST, _STRONGEST = 0.03, 0.42  # how much of the text's colour the bands have


def contour(
    J: Values,
    extent: Extent,
    width: int,
    height: int,
    palette: Palette,
    *,
    paths: Sequence[Path] = (),
    x_label: str = "",
    y_label: str = "",
) -> Picture:
    """Return a picture of `width` columns and `height` rows, the axes included.

    `J` holds the heights at `extent.places(*field_of(width, height))`. The bands lie closer
    together in height where it is low, so that a valley shows its shape.
    """
    columns, rows = field_of(width, height)
    bands = _bands(J.reshape(2 * rows, columns))
    layer = PathLayer(extent, columns, rows, palette)
    layer.draw(paths)
    if palette.colour:
        field = half_blocks(_shaded(bands, palette), layer.glyphs, layer.inks)
    else:
        field = _lined(bands, layer.glyphs)
    return [
        [Span(y_label.rjust(LEFT - 1), "muted")],
        *_with_axes(field, extent, columns),
        [Span(x_label.center(columns).rjust(columns + LEFT).rstrip(), "muted")],
    ]


def field_of(width: int, height: int) -> tuple[int, int]:
    """Return the columns and rows of the field within a picture of this size."""
    return max(width - LEFT, 4), max(height - AROUND, 2)


def _bands(J: Values) -> NDArray[np.int_]:
    """Return the band (0 to BANDS - 1) of each pixel; what is not finite is in the highest."""
    finite = J[np.isfinite(J)]
    if not finite.size:
        return np.zeros(J.shape, dtype=int)
    # In a round bowl the area below a height grows like the height: squares make even rings.
    borders = np.quantile(finite, (np.arange(1, BANDS) / BANDS) ** 2)
    return np.searchsorted(borders, np.where(np.isfinite(J), J, np.inf), side="right")


def _shaded(bands: NDArray[np.int_], palette: Palette) -> Pixels:
    amounts = np.linspace(_FAINTEST, _STRONGEST, BANDS)
    ramp = [blend(palette.background, palette.text, amount) for amount in amounts]
    return np.array(ramp, dtype=np.uint8)[bands]


def _lined(bands: NDArray[np.int_], glyphs: Glyphs) -> Picture:
    """Draw without colour: a dot wherever two bands meet."""
    upper = bands[0::2]
    border = np.zeros(upper.shape, dtype=bool)
    border[:-1] |= upper[:-1] != upper[1:]
    border[:, :-1] |= upper[:, :-1] != upper[:, 1:]
    cells = np.where(glyphs != "", glyphs, np.where(border, "·", " "))
    return [[Span("".join(row))] for row in cells]


def _with_axes(field: Picture, extent: Extent, columns: int) -> Picture:
    """Put the numbers of both axes around the field."""
    labels = _labels(extent, len(field))
    body: Picture = [
        [Span(f"{labels.get(row, ''):>{LEFT - 1}}", "muted"), Span("│", "muted"), *cells]
        for row, cells in enumerate(field)
    ]
    x = axis([], max(2, columns // 5), limits=(extent.left, extent.right))
    below = [[Span(" " * LEFT), *row] for row in ruler(x, columns)]
    return [*body, *below]


def _labels(extent: Extent, rows: int) -> dict[int, str]:
    y = axis([], max(3, min(rows // 2, 7)), limits=(extent.bottom, extent.top))
    share = [(tick - y.low) / (y.high - y.low) for tick in y.ticks]
    places = [min(int((1 - part) * rows), rows - 1) for part in share]
    return dict(zip(places, y.labels, strict=True))
