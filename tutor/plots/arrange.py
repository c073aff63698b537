"""Pictures side by side and above one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from tutor.plots.cells import Picture, Row, Span

_ACCENT = re.compile("[\u0300-\u036f]")
_CELL = re.compile(".[\u0300-\u036f]*")
_NUMBER = re.compile(r"[−+-]?(?:[0-9][0-9.,]*(?:e[−+-]?[0-9]+)?|∞|inf\b|(?<!\w)nan\b)")


def width_of(picture: Picture) -> int:
    """Return the width of the widest row."""
    return max((row_width(row) for row in picture), default=0)


def row_width(row: Row) -> int:
    text = "".join([span.text for span in row])
    if not _ACCENT.search(text):
        return len(text)
    return sum(len(in_cells(span.text)) for span in row)


def in_cells(text: str) -> Sequence[str]:
    """Return the text cell by cell: an accent (X̂) belongs to the letter before it."""
    return _CELL.findall(text) if _ACCENT.search(text) else text


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


def cut(row: Row, left: int, width: int) -> Row:
    """Return the columns from `left` on, `width` of them at most."""
    result: Row = []
    at = 0
    for span in row:
        cells = in_cells(span.text)
        text = "".join(cells[max(0, left - at) : max(0, left + width - at)])
        at += len(cells)
        if text:
            result.append(span._replace(text=text))
    return result


def whole_until(row: Row, column: int) -> int:
    """Return the column, or the start of the number that a … there cuts or seems to cut."""
    return next((start for start, end in numbers_of(row) if start < column <= end), column)


def number_at(row: Row, column: int) -> tuple[int, int]:
    """Return the columns of the number that goes on across a column; (column, column) if none."""
    across = (place for place in numbers_of(row) if place[0] < column < place[1])
    return next(across, (column, column))


def numbers_of(row: Row) -> list[tuple[int, int]]:
    """Return the columns, start and end, of each number in a row."""
    text = "".join(cell[0] for span in row for cell in in_cells(span.text))
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
