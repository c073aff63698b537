"""The line in place of what a guess would be spoilt by."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Static

SAYINGS = (
    "covered until you guess · tab, enter lifts it unguessed",
    "covered until you guess · tab, enter lifts it",
    "covered until you guess",
)
"""What the line says, the longest that there is room for."""


class Cover(Static, can_focus=True):
    """One quiet line for all that stands below a question to guess."""

    DEFAULT_CSS = """
    Cover { height: 1; width: 1fr; margin: 0 0 1 0; color: $text-muted; text-wrap: nowrap; }
    Cover:focus, Cover:hover { color: $accent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "lift", "lift it unguessed", key_display="enter")
    ]

    class Lifted(Message):
        """The learner wants to see what is covered without a guess."""

        def __init__(self, guess: str) -> None:
            super().__init__()
            self.guess = guess

    def __init__(self, guess: str) -> None:
        """`guess` is the id of the question."""
        super().__init__()
        self.guess = guess

    # Not measured by drawing it: to draw it needs its width, and that a layout of the whole page.
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1

    def render(self) -> Content:
        width = self.size.width
        lines = [f"┄┄ {saying} ┄┄" for saying in SAYINGS]
        return Content(next((line for line in lines if len(line) <= width), lines[-1]))

    def action_lift(self) -> None:
        self.post_message(self.Lifted(self.guess))

    def on_click(self) -> None:
        self.action_lift()
