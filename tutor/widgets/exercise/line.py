"""The quiet line in a lesson that leads to an exercise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tutor.widgets.inline import inline_content

MARKS = {"new": "○", "started": "◐", "passed": "✔"}
KEY = "x"


class ExerciseLine(Static, can_focus=True):
    """Names an exercise, and how far it is; enter or a click opens it."""

    DEFAULT_CSS = """
    ExerciseLine { width: auto; max-width: 100%; height: auto; color: $text-muted; }
    ExerciseLine:hover, ExerciseLine:focus { color: $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", tooltip="Open the exercise."),
    ]

    class Chosen(Message):
        """The learner wants to do the exercise."""

        def __init__(self, exercise: str) -> None:
            super().__init__()
            self.exercise = exercise

    def __init__(self, exercise: str, place: str, title: str) -> None:
        """`place` is such as "Exercise 1 of 3"."""
        super().__init__()
        self.exercise = exercise
        self.state = "new"
        """new, started or passed"""
        self._words = Content(f" {place}: ") + inline_content(title)

    def note(self, state: str, has_key: bool = False) -> None:
        """Show how far the exercise is, and whether the key leads to it."""
        self.state = state
        key = Content.styled(f"   {KEY}" if has_key else "", "$accent bold")
        self.update(Content(MARKS[state]) + self._words + key)

    def on_click(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        self.post_message(self.Chosen(self.exercise))


def first_open(lines: Sequence[ExerciseLine]) -> ExerciseLine | None:
    """Return the first whose exercise is not passed, else the first; None where there is none."""
    return next((line for line in lines if line.state != "passed"), next(iter(lines), None))
