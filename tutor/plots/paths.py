"""Paths across a plane of cells: lines in braille dots, a mark at each place, a ball at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tutor.plots.axes import Values
from tutor.plots.cells import RGB, Palette
from tutor.plots.lines import PATTERNS, STYLES
from tutor.plots.pixels import Glyphs
from tutor.plots.regions import POINTS, Extent
from tutor.plots.shades import Pixels, blend, series_colour

DOTS_ACROSS, DOTS_DOWN = 2, 4
_BITS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
_BLANK = 0x2800
_APART = 2.0  # columns between two places of a path that are both marked


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """Places (2, n) in their order; `number` among the paths decides colour, dots and ball."""

    places: Values
    number: int = 0


class PathLayer:
    """What paths put over a field of cells: `glyphs` (rows, columns) and their colours `inks`."""

    def __init__(self, extent: Extent, columns: int, rows: int, palette: Palette) -> None:
        self._extent, self._palette = extent, palette
        self._columns, self._rows = columns, rows
        self.glyphs: Glyphs = np.full((rows, columns), "", dtype="<U1")
        self.inks: Pixels = np.zeros((rows, columns, 3), dtype=np.uint8)

    def draw(self, paths: Sequence[Path]) -> None:
        """Draw the lines of all paths, then what marks their places."""
        bits = np.zeros((self._rows, self._columns), dtype=int)
        for path in paths:
            x, y = self._dots(path)
            np.bitwise_or.at(bits, (y // DOTS_DOWN, x // DOTS_ACROSS), _BITS[y % 4, x % 2])
            self.inks[y // DOTS_DOWN, x // DOTS_ACROSS] = self._ink(path)
        self.glyphs[bits > 0] = [chr(_BLANK + dots) for dots in bits[bits > 0].tolist()]
        for path in paths:
            for cell in _apart(self._cells(path).tolist()):
                self._put(cell, "•", path)
        for path in paths:
            for cell in self._cells(path)[-1:].tolist():
                self._put(cell, POINTS[path.number % 4], path)

    def _ink(self, path: Path) -> RGB:
        return blend(series_colour(path.number, self._palette), self._palette.text, 0.25)

    def _cells(self, path: Path) -> Values:
        """Return where the places fall, in columns and rows and fractions of them, (n, 2)."""
        extent, places = self._extent, path.places
        known = places[:, np.isfinite(places).all(axis=0)]
        across = (known[0] - extent.left) / (extent.right - extent.left) * self._columns
        down = (extent.top - known[1]) / (extent.top - extent.bottom) * self._rows
        return np.stack([across, down], axis=1)

    def _dots(self, path: Path) -> NDArray[np.int_]:
        """Return the dots (x, y) of the path's lines that lie within the field."""
        size = np.array([self._columns * DOTS_ACROSS, self._rows * DOTS_DOWN])
        dots = _lines(self._cells(path) * [DOTS_ACROSS, DOTS_DOWN], size)
        pattern = np.array([sign == "#" for sign in PATTERNS[STYLES[path.number % 4]]])
        dots = dots[pattern[np.arange(len(dots)) % len(pattern)]]
        seen: NDArray[np.int_] = dots[((dots >= 0) & (dots < size)).all(axis=1)]
        return seen.T

    def _put(self, cell: list[float], glyph: str, path: Path) -> None:
        x, y = cell
        if 0 <= x < self._columns and 0 <= y < self._rows:
            self.glyphs[int(y), int(x)] = glyph
            self.inks[int(y), int(x)] = self._ink(path)


def _lines(corners: Values, size: Values) -> NDArray[np.int_]:
    """Return the dots (n, 2) on the lines from corner to corner, as far as they may be seen.

    Each line is cut to the part that lies within the field or a dot beside it: a descent that
    diverges has corners too far away to follow.
    """
    start, way = corners[:-1], np.diff(corners, axis=0)
    with np.errstate(all="ignore"):
        borders = np.stack([(-1 - start) / way, (size + 1 - start) / way])
    inside = (start >= -1) & (start <= size + 1)
    still = way == 0
    enters = np.where(still, np.where(inside, 0.0, 2.0), borders.min(axis=0)).max(axis=1)
    leaves = np.where(still, 1.0, borders.max(axis=0)).min(axis=1)
    first, part = np.maximum(enters, 0.0), np.minimum(leaves, 1.0) - np.maximum(enters, 0.0)
    seen = part > 0
    start, way, first, part = start[seen], way[seen], first[seen], part[seen]
    counts = np.ceil(np.abs(way * part[:, None]).max(axis=1, initial=0.0)).astype(int) + 1
    line = np.repeat(np.arange(len(counts)), counts)
    along = np.arange(len(line)) - np.repeat(np.cumsum(counts) - counts, counts)
    share = first[line] + part[line] * along / counts[line]
    dots: NDArray[np.int_] = np.floor(start[line] + share[:, None] * way[line]).astype(int)
    return dots


def _apart(cells: list[list[float]]) -> Iterator[list[float]]:
    """Return the cells to mark: the first, and each that is apart from the one marked before."""
    marked: list[float] | None = None
    for x, y in cells:
        if marked is None or max(abs(x - marked[0]), 2 * abs(y - marked[1])) >= _APART:
            marked = [x, y]
            yield marked
