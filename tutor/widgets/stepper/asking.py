"""A stage that can ask for something to be typed: a number, a formula, a guess."""

from __future__ import annotations

from tutor.stepping.asks import Ask
from tutor.stepping.predictions import Unreadable
from tutor.stepping.view import View
from tutor.widgets.entry import Entry
from tutor.widgets.stepper.stage import Stage


class AskingStage(Stage):
    """Shows what the typed text leads to; what cannot be read is said, and can be mended."""

    def __init__(self, view: View, title: str, hint: str) -> None:
        super().__init__(view, title, hint)
        self._ask: Ask | None = None

    @property
    def is_asking(self) -> bool:
        """Whether the line to type in is open."""
        return self._ask is not None

    def ask(self, ask: Ask) -> None:
        """Open the line to type in."""
        self._ask = ask
        self.say(ask.hint)
        self.entry.open(ask.label(self.view), ask.text(self.view), leads_on=True)
        self.refresh_bindings()

    def _close(self) -> None:
        self._ask = None
        self.entry.close()
        self.focus()
        self.say()
        self.refresh_bindings()

    def on_entry_entered(self, event: Entry.Entered) -> None:
        event.stop()
        if self._ask is None:
            return
        try:
            view = self._ask.entered(self.view, event.text)
        except Unreadable as error:
            self.say(str(error), wrong=True)
            self.entry.point_at(error.position)
        else:
            self._close()
            self.show(view)

    def on_entry_moved(self, event: Entry.Moved) -> None:
        event.stop()
        if self._ask is not None:
            ask, view = self._ask.moved(self.view, event.step)
            self.show(view)
            self.ask(ask)

    def on_entry_left(self, event: Entry.Left) -> None:
        event.stop()
        self._close()
        self.show(self.view.turned_back() if self.view.asking else self.view.closed())
