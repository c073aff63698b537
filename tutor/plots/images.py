"""Small pictures, grey or in colour, two pixels a cell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tutor.plots.cells import Palette, Picture, Span
from tutor.plots.pixels import half_blocks
from tutor.plots.shades import Pixels, blend

_SHADES = " ░▒▓█"
_SIGNED = "≡=- ░▒▓"  # from the most negative to the most positive
_STEPS = 12


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


def signed_image(
    values: NDArray[np.floating],
    palette: Palette,
    *,
    scale: int = 1,
    largest: float | None = None,
) -> Picture:
    """Return a picture of `values` (height, width): blue positive, orange negative, 0 the ground.

    `largest` is the size of the strongest colour (default: the greatest); values that are not
    finite are drawn as 0. Without colour positive values are shades, negative ones are bars.
    """
    finite = np.where(np.isfinite(values), values, 0.0)
    strongest = largest or float(np.abs(finite).max(initial=0.0)) or 1.0
    level = np.clip(finite / strongest, -1.0, 1.0)
    level = np.repeat(np.repeat(level, scale, axis=0), scale, axis=1)
    if not palette.colour:
        middle = len(_SIGNED) // 2
        kind = np.rint(_cells(level) * middle).astype(int) + middle
        return [[Span("".join(_SIGNED[index] for index in row))] for row in kind]
    ends = [palette.negative] * _STEPS + [palette.positive] * (_STEPS + 1)
    amounts = [0.85 * abs(step - _STEPS) / _STEPS for step in range(2 * _STEPS + 1)]
    pairs = zip(ends, amounts, strict=True)
    ramp: Pixels = np.array([blend(palette.background, *pair) for pair in pairs], dtype=np.uint8)
    return half_blocks(_even(ramp[np.rint(level * _STEPS).astype(int) + _STEPS], palette))


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
    shade = np.rint(_cells(grey) * (len(_SHADES) - 1)).astype(int)
    return [[Span("".join(_SHADES[index] for index in row))] for row in shade]


def _cells(level: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of each two lines of pixels, which share a row."""
    if level.shape[0] % 2:
        level = np.concatenate([level, np.zeros((1, level.shape[1]))])
    cells: NDArray[np.float64] = (level[0::2] + level[1::2]) / 2
    return cells
