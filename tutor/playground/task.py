"""What a lesson asks to be reached in the playground."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from tutor.plots.arrange import row_width
from tutor.plots.cells import Picture, Span

_NARROWEST = 20


@dataclass(frozen=True, slots=True)
class Task:
    """Done at the first epoch after which `when`, a formula of a run's figures, is not 0."""

    text: str
    when: str


def task_rows(task: Task, reached_at: int | None, width: int) -> Picture:
    """Return the task, and whether it is done, in as many rows as it needs."""
    if reached_at is None:
        sign, told = Span("○ ", "accent", bold=True), ""
    else:
        sign, told = Span("✔ ", "right", bold=True), f"  reached at epoch {reached_at}"
    rows = [[Span(line, "text")] for line in textwrap.wrap(task.text, max(width - 2, _NARROWEST))]
    if row_width(rows[-1]) + len(told) > width - 2:
        rows.append([])
        told = told.strip()
    rows[-1] = [*rows[-1], Span(told, "right")]
    return [[sign if not number else Span("  "), *row] for number, row in enumerate(rows)]
