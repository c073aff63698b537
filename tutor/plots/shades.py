"""Colours made out of the theme's: blends, shades of a signed number, text that stays readable."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tutor.plots.cells import RGB, Palette

# A pixel image: uint8, (height, width, 3).
Pixels = NDArray[np.uint8]


def blend(start: RGB, end: RGB, amount: float) -> RGB:
    """Return the colour `amount` (0 to 1) of the way from start to end."""
    red, green, blue = (round(a + (b - a) * amount) for a, b in zip(start, end, strict=True))
    return red, green, blue


def signed(value: float, largest: float, palette: Palette) -> RGB:
    """Return the background turned blue for positive, orange for negative values."""
    amount = min(abs(value) / largest, 1.0) if largest > 0 else 0.0
    end = palette.positive if value > 0 else palette.negative
    return blend(palette.background, end, 0.75 * amount)


def readable_on(ground: RGB, palette: Palette) -> RGB:
    """Return the theme's text or background colour, whichever stands out from `ground`."""
    distance_text = abs(_luminance(palette.text) - _luminance(ground))
    distance_background = abs(_luminance(palette.background) - _luminance(ground))
    return palette.text if distance_text >= distance_background else palette.background


def series_colour(place: int, palette: Palette) -> RGB:
    return palette.series[place % len(palette.series)]


def _luminance(colour: RGB) -> float:
    red, green, blue = colour
    return 0.299 * red + 0.587 * green + 0.114 * blue
