"""Small pictures, grey or in colour, two pixels a cell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tutor.plots.cells import Palette, Picture, Span
from tutor.plots.pixels import half_blocks
from tutor.plots.shades import Pixels

_SHADES = " ░▒▓█"


def image(
    values: NDArray[np.floating],
    palette: Palette,
    *,
    scale: int = 1,
    limits: tuple[float, float] | None = None,
) -> Picture:
    """Return a picture of `values`, (height, width) or in colour (height, width, 3).

    `limits` are the values of black and white (default: the least and the greatest); values that
    are not finite are drawn black. Each value becomes scale x scale pixels. Without colour the
    brightness is shown by five shades.
    """
    level = np.repeat(np.repeat(_levels(values, limits), scale, axis=0), scale, axis=1)
    if not palette.colour:
        return _shaded(level)
    channels = level if level.ndim == 3 else np.repeat(level[..., None], 3, axis=2)
    pixels = np.rint(channels * 255).astype(np.uint8)
    return half_blocks(_even(pixels, palette))


def _levels(
    values: NDArray[np.floating], limits: tuple[float, float] | None
) -> NDArray[np.float64]:
    finite = values[np.isfinite(values)]
    low, high = limits or ((finite.min(), finite.max()) if finite.size else (0.0, 1.0))
    span = high - low if high > low else 1.0
    level = np.clip((values - low) / span, 0.0, 1.0)
    return np.where(np.isfinite(level), level, 0.0)


def _even(pixels: Pixels, palette: Palette) -> Pixels:
    """Add a last line in the background's colour where the number of lines is odd."""
    if pixels.shape[0] % 2 == 0:
        return pixels
    blank = np.full((1, *pixels.shape[1:]), palette.background, dtype=np.uint8)
    return np.concatenate([pixels, blank])


def _shaded(level: NDArray[np.float64]) -> Picture:
    """Return two lines of pixels as one row of shades."""
    grey = level.mean(axis=2) if level.ndim == 3 else level
    if grey.shape[0] % 2:
        grey = np.concatenate([grey, np.zeros((1, grey.shape[1]))])
    shade = np.rint((grey[0::2] + grey[1::2]) / 2 * (len(_SHADES) - 1)).astype(int)
    return [[Span("".join(_SHADES[index] for index in row))] for row in shade]
