"""What stands above a table, below it and between its rows, and is no example."""

from __future__ import annotations

from collections.abc import Sequence

from engine.tables.cells import is_word, number
from engine.tables.header import groups_names, numbers_below
from engine.tables.lines import CsvRow


def without_title(rows: list[CsvRow]) -> tuple[list[CsvRow], list[CsvRow]]:
    """The rows from the names on, and lines of a title above them.

    A title stands in the first cell, or in two as "Device: X12"; the names fill more cells than
    any line of it, and numbers stand below them.
    """
    most = 0
    for place, row in enumerate(rows[:8]):
        filled = [cell for cell in row.cells if cell]
        if most < len(filled) and place and _are_names(rows[place:]):
            return rows[place:], rows[:place]
        is_title = len(filled) == 1 or (len(filled) == 2 and is_word(filled[0]))
        if not is_title or not row.cells[0]:
            break
        most = max(most, len(filled))
    return rows, []


def _are_names(rows: Sequence[CsvRow]) -> bool:
    """Whether the first row names the cells of the next, or groups their names."""
    if len(rows) < 2:
        return False
    names, below = rows[0].cells, rows[1].cells
    is_full = 1 < len(names) == len(below) and all(map(is_word, names))
    numbers = any(number(cell) for row in rows[1:3] for cell in row.cells)  # units may precede them
    return (is_full and numbers) or groups_names(rows)


def without_repeats(rows: list[CsvRow]) -> tuple[list[CsvRow], list[CsvRow]]:
    """The rows without names that stand there again, as where files were joined to one."""
    names = rows[0].cells
    again = [row for row in rows[1:] if row.cells == names]
    if not again or len(names) < 2 or not all(map(is_word, names)):
        return rows, []
    others = [row for row in rows if row.cells != names]
    if not any(numbers_below(others, place) for place in range(len(names))):
        return rows, []
    return [rows[0], *others], again


def without_notes(rows: list[CsvRow]) -> tuple[list[CsvRow], list[CsvRow]]:
    """The rows up to the last with several cells, and lines of one cell below them."""
    end = len(rows)
    while end > 3 and len(rows[end - 1].cells) == 1 < len(rows[0].cells):
        end -= 1
    return rows[:end], rows[end:]
