"""The views of a model's answers: on both sides of a threshold, and against how sure they were."""

from __future__ import annotations

import numpy as np

from engine.counted import counted
from engine.metrics import Calibration
from tutor.live.metrics.answers import Answers, Figures, Values
from tutor.plots.arrange import beside, fitted
from tutor.plots.axes import axis
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.histogram import columns, ruler
from tutor.plots.numbers import shown, shown_share
from tutor.plots.reliability import reliability_diagram

_COUNTS = 36  # columns of the table and the quotients
_SHORTEST, _TALLEST = 2, 10  # rows of a class's histogram
_GAP = 3
_NARROWEST = 24


def threshold_view(answers: Answers, threshold: float, width: int, rows: int) -> Picture:
    """Return where the answers lie, beside the four counts and what is computed from them."""
    figures = answers.at(threshold)
    counts = _counts(figures)
    if width < _NARROWEST + _GAP + _COUNTS:
        return [*_sides(answers, threshold, width, _SHORTEST), *counts]
    tall = min(max((rows - 5) // 2, _SHORTEST), _TALLEST)
    sides = _sides(answers, threshold, width - _GAP - _COUNTS, tall)
    return beside(sides, counts, gap=_GAP)


def reliability_view(calibration: Calibration, width: int) -> Picture:
    """Return how often the answers were right, against how sure they were, and the ECE."""
    bins = len(calibration.counts)
    ece = Span(f"ECE = {shown(calibration.ece, 3)}", bold=True)
    words = f"   with {counted(bins, 'bin')}: the gaps from bar to ┃, weighted by n"
    note = Span(words, "muted")
    diagram = [fitted(row, width) for row in reliability_diagram(calibration, width)]
    return [*diagram, [], fitted([ece, note], width)]


def _sides(answers: Answers, threshold: float, width: int, tall: int) -> Picture:
    """Return a histogram of the answers for each class, and the threshold between the sides."""
    cut = min(round(threshold * width), width - 1)
    picture: Picture = []
    for target, role in ((1, "series-1"), (0, "series-2")):
        values = answers.outputs[answers.targets == target]
        bins = columns(_bins(values, width), tall, role)
        picture.append([Span(f"answers to the {len(values)} of class {target}", role)])
        picture += [_cut_at(cut, row) for row in bins]
    scale = ruler(axis([], max(2, width // 10), limits=(0.0, 1.0)), width)
    left = "called 0 "[-cut:].rjust(cut) if cut else ""
    called: Row = [Span(left), Span("┃", "accent", bold=True), Span(" called 1")]
    return [*picture, *scale, fitted(called, width)]


def _cut_at(cut: int, row: Row) -> Row:
    """Return a row of bars with the threshold drawn where no bar is in its way."""
    (span,) = row
    here = span.text[cut]
    left, right = span._replace(text=span.text[:cut]), span._replace(text=span.text[cut + 1 :])
    return [left, Span("┃" if here == " " else here, "accent"), right]


def _bins(values: Values, width: int) -> Values:
    places = np.clip((values * width).astype(int), 0, width - 1)
    counts = np.bincount(places, minlength=width)
    return np.asarray(counts / max(int(counts.max()), 1))


def _counts(f: Figures) -> Picture:
    """Return the confusion matrix, and each quotient with its numbers."""
    m = f.tp + f.tn + f.fp + f.fn
    table: Picture = [
        [Span(f"{'':<8}{'called 0':<12}called 1", "muted")],
        [Span("is 0    ", "muted"), *_cell("TN", f.tn, "right"), *_cell("FP", f.fp, "wrong")],
        [Span("is 1    ", "muted"), *_cell("FN", f.fn, "wrong"), *_cell("TP", f.tp, "right")],
        [],
    ]
    quotients = [
        ("accuracy ", f.tp + f.tn, m, f.accuracy),
        ("precision", f.tp, f.tp + f.fp, f.precision),
        ("recall   ", f.tp, f.tp + f.fn, f.recall),
    ]
    table += [_quotient(*parts) for parts in quotients]
    return [*table, [Span("F1        ", "muted"), Span(shown_share(f.f1, 3), bold=True)]]


def _cell(name: str, count: int, role: str) -> Row:
    sign = "✔" if role == "right" else "✘"
    return [Span(f"{name} {sign} ", role), Span(f"{count:<7}", bold=True)]


def _quotient(name: str, above: int, below: int, value: float) -> Row:
    written = shown_share(value, 3) if below else "–"
    return [Span(f"{name} ", "muted"), Span(f"{above} / {below} = "), Span(written, bold=True)]
