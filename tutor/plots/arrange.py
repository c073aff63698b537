"""Pictures side by side and above one another."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from itertools import zip_longest

from tutor.plots.cells import Picture, Row, Span

_NO_CELL = "\u0300-\u036f\u200b-\u200d\ufe00-\ufe0f"  # accents, joiners, kinds of emoji
_TWO_CELLS = (  # of East Asia, and emoji
    "\u1100-\u115f\u231a\u231b\u23e9-\u23f3\u2614\u2615\u26a1\u26d4\u2705\u2728\u274c\u2753-\u2757"
    "\u2795-\u2797\u2b1b\u2b1c\u2b50\u2b55\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0001f64f\U0001f680-\U0001f6ff"
    "\U0001f900-\U0001faff\U00020000-\U0003fffd"
)
_UNEVEN = re.compile(f"[{_NO_CELL}{_TWO_CELLS}]")
_CELL = re.compile(f".[{_NO_CELL}]*")
_WIDE = re.compile(f"[{_TWO_CELLS}]")
_PRIVATE = 0xE000
"""Signs from here on stand for cells of no sign, or of several, while a text is broken."""
_NAME = 8
"""Cells that are left of a name which gives way, at least."""
_NUMBER = re.compile(r"[−+-]?(?:[0-9][0-9.,]*(?:e[−+-]?[0-9]+)?|∞|inf\b|(?<!\w)nan\b)")


def width_of(picture: Picture) -> int:
    """Return the width of the widest row."""
    return max((row_width(row) for row in picture), default=0)


def row_width(row: Row) -> int:
    text = "".join([span.text for span in row])
    if not _UNEVEN.search(text):
        return len(text)
    return sum(len(in_cells(span.text)) for span in row)


def in_cells(text: str) -> Sequence[str]:
    """Return the text cell by cell: an accent (X̂) belongs to the letter before it.

    Behind a sign that is two cells wide, as those of Japanese are, stands an empty one.
    """
    if not _UNEVEN.search(text):
        return text
    return [part for sign in _CELL.findall(text) for part in (sign, "")[: 1 + _is_wide(sign)]]


def _is_wide(sign: str) -> bool:
    return _WIDE.match(sign) is not None


def fitted(row: Row, width: int) -> Row:
    """Return the row filled with blanks to the width; what is too wide ends in …"""
    made = shortened(row, width)
    room = width - row_width(made)
    return [*made, Span(" " * room)] if room > 0 else made


def shortened(row: Row, width: int) -> Row:
    """Return the row; where it is too wide, as much as there is room for, ended by …

    Blanks at its end go without a sign. A number is kept whole or not at all.
    """
    if row_width(row) <= width:
        return row
    if width <= 0:
        return []
    if not "".join(span.text for span in cut(row, width, row_width(row))).strip():
        return cut(row, 0, width)
    kept = cut(row, 0, whole_until(row, width - 1))
    last = next(iter(kept[-1:] or row))
    return [*kept, last._replace(text="…")]


def giving_way(row: Row, width: int) -> Row:
    """Return the row; where it is too wide, its first span gives way to those behind it."""
    room = width - row_width(row[1:])
    if row_width(row) <= width or room < 2:
        return shortened(row, width)
    return [*shortened(row[:1], room), *row[1:]]


def least_width(row: Row) -> int:
    """Return how wide a row is whose first span has given way as far as it can."""
    return min(row_width(row[:1]), _NAME) + row_width(row[1:])


def cut(row: Row, left: int, width: int) -> Row:
    """Return the columns from `left` on, `width` of them at most."""
    result: Row = []
    at = 0
    for span in row:
        cells = in_cells(span.text)
        first, last = max(0, left - at), max(0, left + width - at)
        text = "".join(_whole(cells[first:last]))
        at += len(cells)
        if text:
            result.append(span._replace(text=text))
    return result


def _whole(cells: Sequence[str]) -> Sequence[str]:
    """The cells, a blank in the place of half a sign."""
    if isinstance(cells, str) or not cells:
        return cells
    first = [" "] if cells[0] == "" else []
    last = [" "] if _is_wide(cells[-1]) else []
    return [*first, *cells[len(first) : len(cells) - len(last)], *last]


def wrapped(text: str, width: int) -> list[str]:
    """Return the text in lines of at most so many cells, broken between words where it can be."""
    if not _UNEVEN.search(text):
        return textwrap.wrap(text, width)
    cells = in_cells(text)
    signs = {chr(_PRIVATE + n): cell for n, cell in enumerate({*cells}) if len(cell) != 1}
    stand_ins = {cell: sign for sign, cell in signs.items()}
    held = "".join(stand_ins.get(cell, cell) for cell in cells)
    lines = textwrap.wrap(held, max(1, width - 1))
    return ["".join(signs.get(sign, sign) for sign in line) for line in lines]


def whole_until(row: Row, column: int) -> int:
    """Return the column, or the start of the number that a … there cuts or seems to cut."""
    return next((start for start, end in numbers_of(row) if start < column <= end), column)


def number_at(row: Row, column: int) -> tuple[int, int]:
    """Return the columns of the number that goes on across a column; (column, column) if none."""
    across = (place for place in numbers_of(row) if place[0] < column < place[1])
    return next(across, (column, column))


def numbers_of(row: Row) -> list[tuple[int, int]]:
    """Return the columns, start and end, of each number in a row."""
    text = "".join(cell[:1] or " " for span in row for cell in in_cells(span.text))
    return [match.span() for match in _NUMBER.finditer(text)]


def first_fitting(texts: Sequence[str], width: int) -> str:
    """Return the first of ever shorter texts that fits; of the last one what fits, ended by …"""
    for text in texts:
        if len(in_cells(text)) <= width:
            return text
    return "".join(span.text for span in shortened([Span(texts[-1])], width))


def beside(*pictures: Picture, gap: int = 2) -> Picture:
    """Return the pictures in one line, tops level."""
    widths = [width_of(picture) for picture in pictures]
    return [_joined(rows, widths, gap) for rows in zip_longest(*pictures, fillvalue=[])]


def _joined(rows: tuple[Row, ...], widths: list[int], gap: int) -> Row:
    made: Row = []
    for place, (row, width) in enumerate(zip(rows, widths, strict=True)):
        last = place == len(rows) - 1
        made += row if last else [*fitted(row, width), Span(" " * gap)]
    return made


def titled(title: str, picture: Picture) -> Picture:
    """Return the picture under a quiet title."""
    return [[Span(title, "muted")], *picture]
