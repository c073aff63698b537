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


SENTENCES = {
    "go on": "Go on: further down the page, then to the next one.",
    "next": "Turn to the next page.",
    "previous": "Turn back to the page before.",
    "outline": "List the pages of this lesson and the links of this page.",
    "terms": "Explain the terms that this page uses.",
    "copy": "Copy code or a formula to the clipboard.",
    "copy command": "Copy the command that does the same in a shell.",
    "back": "Go back to where you came from.",
    "leave": "Leave, and go back to where you came from.",
    "close": "Close this.",
    "quit": "Leave nn-tutor; everything is saved already.",
    "search": "Find words in the titles, terms and text of the course.",
    "help": "Show this help.",
    "open": "Open what the cursor is on.",
    "train": "Train, or pause the training.",
    "step": "Take one step, and stop.",
    "epoch": "Train for one epoch: all examples once.",
    "reset": "Begin anew from the first weights.",
    "view": "Show another view of the same.",
    "speed": "Let it go faster or more slowly.",
    "change": "Change the value under the cursor.",
    "dial": "Go to the next dial.",
    "in full": "Go on with this run in the playground, at its epoch.",
    "hint": "Read a hint; each press tells a little more.",
    "answer": "Hand in your answer.",
    "presets": "Begin with a set-up of a lesson, or another known one.",
    "type it": "Type the value of the chosen setting.",
    "add layer": "Add a hidden layer after this one.",
    "remove layer": "Take this hidden layer away.",
    "new": "Choose another network, formula or loop to step through.",
    "save": "Save what is shown into the folder you are working in.",
}
"""What a short word of the bottom line means, where its binding has no sentence of its own."""


def sentence(binding: Binding) -> str:
    """Return what a key does as a sentence, with a capital and a full stop."""
    said = binding.tooltip or SENTENCES.get(binding.description, binding.description)
    said = said[:1].upper() + said[1:]
    return said if said.endswith((".", "!", "?")) else f"{said}."


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
            if active.enabled and binding.description and (binding.show or binding.tooltip):
                key = binding.key_display or format_key(binding.key)
                lines.setdefault(sentence(binding), key)
        return "\n".join(f"{key:<10} {what}" for what, key in lines.items()) or "Nothing special"
