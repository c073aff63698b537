"""What a lesson asks to be reached in the playground."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.plots.cells import Row, Span


@dataclass(frozen=True, slots=True)
class Task:
    """Done at the first epoch after which `when`, a formula of a run's figures, is not 0."""

    text: str
    when: str


def task_row(task: Task, reached_at: int | None) -> Row:
    """Return the task, and whether it is done."""
    if reached_at is None:
        return [Span("○ ", "accent", bold=True), Span(task.text, "text")]
    told = f"  reached at epoch {reached_at}"
    return [Span("✔ ", "right", bold=True), Span(task.text, "text"), Span(told, "right")]
