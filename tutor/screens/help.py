"""`?`: the keys that work here and now, and the ones that work everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.keys import format_key
from textual.screen import ModalScreen
from textual.widgets import Static

EVERYWHERE = """enter      act on what has the focus, else go on
tab        to the next thing to use, shift+tab back
esc        back
arrows     move (h j k l too)
space      play or pause, or go on
y          copy what has the focus
/          search the course
ctrl+p     all commands, all lessons, the theme
?          this help
q          quit; everything is saved already"""


class HelpScreen(ModalScreen[None]):
    """Shows the bindings that are active on the screen below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "dismiss", "close"),
    ]

    def __init__(self, bindings: Mapping[str, ActiveBinding]) -> None:
        super().__init__()
        self._active = bindings

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help"):
            yield Static("Here and now", classes="heading")
            yield Static(Content(self._here()))
            yield Static("Everywhere", classes="heading")
            yield Static(Content(EVERYWHERE))

    def _here(self) -> str:
        lines: dict[str, str] = {}
        for active in self._active.values():
            binding = active.binding
            if active.enabled and binding.description and binding.show:
                key = binding.key_display or format_key(binding.key)
                lines.setdefault(binding.tooltip or binding.description, key)
        return "\n".join(f"{key:<10} {what}" for what, key in lines.items()) or "Nothing special"
