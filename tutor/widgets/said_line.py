"""What is said below a picture: a word that lasts, and for a while what a key says over it."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

_HIGH, _ROWS = 30, 2
"""From so many rows of the terminal on, so many are taken for what is less urgent."""


class SaidLine(Static):
    """Keeps the rows that its lasting word takes, so that nothing jumps as keys say less."""

    DEFAULT_CSS = """
    SaidLine { height: auto; max-height: 4; color: $text-muted; }
    SaidLine.-wrong { color: $wrong; }
    """

    _lasting = Content(), False

    def say(self, text: str, wrong: bool = False, *, lasts: bool = False) -> None:
        """Say something until `resume`; what lasts is said again then."""
        if lasts:
            self._lasting = Content(text), wrong
        self._show(Content(text), wrong)

    def resume(self) -> None:
        """Say the lasting word again."""
        self._show(*self._lasting)

    def has_room(self, text: str, more: str) -> bool:
        """Whether more can be said behind a text without many more rows."""
        width = self.content_size.width or self.app.size.width
        rows = [len(Content(each).wrap(width)) for each in (f"{text} {more}", text)]
        return rows[0] <= max(rows[1], _ROWS if self.app.size.height >= _HIGH else 1)

    def _show(self, text: Content, wrong: bool) -> None:
        self.set_class(wrong, "-wrong")
        if text != self.content:
            self.update(text)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        height = super().get_content_height(container, viewport, width)
        word = self._lasting[0]
        return max(height, len(word.wrap(width)) if word else 0)
