"""`?`: the keys that work here and now, and the ones that work everywhere."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.keys import format_key
from textual.screen import ModalScreen
from textual.widgets import Static

from tutor.steady_screen import CallingScreen
from tutor.widgets.dialog_keys import CLOSED

EVERYWHERE = {
    "act on what has the focus, else go on": "enter",
    "to the next thing to use, shift+tab back": "tab",
    "back": "esc",
    "move (h j k l too)": "arrows",
    "play or pause, or go on": "space",
    "copy what has the focus": "y",
    "search the course": "/",
    "all commands, all lessons, the theme": "ctrl+p",
    "this help": "?",
    "quit; an answer not handed in is not kept": "q",
}
_KEYS = 13  # columns of the keys, the longest of which is shift+right

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
    "quit": "Leave nn-tutor; what you read, handed in and wrote is saved, a training is not.",
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
    "play": "Let it go on by itself, or stop it.",
    "turn": "Turn the chosen dial.",
    "type": "Type what is to be looked at.",
    "edit": "Change the value that is chosen.",
    "unit": "Go to the next unit.",
    "inside": "Look inside the chosen unit.",
    "slide": "Slide the window by one place.",
    "filter": "Take the next filter.",
    "stride": "Change by how much the window moves.",
    "padding": "Change how many zeros stand around the picture.",
    "move": "Move by one place.",
    "row": "Move by a whole row.",
    "colour": "Move a whole colour at once.",
    "example": "Go to the next example, or to the one before.",
    "mistake": "Go on to the next mistake.",
    "problem": "Take another problem.",
    "curve": "Go to the next curve.",
    "zoom": "See less or more of the axis.",
    "race": "Start the race.",
    "size": "Change the size.",
    "cell": "Choose another cell.",
    "next step": "Go on to the next step of the tour.",
    "next example": "Show the next example.",
    "new puzzle": "Draw another puzzle.",
    "panel": "Go to the next panel.",
    "other view": "Show another view in this panel.",
    "all panels": "Show all panels again.",
    "the network": "Leave the unit, and see the whole network.",
    "choose": "Choose from a list.",
    "anew": "Forget the results and begin anew.",
    "command": "Copy the command that does the same in a shell.",
    "copy commands": "Copy the commands that do the same in a shell.",
    "lift it unguessed": "Show what is covered, without a guess.",
    "how sure": "Say how sure you are, before you know.",
    "new numbers": "Ask the same with other numbers.",
    "worked steps": "Read how the answer is found, step by step.",
    "start over": "Empty the field and begin this question again.",
    "tick": "Tick the option under the cursor, or untick it.",
    "pick up / put down": "Pick a step up, or put it down where it is.",
    "next partner": "Give the row the next partner.",
    "partner before": "Give the row the partner before.",
    "next option": "Put the next option into the gap.",
    "option before": "Put the option before into the gap.",
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


class KeyList(Static):
    """What can be done, each with its key before it."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        super().__init__()
        self.keys = keys

    def on_resize(self, event: Resize) -> None:
        self.update(Content("\n").join(self._lines(event.size.width)))

    def _lines(self, width: int) -> Iterator[Content]:
        for what, key in self.keys.items():
            first, *more = textwrap.wrap(what, max(width - _KEYS, _KEYS))
            yield Content.styled(f"{key:<{_KEYS}}", "$accent") + first
            yield from (Content(" " * _KEYS + line) for line in more)


class HelpScreen(ModalScreen[None], CallingScreen[None]):
    """Shows the bindings that are active on the screen below."""

    CSS_PATH = "dialogs.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "dismiss", "close"),
    ]

    def __init__(self, bindings: Mapping[str, ActiveBinding]) -> None:
        super().__init__()
        self._active = bindings

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help") as frame:
            frame.border_title, frame.border_subtitle = "Keys", CLOSED
            yield Static("Here and now", classes="heading")
            yield KeyList(self._here())
            yield Static("Everywhere", classes="heading")
            yield KeyList(EVERYWHERE)

    def _here(self) -> dict[str, str]:
        """Return the key of each thing that can be done now."""
        lines: dict[str, str] = {}
        for active in self._active.values():
            binding = active.binding
            if active.enabled and binding.description and (binding.show or binding.tooltip):
                key = (binding.key_display or format_key(binding.key)).replace("⏎", "enter")
                lines.setdefault(sentence(binding), key)
        return lines
