"""Asks why a line is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList

from tutor.steady_screen import CallingScreen
from tutor.widgets.cursor_list import CursorList
from tutor.widgets.dialog_keys import CHOSEN_FROM
from tutor.widgets.inline import inline_content
from tutor.widgets.offered import Offered


class Reasons(ModalScreen[int | None], CallingScreen[int | None]):
    """Reasons to choose from; they may take several rows each."""

    DEFAULT_CSS = """
    Reasons { align: center middle; }
    Reasons > Vertical {
        width: 80%; max-width: 84; height: auto; max-height: 80%; padding: 0 1;
        border: round $accent; border-title-color: $accent; background: $surface;
        border-subtitle-color: $text-muted;
    }
    Reasons OptionList { height: auto; max-height: 1fr; border: none; padding: 0; }
    Reasons OptionList, Reasons OptionList:focus { background: $surface; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "close")]

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__()
        self._reasons = reasons

    def compose(self) -> ComposeResult:
        with Vertical() as frame:
            frame.border_title = "Why is this line wrong?"
            frame.border_subtitle = CHOSEN_FROM
            yield CursorList(
                *(Offered(inline_content(text), n) for n, text in enumerate(self._reasons))
            )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if isinstance(event.option, Offered):
            self.dismiss(event.option.value)
