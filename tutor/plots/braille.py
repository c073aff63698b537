"""Straight lines in braille dots, several to a cell; a cell has the colour of its last line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tutor.plots.cells import RGB, Picture, Row, Span

DOTS_ACROSS, DOTS_DOWN = 2, 4
_BITS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
_BLANK = 0x2800


class BrailleLine(NamedTuple):
    """A line from the left edge to the right one, from row to row; `pattern` repeats (#..)."""

    start_row: float
    end_row: float
    colour: RGB
    pattern: str = "#"
    part: tuple[float, float] = (0.0, 1.0)
    """From where to where on its way it is drawn."""


def draw_lines(lines: Sequence[BrailleLine], width: int, height: int) -> Picture:
    """Draw the lines in their order on `height` rows of `width` columns."""
    steps = width * DOTS_ACROSS
    bits = np.zeros((height, width), dtype=int)
    last = np.full((height, width), -1)
    if lines and width > 0:
        ends = np.array([(line.start_row, line.end_row) for line in lines]) * DOTS_DOWN
        way = np.linspace(0.0, 1.0, steps)
        y = ends[:, :1] + (ends[:, 1:] - ends[:, :1]) * way + DOTS_DOWN / 2
        y = np.clip(y.astype(int), 0, height * DOTS_DOWN - 1)
        number, x = np.nonzero(_drawn(lines, way))
        y = y[number, x]
        cells = y // DOTS_DOWN, x // DOTS_ACROSS
        np.bitwise_or.at(bits, cells, _BITS[y % DOTS_DOWN, x % DOTS_ACROSS])
        last[cells] = number  # of several lines in a cell, NumPy keeps the one written last
    colours = [line.colour for line in lines]
    return [
        joined([_cell(dots, colours, line) for dots, line in zip(*row, strict=True)])
        for row in zip(bits.tolist(), last.tolist(), strict=True)
    ]


def _drawn(
    lines: Sequence[BrailleLine], way: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Where along its way each line has a dot."""
    patterns = {line.pattern for line in lines}
    kinds = {p: np.resize([sign == "#" for sign in p], len(way)) for p in patterns}
    dots = np.array([kinds[line.pattern] for line in lines])
    ends = np.array([line.part for line in lines])
    return dots & (way >= ends[:, :1]) & (way <= ends[:, 1:])


def _cell(dots: int, colours: Sequence[RGB], line: int) -> Span:
    return Span(chr(_BLANK + dots), colours[line]) if dots else Span(" ")


def joined(row: Row) -> Row:
    """Return the row with neighbours of one style made one span."""
    made: Row = []
    for span in row:
        if made and made[-1][1:] == span[1:]:
            made[-1] = made[-1]._replace(text=made[-1].text + span.text)
        else:
            made.append(span)
    return made
