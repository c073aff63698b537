"""All steps of a walk on one line, phase by phase, with the place in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from tutor.plots.cells import Row, Span

PHASE_GLYPHS = {"forward": "▶", "loss": "●", "backward": "◀", "update": "↻"}


def timeline(phases: Sequence[tuple[str, int]], position: int, width: int) -> Row:
    """Draw phases, each with its number of steps; what is done is heavy, `position` steps are.

    The place is a ◆ in the phase's colour. A phase's name is left out where it does not fit.
    """
    total = sum(count for _, count in phases)
    if total == 0 or width < 2:
        return []
    edges = [round(done * width / total) for done in accumulate((n for _, n in phases), initial=0)]
    row: Row = []
    done = 0
    for (phase, count), (left, right) in zip(phases, pairwise(edges), strict=True):
        row += _segment(phase, right - left, count, position - done, first=done == 0)
        done += count
    return row


def place_in_timeline(total: int, column: int, width: int) -> int:
    """Return the position that a click on a column of the timeline means."""
    return min(total, max(0, int((column + 1) * total / width)))


def _segment(phase: str, width: int, count: int, position: int, first: bool) -> Row:
    """One phase; `position` is relative to it, so it may be negative or beyond."""
    if width < 1:
        return []
    name = f" {PHASE_GLYPHS[phase]} {phase} "
    if len(name) + 4 > width:
        name = f" {PHASE_GLYPHS[phase]} " if width >= 5 else ""
    here = 0 < position <= count or (first and position <= 0)
    marker = round((width - 1) * max(position, 0) / count) if here else -1
    reached = marker if here else (width if position > 0 else 0)
    start = (width - len(name)) // 2
    end = start + len(name)
    if start <= marker < end:  # the marker makes way for the name
        marker = start - 1 if marker - start < end - marker else end
    row: Row = []
    for x in range(width):
        lit = x < reached
        if x == marker:
            row.append(Span("◆", phase, bold=True))
        elif start <= x < end:
            row.append(Span(name[x - start], phase if lit or here else "muted", bold=here))
        else:
            line = "━" if lit else "─"
            bars = {0: "┣" if lit else "├", width - 1: "┫" if lit else "┤"}
            row.append(Span(bars.get(x, line), phase if lit else "muted"))
    return _joined(row)


def _joined(row: Row) -> Row:
    joined: Row = []
    for span in row:
        if joined and joined[-1][1:] == span[1:]:
            joined[-1] = span._replace(text=joined[-1].text + span.text)
        else:
            joined.append(span)
    return joined
