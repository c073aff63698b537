"""Settings: how the program looks and moves; each change is seen at once and kept in one file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor.messages import PreferenceChosen
from tutor.plots.cells import Picture, Span
from tutor.progress.preferences import PREFERENCES, Preferences
from tutor.steady_screen import SteadyScreen
from tutor.widgets.cursor_list import CursorList
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.picture import PictureView
from tutor.widgets.title_bar import TitleBar

NAMES = {
    "theme": "Theme",
    "motion": "Motion",
    "column": "Width of text",
    "key_hints": "Key hints",
    "drawing": "Drawing",
}
SAMPLE: Picture = [
    [
        Span("Phases    "),
        Span("forward ▶  ", "forward"),
        Span("loss ●  ", "loss"),
        Span("backward ◀  ", "backward"),
        Span("update ↻", "update"),
    ],
    [Span("Signs     "), Span("+0.75 ━━  ", "positive"), Span("−0.30 ┅┅", "negative")],
    [
        Span("Verdicts  "),
        Span("right ✔  ", "right"),
        Span("partly ◐  ", "partly"),
        Span("wrong ✘", "wrong"),
    ],
    [
        Span("Classes   "),
        Span("● one  ", "series-1"),
        Span("▲ two  ", "series-2"),
        Span("■ three", "series-3"),
    ],
    [Span("Text      "), Span("accent  ", "accent"), Span("muted beside the matter", "muted")],
]


class SettingsScreen(SteadyScreen[None]):
    """A row a setting; ← → change it, and what it changes is seen behind and below."""

    DEFAULT_CSS = """
    SettingsScreen > OptionList {
        height: auto; margin: 1 2 0 2; border: none; padding: 0; background: $background;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    SettingsScreen > PictureView { margin: 1 4; }
    SettingsScreen > #settings-file { height: auto; margin: 0 4; color: $text-muted; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "turn(1)", "change", key_display="← →", tooltip="Change the setting."),
        Binding("left,h", "turn(-1)", show=False),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
        Binding("escape", "dismiss", "back", tooltip="Go back to where you came from."),
    ]

    def __init__(self, preferences: Preferences, themes: Sequence[str], note: str = "") -> None:
        """A `note` says why a setting does not do what it says, if one does not."""
        super().__init__()
        self._note = note
        self._preferences = preferences
        self._themes = themes

    def compose(self) -> ComposeResult:
        yield TitleBar(Content.styled("Settings", "bold"))
        yield CursorList(compact=True)
        yield PictureView(SAMPLE)
        yield Static(
            Content(
                f"Kept in {self._preferences.path}, which you may edit as well."
                + (f"\n{self._note}" if self._note else "")
            ),
            id="settings-file",
        )
        yield KeyBar()

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.set_options(Option("") for _ in PREFERENCES)
        options.highlighted = 0
        options.focus()

    def on_screen_resume(self) -> None:
        self.show_values()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.action_turn(1)

    def action_move(self, by: int) -> None:
        options = self.query_one(OptionList)
        (options.action_cursor_down if by > 0 else options.action_cursor_up)()

    def action_turn(self, by: int) -> None:
        """Take the next value of the setting under the cursor, or the one before."""
        place = self.query_one(OptionList).highlighted
        if place is None:
            return
        name = list(PREFERENCES)[place]
        values = self._values(name)
        present = self._preferences[name]
        at = values.index(present) if present in values else 0
        self.post_message(PreferenceChosen(name, values[(at + by) % len(values)]))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self.show_values()

    def show_values(self) -> None:
        """Show the values as they are now, and at the cursor that ← → change its value."""
        options = self.query_one(OptionList)
        for place, name in enumerate(PREFERENCES):
            row = self._row(name, here=place == options.highlighted)
            options.replace_option_prompt_at_index(place, row)

    def _values(self, name: str) -> Sequence[str]:
        return self._themes if name == "theme" else PREFERENCES[name].values

    def _row(self, name: str, here: bool) -> Content:
        present, said = self._preferences[name], PREFERENCES[name].said
        value = (f"‹ {present} ›", "$accent") if here else (f"  {present}", "")
        return Content.assemble(f"{NAMES[name]:<15}", (f"{value[0]:<20}", value[1]), (said, "dim"))
