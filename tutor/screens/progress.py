"""Progress: what is known today, what comes back when, how sure one was, what keeps going wrong."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from textwrap import wrap
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static

from engine.counted import counted
from tutor.course.index import CourseIndex, LessonIndex, UnitIndex
from tutor.course.links import destination
from tutor.course.unit_test import FINAL
from tutor.messages import LessonOpened
from tutor.plots.numbers import percent
from tutor.progress.faults import StoreError
from tutor.progress.standing import Standing
from tutor.progress.store import Store
from tutor.progress.texts import text_lines
from tutor.progress.transfer import lines_of, text_of
from tutor.review.objectives import KnownObjective, known_objectives
from tutor.review.schedule import ReviewSchedule, catch_up
from tutor.screens.own_figures import Place, RowOf, days_ahead, how_sure, mistake_rows
from tutor.steady_screen import SteadyScreen
from tutor.whole_files import write_whole
from tutor.widgets.cursor_list import CURSOR, CursorList
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.offered import Offered
from tutor.widgets.title_bar import TitleBar

WIDE = 126  # columns from which on two halves stand beside each other
_BAR = 6  # cells
_FIGURES = 20  # columns of the bar, the chance and how much is due
_NOTE = 9  # columns of a test's result
_BESIDE = 66  # columns of the half at the right
_WIDEST = 104  # columns from one end of a row to the other, to be read as one
_MARGINS = 3  # columns at the sides of the list
_ENDS = 1 + len(CURSOR)  # columns of its scroll bar and of the cursor
_INDENT = " " * 9
_SHARE = 6  # columns of a chance in per cent
SAID = (
    "━━ is the chance that you would answer right today; what was never answered is 0. "
    "Words stand for numbers: guessing 40 %, think so 75 %, sure 95 %."
)


class ProgressScreen(SteadyScreen[None]):
    """Units, opened one by one into lessons and objectives; beside or below them the rest."""

    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (WIDE, "-two")]
    DEFAULT_CSS = """
    ProgressScreen > #figures { width: 100%; height: 1fr; margin: 1 0 0 0; }
    ProgressScreen OptionList {
        width: 1fr; height: 1fr; margin: 0 1 0 2; border: none; padding: 0; background: $background;
        scrollbar-size-vertical: 1;
    }
    ProgressScreen #told { display: none; }
    ProgressScreen.-two #known { max-width: 104; }
    ProgressScreen.-two #told { display: block; width: 66; margin: 0; }
    ProgressScreen > #progress-said { height: auto; margin: 1 2; color: $text-muted; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "unfold(True)", "open unit", key_display="→"),
        Binding("left,h", "unfold(False)", show=False),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
        Binding("r", "app.review", "review"),
        Binding("x", "export", "export", tooltip="Write all that you did into a file."),
        Binding("escape", "dismiss", "back", tooltip="Go back to where you came from."),
    ]

    def __init__(self, index: CourseIndex, store: Store) -> None:
        super().__init__()
        self._index = index
        self._store = store
        self._unfolded: set[str] = set()
        self._places: list[Place] = []
        """What the rows of the list of what is known lead to."""
        self._seconds: float | None = None
        self._width = 0
        """Columns of the terminal when all was written last."""
        self._read()

    def compose(self) -> ComposeResult:
        yield TitleBar(Content.styled("Progress", "bold"))
        with Horizontal(id="figures"):
            yield CursorList(compact=True, id="known")
            yield CursorList(compact=True, id="told")
        yield Static(Content(SAID), id="progress-said")
        yield KeyBar()

    def _read(self) -> None:
        self._standing = Standing(self._index, self._store)
        self._schedule = ReviewSchedule(self._index, self._store, time.time())

    def on_screen_resume(self) -> None:
        """Read the progress anew: the learner may come back from a lesson."""
        self._read()
        self._show()
        self.query_one("#known").focus()
        self._learn()

    @work(exclusive=True)
    async def _learn(self) -> None:
        """Find out in a thread what takes long in a long history."""
        if self._store.cards.are_behind():
            with suppress(StoreError):  # a file that cannot be written is told of elsewhere
                await asyncio.to_thread(catch_up, self._store)
            self._read()
            self._show()
        self._seconds = await asyncio.to_thread(self._store.seconds)
        self._tell_how_far()

    def on_resize(self) -> None:
        if self._width != self.app.size.width:
            self._show()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if not isinstance(event.option, Offered):
            return
        match event.option.value:
            case LessonIndex() as lesson:
                self.post_message(LessonOpened(lesson.id))
            case UnitIndex() as unit:
                self._unfolded ^= {unit.id}
                self._show()
            case str() as page:
                if goal := destination(page, ""):
                    self.post_message(LessonOpened(goal.lesson, anchor=goal.anchor))

    def action_unfold(self, unfold: bool) -> None:
        """Open the unit under the cursor, or close the one that the cursor is in."""
        known = self.query_one("#known", OptionList)
        if known.highlighted is None:
            return
        entry = self._places[known.highlighted]
        for unit in self._index.units:
            if entry == unit or entry in unit.lessons:
                self._unfolded = (
                    self._unfolded | {unit.id} if unfold else self._unfolded - {unit.id}
                )
                self._show()
                known.highlighted = self._places.index(unit)

    @work(exclusive=True, group="export")
    async def action_export(self) -> None:
        """Write everything that was done into a file beside the progress."""
        path = self._store.path.with_name(f"progress-export-{date.today()}.jsonl")
        try:
            lines = await asyncio.to_thread(self._store.look, lambda file: [*lines_of(file, {})])
            lines += await asyncio.to_thread(lambda: [*text_lines(self._store.path.parent)])
            await asyncio.to_thread(write_whole, path, text_of(lines))
        except (StoreError, OSError) as error:
            why = getattr(error, "strerror", None) or error
            self.notify(
                f"Not exported into {path}: {why}", severity="warning", timeout=15, markup=False
            )
        else:
            told = f"All that you did is in {path}. `nn-tutor import` takes it in elsewhere."
            self.notify(told, timeout=15, markup=False)

    def action_move(self, by: int) -> None:
        focused = self.focused
        if isinstance(focused, OptionList):
            (focused.action_cursor_down if by > 0 else focused.action_cursor_up)()

    def _show(self) -> None:
        self._width = self.app.size.width  # the screen's own is not known before it is laid out
        self._tell_how_far()
        known, mistakes = self._known(), mistake_rows(self._store.slips(), self._index)
        sure = how_sure(self._store.confidences())
        ahead = days_ahead(self._schedule.ahead())
        if self._width >= WIDE:
            self._fill("known", [*known, (ahead, None)])
            self._fill("told", [(sure, None), *mistakes])
        else:
            self._fill("known", [*known, (Content("\n") + sure, None), (ahead, None), *mistakes])
            self._fill("told", [])

    def _fill(self, name: str, rows: Sequence[RowOf]) -> None:
        options = self.query_one(f"#{name}", OptionList)
        place = options.highlighted
        if name == "known":
            self._places = [leads_to for _, leads_to in rows]
        options.set_options(Offered(*row) for row in rows)
        if name == "known":
            options.disable_option_at_index(0)  # the title
            place = place or 1
        if rows and place is not None:
            options.highlighted = min(place, len(rows) - 1)

    def _tell_how_far(self) -> None:
        total, answers = len(self._index.lessons), self._store.answers()
        said = f"{self._standing.done} of {total} lessons done · {answers} answers"
        if self._seconds is not None:
            minutes = round(self._seconds / 60)
            hours = f"{minutes // 60} h " if minutes >= 60 else ""
            said += f" · {hours}{minutes % 60} min"
        self.query_one("#place", Static).update(said)

    def _known(self) -> list[RowOf]:
        rows: list[RowOf] = [(Content.styled("What you know today", "$foreground bold"), None)]
        for unit in self._index.units:
            rows.append((self._unit_row(unit), unit))
            for lesson in unit.lessons if unit.id in self._unfolded else ():
                rows.append((self._lesson_rows(lesson), lesson))
        if FINAL in (tests := self._store.tests()):
            taken, best = tests[FINAL]
            times = f"taken {counted(taken, 'time')}, best {percent(best)} %"
            rows.append((Content(f"  Final test: {times}"), None))
        return rows

    def _unit_row(self, unit: UnitIndex) -> Content:
        best = self._standing.test(unit)
        test = "" if best is None else f"test {percent(best)} %"
        mark = self._standing.unit_mark(unit)
        number = f"{unit.number}  " if unit.number else ""
        return self._row(f"{mark} {number}{unit.title}", unit.lessons, test, bold=True)

    def _lesson_rows(self, lesson: LessonIndex) -> Content:
        """Return a lesson's row, and below it what it teaches and what the figure rests on."""
        mark = self._standing.mark(lesson)
        row = self._row(f"  {mark} {lesson.number:<5}{lesson.title}", [lesson], "")
        answered, right = self._schedule.known(lesson)
        questions = counted(len(lesson.question_ids), "question")
        rests = f"rests on {answered} of {questions}, {right} right last"
        room = max(self._room - len(_INDENT) - _SHARE, 20)
        lines = [
            line
            for known in known_objectives(lesson, self._schedule)
            for line in _objective_lines(known, room)
        ]
        lines += _indented(rests, room) if answered else []
        return row + Content.styled("".join(f"\n{line}" for line in lines), "dim")

    def _row(
        self, words: str, lessons: Sequence[LessonIndex], note: str, *, bold: bool = False
    ) -> Content:
        """Return words, the chance to answer right today, how much is due, and a note."""
        room = max(self._room - _FIGURES - (_NOTE if self._store.tests() else 0), 20)
        left = Content.styled(words, "bold" if bold else "").truncate(room, ellipsis=True, pad=True)
        share = self._schedule.chance(lessons)
        if share is None:
            return left
        full = round(share * _BAR)
        bar = Content.assemble("━" * full, ("─" * (_BAR - full), "dim"))
        due = self._schedule.due_of(lessons)
        figures = f" {percent(share):>3} %" + (f" {due:>2} due" if due else " " * 7)
        return left + " " + bar + figures + f" {note}".rstrip()

    @property
    def _room(self) -> int:
        """Columns of a row of what is known, behind the cursor."""
        beside = _BESIDE if self._width >= WIDE else 0
        return min(self._width - beside - _MARGINS, _WIDEST) - _ENDS


def _objective_lines(known: KnownObjective, room: int) -> list[str]:
    """Return an objective with its sign and, once it was asked about, the chance."""
    first, *rest = _indented(f"{known.mark} {known.text}", room)
    share = f"{percent(known.chance or 0):>{_SHARE - 2}} %" if known.answered else ""
    return [f"{first:{room + len(_INDENT)}}{share}".rstrip(), *rest]


def _indented(text: str, room: int) -> list[str]:
    first, *rest = wrap(text, room)
    return [f"{_INDENT}{first}", *(f"{_INDENT}  {line}" for line in rest)]
