"""Horizontal bars with their names and values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tutor.plots.cells import Picture, Role, Row, Span
from tutor.plots.numbers import shown

_EIGHTHS = " ▏▎▍▌▋▊▉"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar; `text` is how its value is written."""

    name: str
    value: float
    text: str = ""
    role: Role = "series-1"


def bars(entries: Sequence[Bar], width: int, *, largest: float | None = None) -> Picture:
    """Return a row for each bar, as long as its value is to `largest` (default: the greatest).

    A value that is negative or not finite has no bar, its number is still written.
    """
    names = max((len(bar.name) for bar in entries), default=0)
    written = [bar.text or shown(bar.value) for bar in entries]
    room = max(width - names - max(map(len, written), default=0) - 3, 1)
    lengths = [bar.value if math.isfinite(bar.value) else 0.0 for bar in entries]
    full = largest or max(lengths, default=0.0) or 1.0
    return [
        _bar(bar, text, names, min(max(length / full, 0.0), 1.0) * room)
        for bar, text, length in zip(entries, written, lengths, strict=True)
    ]


def _bar(bar: Bar, text: str, names: int, length: float) -> Row:
    eighths = max(round(length * 8), 1 if length > 0 else 0)
    block = "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
    drawn = [Span(block, bar.role)] if block else []
    return [Span(bar.name.rjust(names) + " ", "muted"), *drawn, Span(f" {text}")]
