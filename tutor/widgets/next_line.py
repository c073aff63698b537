"""The last line of a page: what space leads to; a click does the same."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tutor.widgets.inline import inline_content


class NextLine(Static):
    """Says what comes next."""

    DEFAULT_CSS = """
    NextLine { width: auto; max-width: 100%; color: $text-muted; margin: 1 0 0 0; }
    NextLine:hover { color: $accent; }
    """

    class Followed(Message):
        """The learner clicked on it."""

    def __init__(self, markdown: str) -> None:
        key = Content.styled("space", "$accent bold")
        super().__init__(key + " ▸ " + inline_content(markdown))

    def on_click(self) -> None:
        self.post_message(self.Followed())
