"""Pictures side by side and above one another."""

from __future__ import annotations

from itertools import zip_longest

from tutor.plots.cells import Picture, Row, Span


def width_of(picture: Picture) -> int:
    """Return the width of the widest row."""
    return max((row_width(row) for row in picture), default=0)


def row_width(row: Row) -> int:
    return sum(len(span.text) for span in row)


def fitted(row: Row, width: int) -> Row:
    """Return the row cut, or filled with blanks, to the width."""
    made: Row = []
    room = width
    for span in row:
        if room <= 0:
            break
        made.append(span._replace(text=span.text[:room]))
        room -= len(span.text)
    return [*made, Span(" " * room)] if room > 0 else made


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
