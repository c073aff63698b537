"""A cost over two parameters seen from above: bands of equal height, and paths across them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tutor.plots.axes import Values
from tutor.plots.cells import Palette, Picture, Span
from tutor.plots.paths import Path, PathLayer
from tutor.plots.pixels import Glyphs, half_blocks
from tutor.plots.plane import field_of, in_axes
from tutor.plots.regions import Extent
from tutor.plots.shades import Pixels, blend

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
    return in_axes(field, extent, x_label, y_label)


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
