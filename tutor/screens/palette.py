"""Textual's palette, framed as the other dialogs are."""

from __future__ import annotations

from textual.command import CommandPalette, Provider

from tutor.steady_screen import CallingScreen
from tutor.widgets.dialog_keys import CHOSEN_FROM


class FramedPalette(CommandPalette, CallingScreen[None]):
    """What is found while words are typed; its upper edge names it, its lower edge the keys."""

    CSS_PATH = "dialogs.tcss"

    def __init__(
        self, title: str, asked: str, *providers: type[Provider], id: str | None = None
    ) -> None:
        """Without `providers` it finds what the app and the screen in view offer."""
        super().__init__(providers or None, placeholder=asked, id=id)
        self._title = title

    def on_mount(self) -> None:
        frame = self.query_one("#--container")
        frame.border_title, frame.border_subtitle = self._title, CHOSEN_FROM
