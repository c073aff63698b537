"""Reliability diagrams: how often a classifier is right, against how sure it says it is."""

from __future__ import annotations

from engine.metrics import Calibration
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.numbers import percent

_EIGHTHS = " ▏▎▍▌▋▊▉"
_TAIL = 14  # room right of the bars for the share that was right and the number of examples


def reliability_diagram(calibration: Calibration, width: int) -> Picture:
    """Return a row for each bin: a bar as long as its accuracy, a tick at its mean confidence.

    A bar that falls short of its tick means more sure than right; the gap is dotted.
    """
    room = max(width - 12 - _TAIL, 8)
    heading = f"confidence  {'0 %'.ljust(room - 5)}100 %{'right':>7}{'n':>7}"
    rows = [_row(calibration, place, room) for place in range(len(calibration.counts))]
    return [[Span(heading, "muted")], *reversed(rows)]


def _row(calibration: Calibration, place: int, room: int) -> Row:
    low, high = calibration.edges[place : place + 2]
    places = 1 if 10 % len(calibration.counts) == 0 else 2
    label = Span(f"{low:.{places}f} – {high:.{places}f}".rjust(10).ljust(12), "muted")
    count, accuracy = int(calibration.counts[place]), float(calibration.accuracy[place])
    if not count:
        return [label, Span(" " * room), Span("–".rjust(7) + "0".rjust(7), "muted")]
    track = _track(accuracy, float(calibration.confidence[place]), room)
    return [label, *track, Span(f"{percent(accuracy)}%".rjust(7) + f"{count:7}")]


def _track(accuracy: float, confidence: float, room: int) -> Row:
    eighths = round(accuracy * room * 8)
    bar = ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()[:room]
    tick = min(round(confidence * room), room - 1)
    inside, beyond = bar[:tick], bar[tick + 1 :]
    spans = [
        Span(inside, "series-1"),
        Span("·" * (tick - len(inside)), "negative"),
        Span("┃", "accent", bold=True),
        Span(beyond.ljust(room - tick - 1), "series-1"),
    ]
    return [span for span in spans if span.text]
