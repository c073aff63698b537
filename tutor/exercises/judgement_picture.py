"""Draws what judges a hunted bug: slopes beside nudged ones, and two curves of a training."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

import numpy as np
from numpy.typing import NDArray

from engine.counted import counted
from tutor.exercises.beside_expected import constant_ratio
from tutor.exercises.judging import BugJudgement, Judged, agree
from tutor.plots.arrange import fitted, width_of
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.lines import Series, line_chart
from tutor.plots.numbers import shown

BROKEN, NOW = "as it was", "yours"
_NO_PROOF = "Lower is not righter: wrong slopes may walk faster, and a wrong cost counts otherwise."
_ROWS = 9  # of the curves
_LOWER = 0.999  # times the other end
_HIGHEST = 1.5  # times the largest cost of a good training; what is above leaves the picture


def judgement_picture(judgement: BugJudgement, width: int) -> Picture:
    """Draw the gradient check and the curves, each where the exercise has one."""
    picture = [*_gradient_check(judgement)]
    curves = _curves(judgement, width)
    return [*picture, *([[]] if picture and curves else []), *curves]


def _sides(judgement: BugJudgement) -> list[tuple[str, Judged]]:
    sides = [(BROKEN, judgement.broken)]
    return sides if judgement.now is None else [*sides, (NOW, judgement.now)]


def _gradient_check(judgement: BugJudgement) -> Iterator[Row]:
    sides = _sides(judgement)
    names = list(dict.fromkeys(name for _, side in sides for name in side.slopes))
    if names:
        yield [Span("gradient check: each slope beside the one that nudging measures", "muted")]
    columns = [[_compared(side, name) for name in names] for _, side in sides]
    widths = [width_of(column) for column in columns]
    for place, name in enumerate(names):
        row: Row = [Span(f"  {name:5}", bold=True)]
        for (title, _), column, width in zip(sides, columns, widths, strict=True):
            row += [Span(f"{title} ", "muted"), *fitted(column[place], width), Span("   ")]
        yield row
    for title, side in sides:
        if side.fault:
            yield [Span("✘ ", "wrong"), Span(f"{title}: {side.fault}")]


def _compared(side: Judged, name: str) -> Row:
    if name not in side.slopes or name not in side.nudges:
        return [Span("–", "muted")]
    slope, nudge = side.slopes[name], side.nudges[name]
    if agree(slope, nudge):
        return [Span("✔ the same", "right")]
    return [Span("✘ ", "wrong"), Span(_difference(slope, nudge))]


def _difference(slope: NDArray[np.float64], nudge: NDArray[np.float64]) -> str:
    if slope.shape != nudge.shape:
        return f"{slope.shape} for {nudge.shape}"
    if (ratio := constant_ratio(nudge, slope)) is not None:
        return f"{shown(ratio, 4)} times it"
    off = float(np.linalg.norm(slope - nudge) / max(float(np.linalg.norm(nudge)), 1e-12))
    return f"{shown(100 * off, 2)} % off"


def _curves(judgement: BugJudgement, width: int) -> Picture:
    sides = [(title, side.costs) for title, side in _sides(judgement) if side.costs]
    if not sides:
        return []
    good = [cost for cost in sides[-1][1] if np.isfinite(cost)]
    top = _HIGHEST * max(good, default=np.inf) if len(sides) > 1 else np.inf
    series = [
        Series(title, range(len(costs)), _below(costs, top)) for title, costs in reversed(sides)
    ]
    measure = judgement.broken.measure
    drawn = line_chart(series, width, _ROWS, x_label="step", whole_x=True, y_label=measure)
    lines = wrap(_said(sides, measure), width)
    if len(sides) > 1 and sides[0][1][-1] < _LOWER * sides[1][1][-1]:
        lines += wrap(_NO_PROOF, width)
    return [*([Span(line, "muted")] for line in lines), *drawn]


def _said(sides: Sequence[tuple[str, Sequence[float]]], measure: str) -> str:
    ends = [f"{title} ends at {shown(costs[-1], 3)}" for title, costs in sides]
    of = "" if measure == "cost" else f", {measure}"
    return f"{counted(len(sides[0][1]) - 1, 'step')} of training{of}: {', '.join(ends)}"


def _below(costs: Sequence[float], top: float) -> list[float]:
    return [cost if abs(cost) <= top else np.nan for cost in costs]
