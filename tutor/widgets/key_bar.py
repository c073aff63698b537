"""The bottom line: the keys that can be used now, nearest first; `?` and `^p` at its right end.

Textual's Footer makes a widget of every key anew whenever the focus moves, which costs more than
the move itself; this line is one widget.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style
from textual.widgets import Static

PALETTE_KEY, HELP_KEY = "ctrl+p", "question_mark"
NEEDED = ("escape", HELP_KEY, "enter", "space", "right", "left", "1")
"""Keys whose hints go last where there is no room for all, the most needed first."""
SIGNS = {
    "←": "left",
    "→": "right",
    "↑": "up",
    "↓": "down",
    "+": "plus",
    "−": "minus",
    "<": "less_than_sign",
    ">": "greater_than_sign",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "{": "left_curly_bracket",
    "}": "right_curly_bracket",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    ".": "full_stop",
    ",": "comma",
    "1": "1",
    "2": "2",
    "3": "3",
}
"""The keys that stand beside one another in a hint, each of them to be clicked by itself."""
UNNAMED = {"plus": "+", "minus": "-", "slash": "/"}
"""Keys called otherwise than their signs: Textual does not see that a field takes them."""
GAP = "  "


class Hint(NamedTuple):
    """A key, or the first of several, and what the line says about it."""

    key: str
    text: Content


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

    _due = False

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def on_resize(self) -> None:
        self._write()

    def _follow(self, screen: Screen[object]) -> None:
        """Write once for all that changes at a key: the focus, what it closes, what it opens."""
        if self.is_attached and screen is self.screen and not self._due:
            self._due = self.call_later(self._write)

    def action_press(self, key: str) -> None:
        self.app.simulate_key(key)

    def _write(self) -> None:
        self._due = False
        if not self.is_attached:
            return
        bound = self.screen.active_bindings
        active = {key: binding for key, binding in bound.items() if not self._is_typed(key)}
        hints = list(self._hints(binding for binding in active.values() if binding.binding.show))
        if PALETTE_KEY not in active:
            self.update(_joined(hints), layout=False)
            return
        nearest = [hint for hint in hints if hint.key != HELP_KEY]
        helps = [hint for hint in hints if hint.key == HELP_KEY]
        for end in self._ends(helps):
            room = max(0, self.content_size.width - end.cell_length - len(GAP))
            if _length(nearest) <= room:
                break
        shown = _joined(fitting(nearest, room))
        shown = shown.truncate(room, ellipsis=True, pad=True) + GAP + end
        self.update(shown, layout=False)

    def _ends(self, helps: Sequence[Hint]) -> Iterable[Content]:
        """Yield what may stand at the right end: the last one says that there are more keys."""
        for words in ("commands", ""):
            palette = self._hint([Binding(PALETTE_KEY, "", key_display="^p")], words)
            yield _joined([*helps, Hint(PALETTE_KEY, palette)])
        if helps:
            all_keys = self._hint([Binding(HELP_KEY, "", key_display="?")], "all keys")
            yield _joined([Hint(HELP_KEY, all_keys), Hint(PALETTE_KEY, palette)])

    def _is_typed(self, key: str) -> bool:
        """Whether a field has the focus that takes the key as a sign."""
        sign, focused = UNNAMED.get(key), self.screen.focused
        return bool(sign and focused and focused.check_consume_key(key, sign))

    def _hints(self, shown: Iterable[ActiveBinding]) -> Iterable[Hint]:
        """Yield each action once, and keys that belong together with one description."""
        by_action: dict[tuple[str, str], Binding] = {}
        for active in shown:
            if active.enabled:
                binding = active.binding  # two widgets may call different things alike
                by_action.setdefault((binding.action, binding.description), binding)
        for group, members in groupby(by_action.values(), key=lambda binding: binding.group):
            bindings = list(members)
            if group is None:
                for binding in bindings:
                    yield Hint(binding.key, self._hint([binding], binding.description))
            else:
                yield Hint(bindings[0].key, self._hint(bindings, group.description))

    def _hint(self, bindings: list[Binding], description: str) -> Content:
        keys = [
            Content.styled(word, Style.from_meta({"@click": f"press({key!r})"}))
            for binding in bindings
            for word, key in self._keys(binding)
        ]
        said = Content(" ").join(keys)
        return Content.assemble(said, f" {description}") if description else said

    def _keys(self, binding: Binding) -> Iterable[tuple[str, str]]:
        """Yield what is shown for a binding's keys, each with the key that a click presses."""
        shown = self.app.get_key_display(binding).replace("⏎", "enter")
        signs = shown.replace(" ", "")
        if len(signs) > 1 and all(sign in SIGNS for sign in signs):  # "← →" stands for two keys
            return [(sign, SIGNS[sign]) for sign in signs]
        return [(shown, binding.key)]


def fitting(hints: Sequence[Hint], room: int) -> list[Hint]:
    """Return the hints that fit, in their order: first the needed ones, then the nearest ones."""
    urgency = {key: place for place, key in enumerate(NEEDED)}
    kept: list[Hint] = []
    for hint in sorted(hints, key=lambda hint: urgency.get(hint.key, len(NEEDED))):
        if _length([*kept, hint]) > room:
            break
        kept.append(hint)
    return [hint for hint in hints if hint in kept]


def _joined(hints: Iterable[Hint]) -> Content:
    return Content(GAP).join(hint.text for hint in hints)


def _length(hints: Sequence[Hint]) -> int:
    return _joined(hints).cell_length
