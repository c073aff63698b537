"""Formulas wider than the screen: split at a relation, or at a + or a −."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from tutor.typeset.box import Box, blank, stacked, with_gaps
from tutor.typeset.nodes import MathRow
from tutor.typeset.spacing import Placed, spaced
from tutor.typeset.two_dimensions import box_of

QUAD = 3
SHORT = 4  # a left side of less than a fourth of the width is no line of its own
ADDITIVE = ("+", "−", "±", "∓")


class Piece(NamedTuple):
    """A node of the formula with its box and the columns where it begins and ends."""

    placed: Placed
    box: Box
    start: int
    end: int

    @property
    def begins_anew(self) -> bool:
        """Tell whether this is set off by a \\quad, as a formula of its own."""
        return self.placed.gap >= QUAD

    @property
    def rank(self) -> int:
        """How well a line begins here, up from 0, not at all: a factor, a term, a relation."""
        if self.begins_anew:
            return 4
        if self.placed.kind == "rel":
            return 3
        if self.placed.kind == "bin":
            return 2 if self.box.rows[0] in ADDITIVE else 1
        return 0


def fitted(row: MathRow, width: int | None) -> Box:
    """Return the box of a formula, in several lines where one is wider than `width`.

    A line goes on at a relation under the first relation, at a sign behind it. Where there is
    nothing to split at, a line stays too wide.
    """
    parts = _parts(row)
    if width is None or not parts or parts[-1].end <= width:
        return _line(parts)
    lines = [_line(line, indent) for line, indent in _split(parts, width)]
    if any(line.height > 1 for line in lines):
        lines = [part for line in lines for part in (line, blank(0, 1))][:-1]
    return stacked(lines, align="l")


def _parts(row: MathRow) -> list[Piece]:
    placed = spaced(row.items)
    boxes = [box_of(item.node) for item in placed]
    ends = accumulate(item.gap + box.width for item, box in zip(placed, boxes, strict=True))
    return [
        Piece(item, box, end - box.width, end)
        for item, box, end in zip(placed, boxes, ends, strict=True)
    ]


def _line(parts: Sequence[Piece], indent: int = 0) -> Box:
    """Return parts side by side; the gap before the first is the indent."""
    gaps = (indent, *(part.placed.gap for part in parts[1:]))
    return with_gaps(zip(gaps, (part.box for part in parts), strict=False))


def _split(parts: Sequence[Piece], width: int) -> Iterator[tuple[Sequence[Piece], int]]:
    """Yield the parts of each line and its indent."""
    first = next((part for part in parts if part.placed.kind == "rel"), None)
    at_relation, at_sign = _indents(first, width)
    candidates = [
        index
        for index, part in enumerate(parts)
        if index and part.rank and (part is not first or part.start > width // SHORT)
    ]
    ends = [parts[index - 1].end for index in candidates]
    start = indent = 0
    while parts[-1].end - parts[start].start > width - indent:
        after = bisect_right(candidates, start)
        limit = bisect_right(ends, parts[start].start + width - indent)
        fitting = candidates[after : max(after + 1, limit)]
        if not fitting:
            break
        stop = max(fitting, key=lambda index: (parts[index].rank, index))
        yield parts[start:stop], indent
        start = stop
        if parts[start].begins_anew:
            indent = 0
        else:
            indent = at_relation if parts[start].rank == 3 else at_sign
    yield parts[start:], indent


def _indents(first: Piece | None, width: int) -> tuple[int, int]:
    """Return the columns where lines go on at a relation and at a sign."""
    if first is None:
        return 0, 2
    if first.end > width // 2:
        return 2, 4
    return first.start, first.end + 1
