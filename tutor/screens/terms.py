"""The terms that a page uses, each with its definition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor.course.glossary import Definition
from tutor.steady_screen import CallingScreen
from tutor.widgets.dialog_keys import CLOSED
from tutor.widgets.prose import Prose


class TermsScreen(ModalScreen[None], CallingScreen[None]):
    """Explains terms; esc or t closes it."""

    CSS_PATH = "dialogs.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,t,q,enter,space", "dismiss", "close"),
    ]

    def __init__(self, definitions: Sequence[Definition]) -> None:
        super().__init__()
        self._definitions = definitions

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="terms") as frame:
            frame.border_title = "Terms on this page"
            frame.border_subtitle = CLOSED
            for definition in self._definitions:
                yield Static(Content(definition.term), classes="heading")
                yield Prose(definition.text)
            if not self._definitions:
                yield Static("This page uses no term that the course defines in a box.")
