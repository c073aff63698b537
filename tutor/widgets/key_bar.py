"""The bottom line: the keys that can be used now.

Textual's Footer makes a widget of every key anew whenever the focus moves, which costs more than
the move itself; this line is one widget.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Static

PALETTE_KEY = "ctrl+p"


class KeyBar(Static):
    """Keys and what they do, in the order of nearness to the focus; a click presses the key."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom; height: 1; padding: 0 1; background: $background;
        link-color: $accent; link-style: bold; link-background: $background;
        link-color-hover: $accent; link-style-hover: bold reverse;
        link-background-hover: $background;
    }
    """

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def on_resize(self) -> None:
        self._write()

    def _follow(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.screen:
            self._write()

    def action_press(self, key: str) -> None:
        self.app.simulate_key(key)

    def _write(self) -> None:
        shown = [active for active in self.screen.active_bindings.values() if active.binding.show]
        hints = Content("  ").join(self._hints(shown))
        if PALETTE_KEY in self.screen.active_bindings:
            palette = self._hint([Binding(PALETTE_KEY, "", key_display="^p")], "all commands")
            room = self.content_size.width - palette.cell_length - 2
            hints = hints.truncate(max(0, room), ellipsis=True, pad=True) + Content("  ") + palette
        self.update(hints)

    def _hints(self, shown: Iterable[ActiveBinding]) -> Iterable[Content]:
        """Yield each action once, and keys that belong together with one description."""
        by_action: dict[str, Binding] = {}
        for active in shown:
            if active.enabled:
                by_action.setdefault(active.binding.action, active.binding)
        for group, members in groupby(by_action.values(), key=lambda binding: binding.group):
            if group is None:
                yield from (self._hint([binding], binding.description) for binding in members)
            else:
                yield self._hint(list(members), group.description)

    def _hint(self, bindings: list[Binding], description: str) -> Content:
        keys = [
            Content.styled(
                self.app.get_key_display(binding),
                Style.from_meta({"@click": f"press({binding.key!r})"}),
            )
            for binding in bindings
        ]
        return Content.assemble(Content(" ").join(keys), f" {description}")
