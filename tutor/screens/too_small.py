"""What a terminal too small for any lesson shows instead."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor.steady_screen import CallingScreen

NEEDED = Size(60, 18)


def fits(size: Size) -> bool:
    """Tell whether the tutor can be used at this size."""
    return size.width >= NEEDED.width and size.height >= NEEDED.height


class TooSmall(ModalScreen[None], CallingScreen[None]):
    """Says what is needed; the app takes it away as soon as there is room."""

    CSS_PATH = "dialogs.tcss"

    # A dialog hears no keys of the app.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "app.leave_tutor", "quit")]

    def compose(self) -> ComposeResult:
        yield Static(id="too-small")

    def on_screen_resume(self) -> None:
        """Give way to what is below, where this was covered when room was made."""
        if fits(self.app.size):
            self.dismiss()

    def on_resize(self) -> None:
        width, height = self.app.size
        self.query_one(Static).update(
            f"nn-tutor needs a little more room.\n\n"
            f"This terminal has {width} x {height} cells;\n"
            f"{NEEDED.width} x {NEEDED.height} will do,\n80 x 24 is comfortable.\n\n"
            "Make the window larger,\nor press q to quit."
        )
