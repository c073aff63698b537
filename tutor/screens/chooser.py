"""A dialog to choose one of several: the outline, the terms of a page, what a search found."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tutor.steady_screen import CallingScreen
from tutor.widgets.cursor_list import CursorList
from tutor.widgets.dialog_keys import CHOSEN_FROM
from tutor.widgets.offered import Offered
from tutor.widgets.text_line import TextLine

_LONGEST = 200  # characters to look for

T = TypeVar("T")


# No slots: with them `Choice[int](...)` fails before Python 3.13.
@dataclass(frozen=True)
class Offer(Generic[T]):
    """One thing to choose, and how it is shown."""

    label: Content
    value: T
    heading: str = ""
    """What stands above it, where a group of choices begins."""


Find = Callable[[str], Sequence[Offer[T]]]
"""What finds choices by words."""


class Chooser(ModalScreen[T | None], CallingScreen[T | None]):
    """Shows choices; with a `reads` it asks for words first and finds while they are typed.

    `reads` makes what finds, in a thread; words may be typed before it is done. Where there is
    nothing to choose, `nothing` stands in its place.
    """

    CSS_PATH = "dialogs.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "close"),
        Binding("down", "down", show=False, priority=True),
        Binding("up", "up", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[Offer[T]] = (),
        *,
        reads: Callable[[], Find[T]] | None = None,
        nothing: str = "Nothing here.",
        at: int = 0,
    ) -> None:
        super().__init__(classes="-finds" if reads else None)
        self._title = title
        self._choices = choices
        self._reads = reads
        self._find: Find[T] | None = None
        self._typed = ""
        self._nothing = nothing
        self._at = at
        self._places: list[int] = []
        """The line of each choice in the list."""

    def compose(self) -> ComposeResult:
        with Vertical(id="chooser") as frame:
            frame.border_title = self._title
            frame.border_subtitle = CHOSEN_FROM
            if self._reads:
                yield TextLine(
                    self._typed,
                    placeholder="words to look for",
                    compact=True,
                    select_on_focus=False,
                    max_length=_LONGEST,
                )
            yield CursorList(compact=True)
            yield Static(self._nothing, classes="hint")

    def on_mount(self) -> None:
        self._show(self._choices)
        if self._reads:
            self.run_worker(self._get_ready(self._reads))
        else:
            self.query_one(OptionList).focus()
        if self._choices:
            self._highlight(self._at)

    def type_ahead(self, character: str) -> None:
        """Take a letter that was typed before the dialog was there, or beside its field."""
        if fields := self.query(Input):
            fields.first().focus().insert_text_at_cursor(character)
        elif self._reads:
            self._typed += character

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.value == event.input.value:  # else more was typed meanwhile, and is looked for
            self._look()

    async def _get_ready(self, reads: Callable[[], Find[T]]) -> None:
        self._find = await asyncio.to_thread(reads)
        self._look()

    def _look(self) -> None:
        """Show what is found by the words in the field."""
        if self._find:
            words = self.query_one(Input).value.strip()
            self._show(self._find(words))
            self.query_one(".hint", Static).update(
                Content(f"Nothing found for “{words}”." if words else self._nothing)
            )

    def on_input_submitted(self) -> None:
        if chosen := self.query_one(OptionList).highlighted_option:
            self._choose(chosen)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option)

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        self.query_one(OptionList).action_cursor_up()

    def _choose(self, option: Option) -> None:
        if isinstance(option, Offered):
            self.dismiss(option.value)

    def _show(self, choices: Sequence[Offer[T]]) -> None:
        options: list[Option] = []
        self._places = []
        for choice in choices:
            if choice.heading:
                options.append(Option(Content.styled(choice.heading, "$accent"), disabled=True))
            self._places.append(len(options))
            options.append(Offered(choice.label, choice.value))
        self.query_one(OptionList).set_options(options)
        if choices:
            self._highlight(0)
        self.query_one(".hint").display = not choices

    def _highlight(self, number: int) -> None:
        self.query_one(OptionList).highlighted = self._places[number]


async def chosen_of(screen: Screen[Any], title: str, choices: Sequence[Offer[T]]) -> T | None:
    """Return the only one there is; of several, the one that the learner chooses."""
    if len(choices) > 1:
        return await screen.app.push_screen_wait(Chooser(title, choices))
    return choices[0].value if choices else None
