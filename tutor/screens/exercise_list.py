"""All exercises of the course, by unit and lesson, and how far each is."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor.course.faults import CourseError
from tutor.course.ids import lesson_number
from tutor.course.index import CourseIndex
from tutor.exercises.listing import entries
from tutor.exercises.model import ExerciseEntry
from tutor.exercises.work import Work, states
from tutor.messages import ExerciseOpened
from tutor.progress.store import Store
from tutor.steady_screen import SteadyScreen
from tutor.widgets.beside import BREAKPOINTS
from tutor.widgets.cursor_list import CursorList
from tutor.widgets.exercise.line import MARKS
from tutor.widgets.exercise.task_beside import TaskBeside
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.offered import Offered
from tutor.widgets.title_bar import TitleBar

KINDS = {
    "code": "write it",
    "parsons": "put it in order",
    "bug": "find the bug",
    "derivation": "derive it",
    "doctor": "heal a training",
}
NONE = "This course has no exercises."


class ExerciseList(SteadyScreen[None]):
    """Opens on the first exercise of a unit that is not passed."""

    CSS_PATH = "lesson.tcss"
    AUTO_FOCUS = "OptionList"
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    DEFAULT_CSS = """
    ExerciseList OptionList {
        height: 1fr; margin: 1 1 1 2; border: none; padding: 0; background: $background;
        text-wrap: nowrap; text-overflow: ellipsis; scrollbar-size-vertical: 1;
    }
    ExerciseList TaskBeside { display: none; margin: 1 2 1 1; max-width: 84; }
    ExerciseList.-two-columns OptionList { width: 82; }
    ExerciseList.-two-columns TaskBeside { display: block; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", priority=True, tooltip="Open the exercise."),
        Binding("up", "move(-1)", "choose", key_display="↑ ↓", priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
        Binding("escape", "dismiss", "back", tooltip="Go back to where you came from."),
    ]

    def __init__(self, folder: Path, index: CourseIndex, store: Store, unit: str = "") -> None:
        super().__init__()
        self._folder, self._index, self._store, self._unit = folder, index, store, unit
        self._at = ""
        self._known: Mapping[str, ExerciseEntry] = {}

    def compose(self) -> ComposeResult:
        yield TitleBar(Content.styled("Exercises", "bold"))
        with Horizontal():
            yield CursorList(compact=True)
            yield TaskBeside(self._folder)
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Read anew: the learner comes back here from an exercise."""
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        try:
            known = await asyncio.to_thread(entries, self._folder)
        except CourseError as error:
            from tutor.screens.faults import FaultsScreen

            self.app.switch_screen(FaultsScreen(error))
            return
        found = states(known, self._store, Work(self._store.path.parent))
        passed = sum(state == "passed" for state in found.values())
        told = f"{passed} of {len(known)} passed" if known else NONE
        self.query_one("#place", Static).update(told)
        self._show(known, found)

    def _show(self, known: Sequence[ExerciseEntry], found: Mapping[str, str]) -> None:
        listed = self.query_one(OptionList)
        self._known = {entry.name: entry for entry in known}
        options = list(self._options(known, found))
        listed.set_options(options)
        wanted = self._at or self._first(known, found)
        places = {
            option.value: place
            for place, option in enumerate(options)
            if isinstance(option, Offered)
        }
        listed.highlighted = places.get(wanted, next(iter(places.values()), None))
        listed.focus()

    def _first(self, known: Sequence[ExerciseEntry], found: Mapping[str, str]) -> str:
        """Return the exercise to go on with: the first of the unit, or of all, not passed."""
        lessons = {
            lesson.id
            for unit in self._index.units
            for lesson in unit.lessons
            if self._unit in ("", unit.id)
        }
        here = [entry for entry in known if entry.lesson in lessons] or known
        open_ones = [entry for entry in here if found[entry.name] != "passed"]
        return next((entry.name for entry in (*open_ones, *here)), "")

    def _options(
        self, known: Sequence[ExerciseEntry], found: Mapping[str, str]
    ) -> Iterator[Option]:
        width = max((len(entry.title) for entry in known), default=0)
        for unit in self._index.units:
            ids = {lesson.id for lesson in unit.lessons}
            here = [entry for entry in known if entry.lesson in ids]
            if not here:
                continue
            done = sum(found[entry.name] == "passed" for entry in here)
            number = f"{unit.number}  " if unit.number else ""
            title = Content.assemble(
                (f"{number}{unit.title}", "$foreground bold"), (f"   {done} of {len(here)}", "dim")
            )
            yield Option(title, disabled=True)
            for entry in here:
                label = Content.assemble(
                    f"{MARKS[found[entry.name]]} ",
                    (f"{lesson_number(entry.lesson) or '':<5}", "dim"),
                    f"{entry.title:<{width}}  ",
                    (KINDS.get(entry.kind, entry.kind), "dim"),
                )
                yield Offered(label, entry.name)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if isinstance(event.option, Offered):
            self.query_one(TaskBeside).show(self._known[event.option.value])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if isinstance(event.option, Offered):
            self._at = event.option.value
            self.post_message(ExerciseOpened(self._at))

    def action_open(self) -> None:
        self.query_one(OptionList).action_select()

    def action_move(self, by: int) -> None:
        listed = self.query_one(OptionList)
        if by > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()
