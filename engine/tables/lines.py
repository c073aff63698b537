"""A line of a table, with its number in the file."""

from __future__ import annotations

from typing import NamedTuple


class CsvRow(NamedTuple):
    line: int
    cells: list[str]


class Aside(NamedTuple):
    """A line that is no example, and what it is."""

    line: int
    why: str
