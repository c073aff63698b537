"""The quiet line in a lesson that leads to an exercise."""

from __future__ import annotations

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

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self, exercise: str, place: str, title: str, state: str) -> None:
        """`place` is such as "Exercise 1 of 3"."""
        super().__init__()
        self.exercise = exercise
        self.state = state
        """new, started or passed."""
        self._words = Content(f" {place}: ") + inline_content(title)
        self.note(state)

    def note(self, state: str) -> None:
        """Show how far the exercise is."""
        self.state = state
        self.update(Content(MARKS[state]) + self._words + Content(f"   {KEY}"))

    def on_click(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        self.post_message(self.Chosen(self.exercise))
