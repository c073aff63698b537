"""Two pixels in a character cell: the upper half block has a colour, its ground another."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tutor.plots.cells import RGB, Picture, Row, Span
from tutor.plots.shades import Pixels

Glyphs = NDArray[np.str_]


def half_blocks(pixels: Pixels, glyphs: Glyphs | None = None, ink: Pixels | None = None) -> Picture:
    """Return an image of shape (2 rows, columns, 3) as rows of half blocks.

    `glyphs` (rows, columns), where not empty, stand over their cell in the colour of `ink`
    (rows, columns, 3), on the mean of the cell's two pixels.
    """
    upper, lower = pixels[0::2], pixels[1::2]
    same = (upper == lower).all(axis=2)
    characters = np.where(same, " ", "▀")
    front, ground = upper, lower
    if glyphs is not None and ink is not None:
        over = glyphs != ""
        characters = np.where(over, glyphs, characters)
        mean = ((upper.astype(np.uint16) + lower) // 2).astype(np.uint8)
        front = np.where(over[..., None], ink, upper)
        ground = np.where(over[..., None], mean, lower)
    return [_row(*parts) for parts in zip(characters, front, ground, strict=True)]


def _row(characters: Glyphs, front: Pixels, ground: Pixels) -> Row:
    """Join neighbouring cells of the same colours into one span."""
    change = (front[1:] != front[:-1]).any(axis=1) | (ground[1:] != ground[:-1]).any(axis=1)
    edges = [0, *(np.flatnonzero(change) + 1).tolist(), len(characters)]
    return [
        Span("".join(characters[start:end]), _rgb(front[start]), _rgb(ground[start]))
        for start, end in pairwise(edges)
    ]


def _rgb(pixel: Pixels) -> RGB:
    red, green, blue = pixel.tolist()
    return red, green, blue
