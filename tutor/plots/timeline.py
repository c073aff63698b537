"""All steps of a walk on one line, phase by phase, with the place in it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from tutor.plots.braille import joined
from tutor.plots.cells import Role, Row, Span

PHASE_GLYPHS = {"forward": "▶", "loss": "●", "backward": "◀", "update": "↻"}


class Segment(NamedTuple):
    """A part of the way, with its number of steps."""

    name: str
    short: str
    """What stands where the name does not fit."""
    role: Role
    steps: int


def phase_segments(phases: Iterable[str]) -> list[Segment]:
    """Return the segments of a walk from the phase of each of its steps."""
    runs = [(phase, len(list(run))) for phase, run in groupby(phases)]
    return [Segment(f"{PHASE_GLYPHS[p]} {p}", PHASE_GLYPHS[p], p, count) for p, count in runs]


def timeline(segments: Iterable[Segment], position: int, width: int) -> Row:
    """Draw the segments; what is done is heavy, `position` steps are.

    The place is a ◆ in the segment's colour.
    """
    segments = list(segments)
    total = sum(segment.steps for segment in segments)
    if total == 0 or width < 2:
        return []
    ends = accumulate((segment.steps for segment in segments), initial=0)
    edges = [round(end * width / total) for end in ends]
    row: Row = []
    done = 0
    for segment, (left, right) in zip(segments, pairwise(edges), strict=True):
        row += _drawn(segment, right - left, position - done, first=done == 0)
        done += segment.steps
    return joined(row)


def place_in_timeline(total: int, column: int, width: int) -> int:
    """Return the position that a click on a column of the timeline means."""
    return min(total, max(0, int((column + 1) * total / width)))


def _drawn(segment: Segment, width: int, position: int, first: bool) -> Row:
    """One segment; `position` is relative to it, so it may be negative or beyond."""
    if width < 1:
        return []
    name = f" {segment.name} "
    if len(name) + 4 > width:
        name = f" {segment.short} " if width >= len(segment.short) + 4 else ""
    here = 0 < position <= segment.steps or (first and position <= 0)
    marker = round((width - 1) * max(position, 0) / segment.steps) if here else -1
    reached = marker if here else (width if position > 0 else 0)
    start = (width - len(name)) // 2
    end = start + len(name)
    if start <= marker < end:  # the marker makes way for the name
        marker = start - 1 if marker - start < end - marker else end
    row: Row = []
    for x in range(width):
        role = segment.role if x < reached else "muted"
        if x == marker:
            row.append(Span("◆", segment.role, bold=True))
        elif start <= x < end:
            row.append(Span(name[x - start], segment.role if here else role, bold=here))
        else:
            row.append(Span(_line(x, width, heavy=x < reached), role))
    return row


def _line(x: int, width: int, heavy: bool) -> str:
    ends = {0: "┣" if heavy else "├", width - 1: "┫" if heavy else "┤"}
    return ends.get(x, "━" if heavy else "─")
