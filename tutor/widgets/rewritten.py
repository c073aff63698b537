"""Lines of the screen that are written again and again."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


def rewrite(line: Static, text: Content) -> None:
    """Let a line show a text; the page is laid out anew only for other words than stand there."""
    shown = line.content
    if not isinstance(shown, Content):
        line.update(text)
    elif not shown.is_same(text):
        line.update(text, layout=shown.plain != text.plain)
