"""The last line of a page: what space leads to; a click does the same."""

from __future__ import annotations

from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from tutor.widgets.inline import inline_content
from tutor.widgets.rewritten import rewrite

KEY = "space"


class NextLine(Static):
    """Says what comes next, and the keys that lead there from where the focus is."""

    DEFAULT_CSS = """
    NextLine { width: auto; max-width: 100%; color: $text-muted; margin: 1 0 0 0; }
    NextLine:hover { color: $accent; }
    """

    class Followed(Message):
        """The learner clicked on it."""

    def __init__(self, markdown: str) -> None:
        self._leads_to = inline_content(markdown)
        super().__init__(self._said(KEY))

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def on_click(self) -> None:
        self.post_message(self.Followed())

    def _follow(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.screen and self._is_in_view():
            rewrite(self, self._said(f"esc {KEY}" if _is_taken(screen) else KEY))

    def _is_in_view(self) -> bool:
        """Whether its page is the one that is read; the keys are followed once it is turned to."""
        return all(node.display for node in self.ancestors_with_self)

    def _said(self, keys: str) -> Content:
        return Content.styled(keys, "$accent bold") + " ▸ " + self._leads_to


def _is_taken(screen: Screen[object]) -> bool:
    """Return whether what has the focus takes the key itself, so that it is left first."""
    if screen.focused is None:
        return False
    if screen.focused.check_consume_key(KEY, " "):
        return True
    bound = screen.active_bindings.get(KEY)
    return bound is None or bound.node is not screen
