"""The first screen, a map: what to go on with, the course, what a lesson teaches, all places."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from textwrap import shorten, wrap
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from engine.counted import counted
from tutor.course.index import CourseIndex, LessonIndex, UnitIndex
from tutor.plots.numbers import percent
from tutor.progress.faults import StoreError
from tutor.progress.standing import PASSED, Standing
from tutor.progress.store import Store
from tutor.review.objectives import KnownObjective, known_objectives
from tutor.review.schedule import ReviewSchedule, catch_up
from tutor.review.words import ahead
from tutor.screens.exercise_figures import ExerciseFigures
from tutor.screens.home_places import PLACES, places_line
from tutor.steady_screen import SteadyScreen
from tutor.widgets.course_map import CourseMap
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.map_entries import Entry, GoOn, Review, UnitExercises, UnitTest

_ABOUT = 51  # columns of what is said beside the map
_LINE_END = 12  # columns that a broken line may leave blank
EXERCISES = (
    "Programs to write, to put in order and to mend: run on the spot, with the mistake named and "
    "every number to be stepped through."
)
REVIEWS = (
    "What you answered comes back when you would begin to forget it, with new numbers where it "
    "can. Stop whenever you like."
)
DONE = "✔ done: every page seen, every question tried. Looking into a lesson does not move Go on."


class HomeScreen(SteadyScreen[None]):
    """Opens on the lesson to go on with; enter opens what the cursor is on."""

    DEFAULT_CSS = """
    #masthead { height: 2; padding: 0 2; border-bottom: solid $panel; margin: 0 0 1 0; }
    #title { width: 1fr; text-style: bold; }
    #total { width: auto; color: $text-muted; }
    #shelf { width: 100%; height: 1fr; }
    #about { display: none; width: 56; height: 1fr; padding: 2 2 0 3; }
    #about-below { height: 2; margin: 1 2 0 2; }
    #places { height: auto; margin: 1 2 1 2; link-style: bold; link-color: $accent; }
    HomeScreen.-wide #about { display: block; }
    HomeScreen.-wide #about-below { display: none; }
    HomeScreen.-wide #course { max-width: 104; }
    HomeScreen.-wide #shelf { padding: 0 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "continue", "go on", show=False),
        Binding("r", "app.review", "review", tooltip="Ask again what is due."),
        *(
            Binding(key, f"app.{action}", name, show=False, tooltip=f"{name}: {found}.")
            for key, action, name, found in PLACES
        ),
    ]

    def __init__(self, index: CourseIndex, store: Store) -> None:
        super().__init__()
        self._index = index
        self._store = store
        self._read_progress()

    def compose(self) -> ComposeResult:
        with Horizontal(id="masthead"):
            yield Static(Content(self._index.title), id="title")
            yield Static(id="total")
        with Horizontal(id="shelf"):
            yield CourseMap(self._index)
            yield Static(id="about")
        with Vertical(id="about-below"):
            yield Static()
        yield Static(id="places")
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Show the progress, read anew where the learner comes back here from a lesson."""
        course = self.query_one(CourseMap)
        if course.entries:
            self._read_progress()
        self._show_course()
        self._learn()
        if self._standing.is_new or course.entry is None:
            course.action_move(0)
        course.focus()

    def _read_progress(self) -> None:
        self._standing = Standing(self._index, self._store)
        self._schedule = ReviewSchedule(self._index, self._store, time.time())
        self._exercises = ExerciseFigures(self._index, self._store)

    def _show_course(self) -> None:
        lesson = self._next_lesson()
        self.query_one(CourseMap).show(
            self, self._go_on(lesson), lesson, self._review(), self._exercises.units
        )
        total = len(self._index.lessons)
        self.query_one("#total", Static).update(f"{self._standing.done} of {total} lessons done")

    @work(exclusive=True)
    async def _learn(self) -> None:
        """Let the schedule take in what was answered, in a thread, and show what it says then."""
        await self.wait_for_refresh()  # the course is painted first
        if self._store.cards.are_behind():
            with suppress(StoreError):  # a file that cannot be written is told of elsewhere
                await asyncio.to_thread(catch_up, self._store)
            if self.is_current:
                self._read_progress()
                self._show_course()

    def on_resize(self) -> None:
        self.query_one("#places", Static).update(places_line(self.size.width))

    def mark(self, entry: Entry) -> str:
        """Return the sign for how far an entry is."""
        match entry:
            case LessonIndex():
                return self._standing.mark(entry)
            case UnitIndex():
                return self._standing.unit_mark(entry)
            case UnitTest(unit):
                return "✔" if self._standing.passed(unit) else "○"
            case UnitExercises(unit):
                return self._exercises.mark(unit)
        return " "

    def share(self, entry: Entry) -> float | None:
        """Return the chance to answer an entry's questions right today, of a test its best."""
        match entry:
            case LessonIndex():
                return self._schedule.chance([entry])
            case UnitIndex():
                return self._schedule.chance(entry.lessons)
            case UnitTest(unit):
                return self._standing.test(unit)
        return None

    def note(self, entry: Entry) -> str:
        """Return where the learner is in an entry, what of it is due, or before that its length."""
        match entry:
            case LessonIndex():
                seen = self._standing.progress(entry).pages
                if self.mark(entry) == "✔" and (due := self._schedule.due_of([entry])):
                    return f"{due} due"
                if seen and self.mark(entry) != "✔":
                    return f"page {self._page_of(entry)}"
                return f"{entry.minutes} min" if entry.minutes and not self.share(entry) else ""
            case UnitIndex():
                if due := self._schedule.due_of(entry.lessons):
                    return f"{due} due"
                count = len(entry.lessons)
                return "" if self.share(entry) else counted(count, "lesson")
            case UnitExercises(unit):
                return self._exercises.note(unit)
        return "" if self.share(entry) else f"{PASSED * 100:.0f} % to pass"

    def on_course_map_moved(self, event: CourseMap.Moved) -> None:
        entry = event.entry
        if isinstance(entry, GoOn) and not isinstance(entry, Review):
            entry = self._next_lesson() or entry
        wide, below = Content(""), Content("")
        match entry:
            case Review():
                wide, below = _titled("Review", REVIEWS), self._below("Review:  ", REVIEWS)
            case LessonIndex():
                wide, below = self._about_lesson(entry), self._objectives_of(entry)
            case UnitIndex():
                wide = below = Content.assemble((entry.title, "bold"), "\n", self._long(entry))
            case UnitTest(unit):
                title, said = f"Test · {unit.title}", self._about_test(unit)
                wide, below = _titled(title, said), self._below("Test:  ", said)
            case UnitExercises():
                wide = _titled("Exercises", EXERCISES)
                below = self._below("Exercises:  ", EXERCISES)
        self.query_one("#about", Static).update(wide + Content.styled(f"\n\n{DONE}", "dim"))
        self.query_one("#about-below > Static", Static).update(below)

    def on_course_map_opened(self, event: CourseMap.Opened) -> None:
        from tutor.messages import ExercisesOpened, LessonOpened, ReviewOpened, UnitTestOpened

        match event.entry:
            case Review():
                self.post_message(ReviewOpened())
            case GoOn():
                self.action_continue()
            case LessonIndex() as lesson:
                self.post_message(LessonOpened(lesson.id))
            case UnitTest(unit):
                self.post_message(UnitTestOpened(unit.id))
            case UnitExercises(unit):
                self.post_message(ExercisesOpened(unit.id))

    def action_continue(self) -> None:
        from tutor.messages import LessonOpened

        if lesson := self._next_lesson():
            self.post_message(LessonOpened(lesson.id))

    def _next_lesson(self) -> LessonIndex | None:
        wanted = self._standing.next_lesson()
        return next((lesson for lesson in self._index.lessons if lesson.id == wanted), None)

    def _page_of(self, lesson: LessonIndex) -> int:
        return self._store.last_page(lesson.id, lesson.page_names) + 1

    def _go_on(self, lesson: LessonIndex | None) -> GoOn | None:
        if lesson is None:
            return None
        seen = self._standing.progress(lesson).pages
        verb = "Go on" if seen else ("Start here" if self._standing.is_new else "Next")
        where = f", page {self._page_of(lesson)} of {lesson.pages}" if seen else ""
        left = lesson.minutes * max(lesson.pages - seen, 1) / max(lesson.pages, 1)
        return GoOn(f"{verb}  {lesson.number}  {lesson.title}{where}", round(left))

    def _review(self) -> Review | None:
        """Return the row of what is due; None before anything was answered."""
        due = len(self._schedule.due)
        if due:
            units = [unit for unit in self._index.units if self._schedule.due_of(unit.lessons)]
            numbers = [number for unit in units if (number := unit.number)]
            source = f", from unit{'s' if len(numbers) > 1 else ''} {_listed(numbers)}"
            what = f"{due} question{'s are' if due > 1 else ' is'} due"
            return Review(f"Review  {what}{source if numbers else ''}", self._schedule.minutes)
        if self._schedule.next is None:
            return None
        return Review(f"Review  next {ahead(self._schedule.next, time.time())}", 0)

    def _long(self, unit: UnitIndex) -> str:
        minutes = sum(lesson.minutes for lesson in unit.lessons)
        done = sum(self.mark(lesson) == "✔" for lesson in unit.lessons)
        lessons = counted(len(unit.lessons), "lesson")
        return f"{done} of {lessons} done, about {counted(minutes, 'minute')} in all."

    def _objectives_of(self, lesson: LessonIndex) -> Content:
        """Return two lines on what a lesson teaches."""
        known = known_objectives(lesson, self._schedule)
        said = " ".join(f"{each.mark} {each.text}" for each in known)
        return self._below(f"After {lesson.number or 'it'}:  ", said)

    def _below(self, begin: str, said: str) -> Content:
        """Return what fits into the two lines below the map."""
        room = max(2 * (self.size.width - 4) - _LINE_END - len(begin), _LINE_END)
        return Content.assemble((begin, "dim"), shorten(said, room, placeholder=" …"))

    def _about_lesson(self, lesson: LessonIndex) -> Content:
        progress = self._standing.progress(lesson)
        title = Content.styled(f"{lesson.number}  {lesson.title}\n", "bold")
        before = [other.number for other in self._index.lessons if other.id in lesson.builds_on]
        builds = f" · builds on {' and '.join(before)}" if before else ""
        facts = Content.styled(f"{counted(lesson.minutes, 'minute')}{builds}\n", "dim")
        can = Content("".join(map(_objective, known_objectives(lesson, self._schedule))))
        can = Content("\nAfter this you can\n") + can + Content("\n") if lesson.objectives else can
        figures = Content(
            f"\nPages      {progress.pages} of {lesson.pages}"
            f"\nQuestions  {progress.solved} of {lesson.questions} right"
        )
        return title + facts + can + figures

    def _about_test(self, unit: UnitIndex) -> str:
        best = self._standing.test(unit)
        standing = f" Best so far: {percent(best)} %." if best is not None else ""
        passed = f"{percent(PASSED)} % of the points pass"
        return f"{passed}, and the course goes on with the next unit.{standing}"


def _titled(title: str, said: str) -> Content:
    return Content.styled(f"{title}\n", "bold") + Content(said)


def _objective(known: KnownObjective) -> str:
    """Return an objective, with the chance to answer right once it was asked about."""
    share = f"  {percent(known.chance or 0)} %" if known.answered else ""
    lines = wrap(f"{known.mark} {known.text}{share}", _ABOUT, subsequent_indent="  ")
    return "".join(f"\n{line}" for line in lines)


def _listed(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
