"""The lines of a table as rows of cells, without what stands above and below them."""

from __future__ import annotations

from typing import NamedTuple

from engine.tables.cells import is_missing, number


class CsvRow(NamedTuple):
    line: int
    cells: list[str]


class Aside(NamedTuple):
    """A line that is no example, and what it is."""

    line: int
    why: str


def without_title(rows: list[CsvRow]) -> tuple[list[CsvRow], list[CsvRow]]:
    """The rows from the names on, and lines of a title above them.

    A title stands in the first cell alone; the names fill all cells, and numbers stand below them.
    """
    for place, row in enumerate(rows[:6]):
        filled = [cell for cell in row.cells if cell]
        if len(filled) == len(row.cells) > 1:
            below = rows[place + 1] if place + 1 < len(rows) else None
            names = place > 0 and not any(number(cell) or is_missing(cell) for cell in filled)
            if names and below and any(number(cell) for cell in below.cells):
                return rows[place:], rows[:place]
            break
        if len(filled) != 1 or not row.cells[0]:
            break
    return rows, []


def without_notes(rows: list[CsvRow]) -> tuple[list[CsvRow], list[CsvRow]]:
    """The rows up to the last with several cells, and lines of one cell below them."""
    end = len(rows)
    while end > 3 and len(rows[end - 1].cells) == 1 < len(rows[0].cells):
        end -= 1
    return rows[:end], rows[end:]
