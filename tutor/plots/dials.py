"""Rows that show what can be set: a slider for a number, a word for a choice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.plots.cells import Picture, Row, Span


@dataclass(frozen=True, slots=True)
class Dial:
    """A setting; `part` is how far it is turned, from 0 to 1."""

    name: str
    text: str
    part: float


def dial_rows(dials: list[Dial], chosen: int | None, width: int) -> Picture:
    """Return a row for each dial, sliders in line; the chosen one is pointed at."""
    names = max((len(dial.name) for dial in dials), default=0)
    values = max((len(dial.text) for dial in dials), default=0)
    room = min(max(width - names - values - 6, 5), 40)
    return [_row(dial, names, values, room, place == chosen) for place, dial in enumerate(dials)]


def place_on_dial(text: str, column: int, name: str, shown: str) -> float | None:
    """Return how far along the slider of a dial a column of a drawn row is, from 0 to 1.

    None if the row does not hold this dial's slider, or the column is not on it.
    """
    drawn = re.search(rf"(?<!\S){re.escape(name)} +{re.escape(shown)}  (─*●─*)", text)
    if drawn is None or not drawn.start(1) <= column < drawn.end(1):
        return None
    return (column - drawn.start(1)) / (len(drawn[1]) - 1)


def _row(dial: Dial, names: int, values: int, room: int, chosen: bool) -> Row:
    stop = round(min(max(dial.part, 0.0), 1.0) * (room - 1))
    role = "accent" if chosen else "muted"
    return [
        Span("▸ " if chosen else "  ", "accent"),
        Span(dial.name.ljust(names) + "  ", "text" if chosen else "muted"),
        Span(dial.text.rjust(values) + "  ", "text", bold=chosen),
        Span("─" * stop, role),
        Span("●", role, bold=chosen),
        Span("─" * (room - 1 - stop), "muted"),
    ]
