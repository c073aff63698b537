"""The text of a program with the operation at hand lit."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.plots.arrange import cut, fitted, in_cells, row_width, shortened
from tutor.plots.cells import Colour, Picture, Role, Row, Span
from tutor.programs.spots import Spot

MARGIN = 8
"""Cells before the text: a mark and the line's number."""
Marks = Mapping[int, tuple[str, Colour | None]]
"""A sign for a line, with its colour."""


def source_panel(
    lines: list[str],
    spot: Spot | None,
    marks: Marks,
    phases: Mapping[int, Role],
    width: int,
    height: int,
) -> Picture:
    """Draw as many lines as there is room for, those round the spot."""
    at = (spot.line if spot else 1) - 1
    first = first_shown(lines, spot, height)
    room = width - MARGIN
    left = _shift(lines, spot, room)
    rows = []
    for number in range(first, min(first + height, len(lines))):
        sign, colour = marks.get(number + 1, (" ", None))
        here = number == at and spot is not None
        colour_of_number = phases.get(number + 1, None if here else "muted")
        digits = Span(f"{number + 1:>5} ", colour_of_number)
        text = _lit(lines[number], number + 1, spot)
        is_lit = spot is not None and spot.line <= number + 1 <= spot.end_line
        text = _from(text, left if is_lit else 0, room)
        rows.append(fitted([Span(f"{sign} ", colour), digits, *text], width))
    return rows


def first_shown(lines: list[str], spot: Spot | None, height: int) -> int:
    """Return which line, from 0, is drawn first where there is room for so many."""
    at = (spot.line if spot else 1) - 1
    return max(0, min(at - height // 3, len(lines) - height))


def _from(text: Row, left: int, room: int) -> Row:
    """A text from a column on, with … where something of it is left out."""
    if not left:
        return shortened(text, room)
    return [Span("…", "muted"), *shortened(cut(text, left + 1, row_width(text)), room - 1)]


def _shift(lines: list[str], spot: Spot | None, room: int) -> int:
    """How far the lines of the spot are moved to the left, so that it is seen."""
    if spot is None or room <= 0:
        return 0
    line = lines[spot.line - 1]
    end = len(in_cells(line[: spot.end_column] if spot.end_line == spot.line else line))
    if end <= room:
        return 0
    return max(0, min(len(in_cells(line[: spot.column])) - 1, end - room + 2))


def _lit(text: str, number: int, spot: Spot | None) -> Row:
    """A line with what belongs to the spot reversed."""
    if spot is None or not spot.line <= number <= spot.end_line:
        return [Span(text)]
    start = spot.column if number == spot.line else len(text) - len(text.lstrip())
    end = spot.end_column if number == spot.end_line else len(text.rstrip())
    parts = [Span(text[:start]), Span(text[start:end], reverse=True), Span(text[end:])]
    return [part for part in parts if part.text]
