"""Straight lines in braille dots, several to a cell; a cell has the colour of its last line."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tutor.plots.cells import RGB, Picture, Row, Span

DOTS_ACROSS, DOTS_DOWN = 2, 4
_BITS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
_BLANK = 0x2800


class Dots:
    """A field of `height` rows and `width` columns of cells."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._bits: NDArray[np.int_] = np.zeros((height, width), dtype=int)
        self._colours: NDArray[np.int_] = np.full((height, width), -1)
        self._palette: list[RGB] = []

    def line(self, start_row: float, end_row: float, colour: RGB, pattern: str = "#") -> None:
        """Draw from the left edge to the right one, from row to row; `pattern` repeats (#..)."""
        steps = self.width * DOTS_ACROSS
        x = np.arange(steps)
        middle = DOTS_DOWN / 2
        y = np.linspace(start_row * DOTS_DOWN + middle, end_row * DOTS_DOWN + middle, steps)
        y = np.clip(y.astype(int), 0, self.height * DOTS_DOWN - 1)
        drawn = np.array([sign == "#" for sign in pattern])[x % len(pattern)]
        x, y = x[drawn], y[drawn]
        cells = y // DOTS_DOWN, x // DOTS_ACROSS
        np.bitwise_or.at(self._bits, cells, _BITS[y % DOTS_DOWN, x % DOTS_ACROSS])
        self._colours[cells] = len(self._palette)
        self._palette.append(colour)

    def picture(self) -> Picture:
        return [
            [self._cell(bits, colour) for bits, colour in zip(row, colours, strict=True)]
            for row, colours in zip(self._bits.tolist(), self._colours.tolist(), strict=True)
        ]

    def _cell(self, bits: int, colour: int) -> Span:
        return Span(chr(_BLANK + bits), self._palette[colour]) if bits else Span(" ")


def joined(row: Row) -> Row:
    """Return the row with neighbours of one style made one span."""
    made: Row = []
    for span in row:
        if made and made[-1][1:] == span[1:]:
            made[-1] = made[-1]._replace(text=made[-1].text + span.text)
        else:
            made.append(span)
    return made
