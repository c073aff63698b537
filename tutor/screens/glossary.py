"""The glossary: every term that the course defines, and the lessons that use it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tutor.course.glossary import Definition, Glossary, Usage, read_usage
from tutor.course.index import CourseIndex
from tutor.messages import LessonOpened
from tutor.steady_screen import SteadyScreen
from tutor.widgets.cursor_list import CursorList
from tutor.widgets.inline import words_alone
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.text_line import TextLine
from tutor.widgets.title_bar import TitleBar

TYPE = "type to find a term"


class TermField(TextLine):
    """Where words are typed; enter acts behind all letters that were sent before it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "page", tooltip="Open the page that defines the term."),
    ]


class GlossaryScreen(SteadyScreen[None]):
    """Terms at the left, found while words are typed; what the chosen one means at the right."""

    DEFAULT_CSS = """
    GlossaryScreen > Input { margin: 1 2; background: $surface; padding: 0 1; }
    GlossaryScreen > #terms-found { height: 1fr; margin: 0 2; }
    GlossaryScreen OptionList {
        width: 32; height: 1fr; border: none; padding: 0; background: $background;
        text-wrap: nowrap; text-overflow: ellipsis; scrollbar-size-vertical: 1;
    }
    GlossaryScreen VerticalScroll {
        padding: 0 0 0 1; height: 1fr; max-width: 84; scrollbar-size-vertical: 1;
    }
    GlossaryScreen #meaning { padding: 0 2 1 2; height: auto; }
    GlossaryScreen .used {
        color: $text-muted; margin: 1 2 0 2; height: auto;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "term", key_display="↑ ↓", priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "move(-12)", show=False, priority=True),
        Binding("pagedown", "move(12)", show=False, priority=True),
        Binding("escape", "dismiss", "back", tooltip="Go back to where you came from."),
    ]

    def __init__(self, folder: Path, index: CourseIndex) -> None:
        super().__init__()
        self._folder = folder
        self._index = index
        self._usage = Usage({}, Glossary(()))
        self._shown: Sequence[Definition] = ()
        self._told: Definition | str | None = None
        """What is said at the right."""

    def compose(self) -> ComposeResult:
        yield TitleBar(Content.styled("Glossary", "bold"))
        yield TermField(placeholder=TYPE, compact=True, max_length=200)
        with Horizontal(id="terms-found"):
            yield CursorList(compact=True)
            with VerticalScroll(can_focus=False):
                yield Static(id="meaning")
                yield Static(classes="used")
        yield KeyBar()

    async def on_mount(self) -> None:
        self.query_one(Input).focus()
        ids = [lesson.id for lesson in self._index.lessons]
        # Waited for here, so that what was read is there when all is laid out for the first time.
        self._usage = await asyncio.to_thread(read_usage, self._folder, ids)
        count = len(self._usage.glossary.definitions)
        told = f"{count} terms" if count else "This course defines no terms."
        self.query_one("#place", Static).update(told)
        self._list(self.query_one(Input).value)
        await self._tell()

    async def on_input_changed(self, event: Input.Changed) -> None:
        if event.value == event.input.value:  # else more was typed meanwhile, and is looked for
            with self.app.batch_update():
                self._list(event.value)
                await self._tell()

    async def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        with self.app.batch_update():
            await self._tell()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.query_one(Input).focus()

    def action_move(self, by: int) -> None:
        options = self.query_one(OptionList)
        if options.option_count:
            place = (options.highlighted or 0) + by
            options.highlighted = min(max(place, 0), options.option_count - 1)

    def on_input_submitted(self) -> None:
        if definition := self._chosen():
            self.post_message(LessonOpened(definition.lesson, definition.page))

    def _chosen(self) -> Definition | None:
        place = self.query_one(OptionList).highlighted
        return None if place is None or not self._shown else self._shown[place]

    def _list(self, words: str) -> None:
        self._shown = self._usage.glossary.found(words)
        options = self.query_one(OptionList)
        options.set_options(Option(Content(definition.term)) for definition in self._shown)
        if self._shown:
            options.highlighted = 0

    async def _tell(self) -> None:
        """Say what the chosen term means and who uses it, or that there is none."""
        definition = self._chosen()
        words = self.query_one(Input).value.strip()
        told = definition or (f"Nothing found for “{words}”." if words else None)
        if told == self._told:
            return
        self._told = told
        text = f"**{told.term}**\n\n{told.text}" if isinstance(told, Definition) else told
        await self._tell_meaning(text or "")
        self._tell_uses()

    async def _tell_meaning(self, text: str) -> None:
        """Show a text as lines of words; one with more, such as a list or code, as a page."""
        meaning = self.query_one("#meaning", Static)
        words = words_alone(text)
        meaning.update(words or "")
        meaning.display = words is not None
        await self.query("Prose").remove()
        if words is None:
            from tutor.widgets.prose import Prose  # late: a third of what opening costs

            await self.query_one(VerticalScroll).mount(Prose(text), before=".used")

    def _tell_uses(self) -> None:
        definition = self._chosen()
        told = ""
        if definition is not None:
            titles = {
                lesson.id: f"  {lesson.number:<6}{lesson.title}" for lesson in self._index.lessons
            }
            told = f"Defined in\n{titles.get(definition.lesson, definition.lesson)}"
            if users := self._usage.lessons(definition):
                told += "\nUsed in\n" + "\n".join(titles[used] for used in users)
        self.query_one(".used", Static).update(Content(told))
