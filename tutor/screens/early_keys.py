"""Keys that are pressed while a program still runs, before there is anything to walk through."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import App
from textual.binding import Binding, BindingType
from textual.events import Key

_MOST = 32


class EarlyKeys:
    """Keeps the keys of what is awaited, and presses them again once it is there."""

    def __init__(self, bindings: Iterable[BindingType], but: Iterable[str]) -> None:
        """Keep the keys of `bindings`, all `but` those that do something meanwhile."""
        self._known = {each.key for each in Binding.make_bindings(bindings)} - {*but}
        self._kept: list[Key] = []
        self.is_waiting = False

    def take(self, event: Key) -> None:
        """Keep a key that is pressed too early, and let nobody else hear of it."""
        if self.is_waiting and event.key in self._known:
            event.stop()
            event.prevent_default()
            self._kept = [*self._kept, event][:_MOST]

    def drop(self) -> None:
        """Wait no more: what was awaited does not come."""
        self._kept, self.is_waiting = [], False

    def press_again(self, app: App[object]) -> None:
        """Press what was kept, in order, for what has the focus by now."""
        kept = self._kept
        self.drop()
        for key in kept:
            app.post_message(Key(key.key, key.character).set_sender(app))
