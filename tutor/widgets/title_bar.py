"""The first line of a screen: what it is, and at the right how far along."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.visual import VisualType
from textual.widgets import Static


class TitleBar(Horizontal):
    """Two texts, one at each end."""

    def __init__(self, title: VisualType = "", place: VisualType = "") -> None:
        super().__init__(Static(title, id="lesson-title"), Static(place, id="place"), id="bar")
