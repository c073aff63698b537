"""A note, tip, warning or definition set apart from the text."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from tutor.widgets.prose import Prose


class Callout(Vertical):
    """Markdown in a frame that carries its kind, or the defined term, as title."""

    def __init__(self, kind: str, argument: str, markdown: str) -> None:
        super().__init__(classes=f"-{kind}")
        self.border_title = argument or kind.capitalize()
        self._markdown = markdown

    def compose(self) -> ComposeResult:
        yield Prose(self._markdown)
