"""Reliability diagrams: how often a classifier is right, against how sure it says it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.plots.cells import Picture, Row, Span

_EIGHTHS = " ▏▎▍▌▋▊▉"
_TAIL = 14  # room right of the bars for the share that was right and the number of examples


@dataclass(frozen=True, slots=True)
class ConfidenceBin:
    """The examples whose confidence lies from low to high; means are NaN where there are none."""

    low: float
    high: float
    confidence: float
    accuracy: float
    count: int


def reliability_diagram(bins: Sequence[ConfidenceBin], width: int) -> Picture:
    """Return a row for each bin: a bar as long as its accuracy, a tick at its mean confidence.

    A bar that falls short of its tick means more sure than right; the gap is dotted.
    """
    room = max(width - 12 - _TAIL, 8)
    heading = f"confidence  {'0 %'.ljust(room - 5)}100 %{'right':>7}{'n':>7}"
    return [[Span(heading, "muted")], *(_row(entry, room) for entry in reversed(bins))]


def expected_calibration_error(bins: Sequence[ConfidenceBin]) -> float:
    """ECE = sum_b n_b/m |acc(b) - conf(b)|; NaN where there is no example."""
    total = sum(entry.count for entry in bins)
    gaps = (entry.count * abs(entry.accuracy - entry.confidence) for entry in bins if entry.count)
    return sum(gaps) / total if total else float("nan")


def _row(entry: ConfidenceBin, room: int) -> Row:
    label = Span(f"{entry.low:.1f} – {entry.high:.1f}".rjust(10) + "  ", "muted")
    if not entry.count:
        return [label, Span(" " * room), Span("–".rjust(7) + "0".rjust(7), "muted")]
    tail = Span(f"{entry.accuracy:7.0%}{entry.count:7}")
    return [label, *_track(entry.accuracy, entry.confidence, room), tail]


def _track(accuracy: float, confidence: float, room: int) -> Row:
    eighths = round(min(max(accuracy, 0.0), 1.0) * room * 8)
    bar = ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()[:room]
    tick = min(int(min(max(confidence, 0.0), 1.0) * room), room - 1)
    inside, beyond = bar[:tick], bar[tick + 1 :]
    gap = "·" * (tick - len(inside))
    spans = [
        Span(inside, "series-1"),
        Span(gap, "negative"),
        Span("┃", "accent", bold=True),
        Span(beyond.ljust(room - tick - 1), "series-1"),
    ]
    return [span for span in spans if span.text]
