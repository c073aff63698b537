"""A line to type in, whose keys act in the order in which they were typed, however fast they come.

Textual puts a letter in its place as it reaches the field, but looks for what a key is bound to
only once the key has come back up to the app: in a burst, a backspace would delete what was typed
behind it.
"""

from __future__ import annotations

from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input

_HANDS_IN = "submit"
"""What waits for whoever stands above the field: they may want its key first."""


class TextLine(Input):
    """A line to type in."""

    async def _on_key(self, event: Key) -> None:
        await act_in_turn(self, event)


async def act_in_turn(field: Widget, event: Key) -> None:
    """Move or delete at once, as the field takes letters, where that is what the key does in it."""
    for binding in field._bindings.key_to_bindings.get(event.key, ()):
        if binding.action != _HANDS_IN and await field.app.run_action(binding.action, field):
            event.stop()
            event.prevent_default()
            return
