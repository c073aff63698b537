"""The first line of a screen: what it is, and at the right how far along."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.visual import VisualType
from textual.widgets import Static


class TitleBar(Horizontal):
    """Two texts, one at each end, and a line below them."""

    DEFAULT_CSS = """
    TitleBar { height: 2; padding: 0 2; border-bottom: solid $panel; }
    TitleBar > #lesson-title { width: 1fr; height: 1; }
    TitleBar > #place { width: auto; height: 1; color: $text-muted; }
    """

    def __init__(self, title: VisualType = "", place: VisualType = "") -> None:
        super().__init__(Static(title, id="lesson-title"), Static(place, id="place"), id="bar")
