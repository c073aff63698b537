"""Rectangles of text with a baseline, and the ways to put them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tutor.typeset.characters import cells
from tutor.typeset.errors import TexError

MAX_AREA = 100_000


class Box(NamedTuple):
    """Rows of text, all `width` cells wide; neighbours align at row `baseline`."""

    rows: tuple[str, ...]
    width: int
    baseline: int

    @property
    def height(self) -> int:
        return len(self.rows)


def text_box(text: str) -> Box:
    """Return one row of text."""
    return Box((text,), cells(text), 0)


def blank(width: int, height: int, baseline: int = 0) -> Box:
    """Return a rectangle of blanks."""
    return Box((" " * width,) * height, width, baseline)


def beside(boxes: Sequence[Box]) -> Box:
    """Put boxes side by side, their baselines in one row."""
    if len(boxes) == 1:
        return boxes[0]
    above = max((box.baseline for box in boxes), default=0)
    below = max((box.height - box.baseline for box in boxes), default=1)
    width = sum(box.width for box in boxes)
    _check_area(width, above + below)
    columns = (_stretched(box, above, below) for box in boxes)
    rows = tuple("".join(parts) for parts in zip(*columns, strict=True)) or ("",)
    return Box(rows, width, above)


def with_gaps(pairs: Iterable[tuple[int, Box]]) -> Box:
    """Put boxes side by side, each with so many blank cells before it."""
    parts: list[Box] = []
    for gap, box in pairs:
        parts += (blank(gap, 1), box) if gap else (box,)
    return beside(parts)


def _stretched(box: Box, above: int, below: int) -> tuple[str, ...]:
    """Return the rows of a box with blank ones added: `above` the baseline, `below` with it."""
    empty = (" " * box.width,)
    return empty * (above - box.baseline) + box.rows + empty * (below - box.height + box.baseline)


def stacked(boxes: Iterable[Box], base: int = 0, align: str = "c") -> Box:
    """Put boxes one above the other; the baseline is that of the one with index `base`."""
    boxes = tuple(boxes)
    width = max(box.width for box in boxes)
    _check_area(width, sum(box.height for box in boxes))
    rows = tuple(row for box in boxes for row in padded(box, width, align).rows)
    return Box(rows, width, sum(box.height for box in boxes[:base]) + boxes[base].baseline)


def padded(box: Box, width: int, align: str = "c") -> Box:
    """Return a box as wide as `width`, its text at the left, right or centre (l, r, c)."""
    extra = width - box.width
    if extra <= 0:
        return box
    left = {"l": 0, "r": extra}.get(align, extra // 2)
    rows = tuple(" " * left + row + " " * (extra - left) for row in box.rows)
    return Box(rows, width, box.baseline)


def _check_area(width: int, height: int) -> None:
    if width * height > MAX_AREA:
        raise TexError("the formula is too large to draw; split it", 0)
