"""Kept runs as pictures: the table, the curves, what two of them differ in."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import datetime

from tutor.plots.arrange import first_fitting, fitted
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.lines import Series, line_chart, line_sample
from tutor.plots.numbers import percent
from tutor.runs.store import KeptRun

_NOTHING = "No run is kept yet. Train one in the playground and press n."
_NAME = 18


def table(
    runs: Sequence[KeptRun],
    when: Sequence[datetime],
    marked: Sequence[KeptRun],
    place: int,
    width: int,
    height: int,
) -> Picture:
    """Return a row for each run, as many as there is room for around the one at `place`."""
    if not runs:
        return [[Span(line, "muted")] for line in textwrap.wrap(_NOTHING, max(width, 20))]
    head = f"      {'name':<{_NAME}} {'loss':>8} {'acc':>6} {'val':>6} {'epoch':>5}  kept"
    rows = [
        _row(run, day, marked, number == place)
        for number, (run, day) in enumerate(zip(runs, when, strict=True))
    ]
    room = max(height - 1, 1)
    first = min(max(place - room // 2, 0), max(len(rows) - room, 0))
    return [fitted(row, width) for row in [[Span(head, "muted")], *rows[first : first + room]]]


def _row(run: KeptRun, day: datetime, marked: Sequence[KeptRun], chosen: bool) -> Row:
    sample = line_sample(marked.index(run)) if run in marked else Span("  ")
    figures = (
        f"{first_fitting([run.name], _NAME):<{_NAME}} {_number(run.last('loss'), '.4f'):>8} "
        f"{_share(run.last('accuracy')):>6} {_share(run.last('val_accuracy')):>6} "
        f"{_number(run.last('epoch'), '.0f'):>5}  "
    )
    return [
        Span("▸ " if chosen else "  ", "accent"),
        sample,
        Span("  "),
        Span(figures, "text", bold=chosen),
        Span(day.strftime("%d %b %H:%M"), "muted"),
    ]


def chart(runs: Sequence[KeptRun], figure: str, width: int, height: int) -> Picture:
    """Return the curves of one figure over one another."""
    lines = [
        Series(run.name, _numbers(run.curves["epoch"]), _numbers(run.curves[figure]))
        for run in runs
    ]
    if not lines or width < 20 or height < 6:
        return [[Span("Mark runs with space to see their curves.", "muted")]]
    name = figure.replace("val_", "validation ").replace("_", " ")
    return line_chart(
        lines,
        width,
        height,
        x_label="epoch",
        whole_x=True,
        y_label=name,
        log_y=figure.endswith("loss"),
    )


def difference_rows(
    names: Sequence[str], pairs: Sequence[tuple[str, str, str]], told: str, width: int
) -> Picture:
    """Return in which settings two runs differ, and where their weights part."""
    if len(names) < 2:
        return [[Span("Two marked runs are compared setting by setting.", "muted")]]
    settings = "; ".join(f"{name} {one} against {other}" for name, one, other in pairs)
    same = "All settings are the same."
    lines = textwrap.wrap(f"{names[0]} and {names[1]}: {settings or same}", max(width, 20))[:3]
    hint = told or "d repeats both and finds the first step after which their weights differ."
    return [*([Span(line)] for line in lines), [Span(hint, "text" if told else "muted")]]


def _numbers(values: Sequence[float | None]) -> list[float]:
    return [float("nan") if value is None else value for value in values]


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form if abs(value) < 1e4 else ".1e")


def _share(value: float | None) -> str:
    return "–" if value is None else percent(value, 1)
