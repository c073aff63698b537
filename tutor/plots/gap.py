"""A guess and the truth on one line, so that the gap between them can be seen."""

from __future__ import annotations

import math

from tutor.plots.arrange import row_width, shortened
from tutor.plots.cells import Picture, Span
from tutor.plots.numbers import shown

GUESS, TRUTH, BOTH = "◇", "●", "◈"


def gap_line(guess: float, truth: float, width: int) -> Picture:
    """Return the line with both marks, then in a row or three what they are; `width` in cells."""
    low, high = _range(guess, truth)
    marks = {_column(guess, low, high, width): (GUESS, "partly")}
    place = _column(truth, low, high, width)
    marks[place] = (BOTH if place in marks else TRUTH, "right")
    line = [
        Span(marks[column][0], marks[column][1], bold=True)
        if column in marks
        else Span("─", "muted")
        for column in range(width)
    ]
    legend = _legend(guess, truth)
    one_row = [span for told in legend for span in (*told, Span("   "))][:-1]
    fits = row_width(one_row) <= width
    return [line, *([one_row] if fits else [shortened(told, width) for told in legend])]


def _range(guess: float, truth: float) -> tuple[float, float]:
    """Return the ends of the line: both values with some room, and 0 where it lies near."""
    known = [value for value in (guess, truth) if math.isfinite(value)]
    low, high = min([*known, 0.0]), max([*known, 0.0])
    if low == high:
        return low - 1, high + 1
    room = (high - low) * 0.08
    return low - (room if low < 0 else 0), high + (room if high > 0 else 0)


def _column(value: float, low: float, high: float, width: int) -> int:
    if not math.isfinite(value):
        return width - 1 if value > 0 else 0
    return round((value - low) / (high - low) * (width - 1))


def _legend(guess: float, truth: float) -> Picture:
    gap = guess - truth
    if gap == 0:
        apart = "exactly"
    elif math.isfinite(gap):
        apart = f"{shown(abs(gap))} too {'high' if gap > 0 else 'low'}"
    else:
        apart = "out of reach"
    return [
        [Span(f"{GUESS} your guess {shown(guess)}", "partly")],
        [Span(f"{TRUTH} computed {shown(truth)}", "right")],
        [Span(apart, "muted")],
    ]
