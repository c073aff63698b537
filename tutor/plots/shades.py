"""Colours made out of the theme's: blends, shades of a signed number, text that stays readable."""

from __future__ import annotations

import math
from functools import lru_cache

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
    with_text, with_background = (
        _contrast(colour, ground) for colour in (palette.text, palette.background)
    )
    return palette.text if with_text >= with_background else palette.background


def series_colour(place: int, palette: Palette) -> RGB:
    return palette.series[place % len(palette.series)]


def class_colour(place: int, palette: Palette) -> RGB:
    """Return the colour of a class: that of a series, from the fifth class on a mixture."""
    own, others = series_colour(place, palette), len(palette.series)
    mixtures = (
        own,
        series_colour(place + 1, palette),
        palette.text,
        series_colour(place + 2, palette),
        palette.background,
    )
    return blend(own, mixtures[place // others % len(mixtures)], 0.5)


def _contrast(one: RGB, other: RGB) -> float:
    """Return the contrast ratio as the Web Content Accessibility Guidelines define it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@lru_cache(4096)  # a table asks for its few shades again at each key
def _luminance(colour: RGB) -> float:
    red, green, blue = (math.pow(channel / 255, 2.2) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
