"""Below a program with a bug: the line, the reason, the repair, and what is said of them."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tutor.exercises.bug_hunt import BugHunt
from tutor.widgets.inline import inline_content

KEY = "ctrl+b"


class BugCard(Static):
    """Shows how far the hunt is."""

    DEFAULT_CSS = """
    BugCard { height: auto; padding: 0 1; border-top: solid $panel; color: $text-muted; }
    """

    def __init__(self, hunt: BugHunt) -> None:
        super().__init__()
        self._hunt = hunt
        self._repaired = False

    def on_mount(self) -> None:
        self.show()

    def show(self, repaired: bool | None = None) -> None:
        """Draw it anew; `repaired` tells whether the last run passed."""
        hunt = self._hunt
        self._repaired = self._repaired if repaired is None else repaired
        steps = (
            (hunt.line_found, f"the line: {KEY} on it"),
            (hunt.reason_found, f"why: {KEY}"),
            (self._repaired, "the repair: ctrl+r"),
        )
        told = Content("   ").join(f"{'✔' if done else '○'} {words}" for done, words in steps)
        self.update(Content("\n").join([told, inline_content(hunt.said)]) if hunt.said else told)
