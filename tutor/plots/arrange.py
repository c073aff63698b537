"""Pictures side by side and above one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from tutor.plots.cells import Picture, Row, Span

_ACCENT = re.compile("[\u0300-\u036f]")
_CELL = re.compile(".[\u0300-\u036f]*")
_NUMBER = re.compile(r"[-−]?(\d[\d,]*\.?\d*|\.\d+)(e[-−+]?\d+)?")


def width_of(picture: Picture) -> int:
    """Return the width of the widest row."""
    return max((row_width(row) for row in picture), default=0)


def row_width(row: Row) -> int:
    return sum(len(in_cells(span.text)) for span in row)


def in_cells(text: str) -> Sequence[str]:
    """Return the text cell by cell: an accent (X̂) belongs to the letter before it."""
    return _CELL.findall(text) if _ACCENT.search(text) else text


def fitted(row: Row, width: int) -> Row:
    """Return the row filled with blanks to the width; where it is too wide, shortened."""
    row = shortened(row, width)
    room = width - row_width(row)
    return [*row, Span(" " * room)] if room > 0 else row


def shortened(row: Row, width: int) -> Row:
    """Return the row; where it is too wide, as much as there is room for, ended by …

    A number is left out as a whole: the beginning of one would be another number.
    """
    if row_width(row) <= width:
        return row
    cells = [cell for span in row for cell in in_cells(span.text)]
    if not "".join(cells[width:]).strip():
        return _cut(row, max(width, 0))
    if width < 1:
        return []
    kept = _cut(row, _before_number(cells, width - 1))
    return [*kept, (kept[-1] if kept else Span(""))._replace(text="…")]


def _cut(row: Row, width: int) -> Row:
    made: Row = []
    for span in row:
        if width <= 0:
            break
        cells = in_cells(span.text)
        made.append(span._replace(text="".join(cells[:width])))
        width -= len(cells)
    return made


def _before_number(cells: Sequence[str], end: int) -> int:
    """Return the place before the number that a cut at `end` would go through, else `end`."""
    for number in _NUMBER.finditer("".join(cell[0] for cell in cells)):
        start, stop = number.span()
        if start < end < stop:
            return start
    return end


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
