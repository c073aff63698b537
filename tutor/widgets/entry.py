"""The line in which a live part takes a number or a formula."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import Hide, Key
from textual.message import Message
from textual.widgets import Input, Static

from tutor.widgets.text_line import TextLine

WAIT = 0.25
"""Seconds for which keys wait behind an enter at most, where it is not clear what became of it."""


class EntryField(TextLine):
    """The field of an entry; takes its text behind all keys that were sent before.

    What is sent right behind the enter is not part of the text: it waits until that is taken.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "ok", tooltip="Take what is typed."),
    ]

    def __init__(self) -> None:
        super().__init__(compact=True, select_on_focus=False)  # it is told what to select
        self._waiting: list[Key] | None = None

    async def _on_key(self, event: Key) -> None:
        if self._waiting is not None:
            self._waiting.append(event)
            event.stop()
            event.prevent_default()
        elif event.key == "enter":
            self._waiting = []
            self.set_timer(WAIT, self.go_on)

    def go_on(self) -> None:
        """Send on the keys that waited, to whatever has the focus by then."""
        keys, self._waiting = self._waiting or [], None
        for key in keys:
            self.app.post_message(Key(key.key, key.character).set_sender(self.app))

    def on_hide(self, event: Hide) -> None:
        """Keep the keys where the entry, closed and opened again, is told late of its closing."""
        if self.display and self.parent and self.parent.has_class("-open"):
            event.prevent_default()


class Entry(Horizontal):
    """A label and a text field; what is typed in it goes nowhere else."""

    DEFAULT_CSS = """
    Entry { height: 1; display: none; }
    Entry.-open { display: block; }
    Entry > Static { width: auto; color: $accent; text-style: bold; }
    Entry > Input { width: 1fr; background: $surface; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave"),
        Binding("tab,down", "move(1)", "next", key_display="tab"),
        Binding("shift+tab,up", "move(-1)", show=False),
        Binding("tab,down,shift+tab,up", "stay", show=False),
    ]

    class Entered(Message):
        """The text was confirmed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Moved(Message):
        """The learner wants the next place (or the one before, -1) to type at."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Left(Message):
        """The learner wants to type nothing."""

    _leads_on = False

    def compose(self) -> ComposeResult:
        yield Static()
        yield EntryField()

    def open(
        self, label: str, text: str = "", placeholder: str = "", *, leads_on: bool = False
    ) -> None:
        """Ask for a text, starting from `text` selected; `leads_on` where others can follow."""
        self._leads_on = leads_on
        self.query_one(Static).update(f"{label} ")
        field = self.query_one(Input)
        field.value, field.placeholder = text, placeholder
        self.add_class("-open")
        self.screen.set_focus(field)  # at once: the next key may come with this one
        field.action_select_all()

    def point_at(self, position: int | None) -> None:
        """Select the text, to be typed anew, or put the cursor where the fault is."""
        field = self.query_one(EntryField)
        if position is None:
            field.action_select_all()
        else:
            field.cursor_position = position
        self.call_later(field.go_on)

    def take_key(self, event: Key) -> bool:
        """Take a key that was sent before the field had the focus; tell whether it is one."""
        field = self.query_one(Input)
        if event.is_printable and event.character:
            field.replace(event.character, *field.selection)
        elif event.key == "enter":
            self.post_message(self.Entered(field.value))
        return event.is_printable or event.key == "enter"

    def close(self) -> None:
        self.remove_class("-open")
        self.call_later(self.query_one(EntryField).go_on)

    @property
    def is_open(self) -> bool:
        return self.has_class("-open")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._leads_on if action == "move" else True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered(event.value))

    def action_stay(self) -> None:
        """Do nothing: the focus is not to leave what is being typed."""

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def action_move(self, step: int) -> None:
        self.post_message(self.Moved(step))
