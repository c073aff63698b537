"""The places of the program: an action or a message opens each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import work
from textual._node_list import DuplicateIds
from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.screen import Screen
from textual.theme import ThemeProvider

from tutor.course.faults import CourseError
from tutor.course.index import CourseIndex
from tutor.messages import (
    ExerciseOpened,
    ExercisesOpened,
    LessonOpened,
    PlaygroundOpened,
    SweepsAsked,
    TroubleTold,
    UnitTestOpened,
)
from tutor.motion import Line
from tutor.progress.preferences import Preferences
from tutor.progress.standing import FINISHED
from tutor.progress.store import Store
from tutor.screens.home import HomeScreen
from tutor.steady_app import SteadyApp

if TYPE_CHECKING:
    from tutor.playground.task import Task
    from tutor.runs.run import LiveRun
    from tutor.screens.lesson import LessonScreen


class Places(SteadyApp):
    """An app that holds the course and the store, and opens each place with them.

    A screen is imported when it is opened first.
    """

    def __init__(
        self,
        folder: Path,
        index: CourseIndex | CourseError,
        store: Store,
        preferences: Preferences,
    ) -> None:
        self._line = Line()
        self._preferences = preferences  # first: the look of an app is asked for as it is made
        super().__init__()
        self._folder = folder
        self._index = index
        self._store = store
        self._left_run: LiveRun | None = None
        self._exercise: Screen[None] | None = None
        """The exercise that was opened last."""

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield SystemCommand("Theme", "Choose the colours", self.action_change_theme)
        yield SystemCommand("Quit", "Leave; everything you did is saved", self.action_quit)
        yield SystemCommand("Screenshot", "Save a picture of this screen, as SVG", self._shoot)
        yield SystemCommand("Gallery", "Try every live part", self.action_gallery)
        yield SystemCommand("Stepper", "Step through a network or a formula", self.action_stepper)
        yield SystemCommand("Own code", "Step through your own NumPy", self.action_own_code)
        yield SystemCommand("Settings", "Theme, motion, width, drawing", self.action_settings)
        if self.course_index:
            yield SystemCommand("Search", "Find words in the course", self.action_search)
            yield SystemCommand("Playground", "Train anything, live", self.action_playground)
            yield SystemCommand("Sweep", "Train with many settings at once", self.action_sweep)
            yield SystemCommand(
                "Exercises", "Write, derive, debug: judged at once", self.action_exercises
            )
            yield SystemCommand("Glossary", "Every term of the course", self.action_glossary)
            yield SystemCommand(
                "Watch the spiral again", "The first minute", self.action_first_minute
            )
            yield SystemCommand("Review", "Ask again what is due", self.action_review)
            yield SystemCommand("Progress", "What you did, and how well", self.action_progress)

    def action_command_palette(self) -> None:
        """Open the palette, unless it is open or still on its way out."""
        if not isinstance(self.screen, CommandPalette):
            asked = "a command, or the number or words of a lesson"
            with suppress(DuplicateIds):
                self.push_screen(CommandPalette(id="--command-palette", placeholder=asked))

    def _shoot(self) -> None:
        self.set_timer(0.1, self.deliver_screenshot)  # once the list of commands is gone

    def search_themes(self) -> None:
        """Show the themes; the one that is chosen is taken at once."""
        asked = "the name of a theme, or a part of it"
        self.push_screen(CommandPalette(providers=[ThemeProvider], placeholder=asked))

    @property
    def course_index(self) -> CourseIndex | None:
        """The course, None where it cannot be read."""
        return self._index if isinstance(self._index, CourseIndex) else None

    @property
    def course_folder(self) -> Path:
        """Where the course lies."""
        return self._folder

    def open_lesson(self, lesson_id: str, page: int | None = None, anchor: str = "") -> None:
        """Show a lesson at `page`, at the page that `anchor` names, or where it was left."""
        from tutor.screens.lesson import LessonScreen

        if isinstance(here := self.screen, LessonScreen):
            here.history.leave(here.place)
        self._show_lesson(lesson_id, page, anchor)

    def on_lesson_opened(self, message: LessonOpened) -> None:
        self.open_lesson(message.lesson_id, message.page, message.anchor)

    def _show_lesson(self, lesson_id: str, page: int | None, anchor: str = "") -> None:
        from tutor.screens.lesson import LessonScreen

        titles = (
            {each.id: each.title for each in self.course_index.lessons} if self.course_index else {}
        )
        title = titles.get(lesson_id, "")
        lesson = LessonScreen(self._folder, lesson_id, self._store, page, anchor, title)
        if isinstance(here := self.screen, LessonScreen):
            lesson.history = here.history
            self.switch_screen(lesson)
        else:
            self.push_screen(lesson)

    def action_travel(self, step: int) -> None:
        """Go back to where a link, the search or the palette was followed from, or forth."""
        from tutor.screens.lesson import LessonScreen

        if isinstance(here := self.screen, LessonScreen):
            turn = here.history.back if step < 0 else here.history.forward
            if visit := turn(here.place):
                self._show_lesson(*visit)

    def action_search(self) -> None:
        """Ask for words at once, so that what is typed right behind the key is not lost."""
        from tutor.course.search import Search
        from tutor.screens.search import FoundPage, search_chooser

        def open_found(page: FoundPage | None) -> None:
            if page:
                self.open_lesson(*page)

        if index := self.course_index:
            read = partial(Search.read, self._folder, index, self._store.lifted())
            self.push_screen(search_chooser(index, read), open_found)

    def on_lesson_finished(self) -> None:
        if here := self._lesson_in_view():
            self._store.keep_setting(FINISHED, here.place[0])
        self.return_to(HomeScreen)
        if self.course_index and not isinstance(self.screen, HomeScreen):
            self.push_screen(HomeScreen(self._folder, self.course_index, self._store))

    def _lesson_in_view(self) -> LessonScreen | None:
        from tutor.screens.lesson import LessonScreen

        lessons = [screen for screen in self.screen_stack if isinstance(screen, LessonScreen)]
        return lessons[-1] if lessons else None

    def action_playground(self) -> None:
        """Open the playground, at the run that was left there if there is one."""
        run = self._left_run
        self._show_playground({} if run is None else run.present_settings(), None, run)

    def on_playground_opened(self, message: PlaygroundOpened) -> None:
        def left(reached: int | None) -> None:
            if reached is not None:
                message.view.task_reached(reached)

        self._show_playground(message.settings, message.task, message.run, left)

    def _show_playground(
        self,
        settings: Mapping[str, Any],
        task: Task | None,
        run: LiveRun | None = None,
        left: Callable[[int | None], None] | None = None,
    ) -> None:
        from tutor.runs.store import Runs
        from tutor.screens.playground import PlaygroundScreen

        runs = Runs.beside(self._store.path)
        playground = PlaygroundScreen(settings, task, runs, self._folder, run)

        def gone(reached: int | None) -> None:
            self._left_run = playground.run
            if left:
                left(reached)

        self.push_screen(playground, gone)

    @work
    async def action_sweep(self) -> None:
        """Show a sweep on a screen of its own; what it finds can be trained on."""
        from tutor.screens.sweep import SweepScreen

        if settings := await self.push_screen_wait(SweepScreen({})):
            self._show_playground(settings, None)

    def on_sweeps_asked(self, message: SweepsAsked) -> None:
        from tutor.sweeps.store import Sweeps

        sweeps = Sweeps.beside(self._store.path)
        sweeps.tell = self._tell
        message.view.keep_in(sweeps)

    def action_stepper(self) -> None:
        """Show the stepper on a screen of its own."""
        from tutor.screens.stepper import StepperScreen

        self.push_screen(StepperScreen())

    def action_own_code(self) -> None:
        """Show a program of the learner's own, one operation at a time."""
        from tutor.screens.own_code import OwnCodeScreen

        self.push_screen(OwnCodeScreen())

    def action_gallery(self) -> None:
        from tutor.screens.gallery import GalleryScreen

        self.push_screen(GalleryScreen())

    def action_glossary(self) -> None:
        if self.course_index:
            from tutor.screens.glossary import GlossaryScreen

            self.push_screen(GlossaryScreen(self._folder, self.course_index))

    def action_review(self) -> None:
        """Ask again what is due."""
        if self.course_index:
            from tutor.screens.review import ReviewScreen

            self.push_screen(ReviewScreen(self._folder, self.course_index, self._store))

    def on_review_opened(self) -> None:
        self.action_review()

    def action_progress(self) -> None:
        if self.course_index:
            from tutor.screens.progress import ProgressScreen

            self.push_screen(ProgressScreen(self.course_index, self._store))

    def action_exercises(self, unit: str = "") -> None:
        """List the exercises of the course, the cursor in a unit."""
        if self.course_index:
            from tutor.screens.exercise_list import ExerciseList

            self.push_screen(ExerciseList(self._folder, self.course_index, self._store, unit))

    def on_exercises_opened(self, message: ExercisesOpened) -> None:
        self.action_exercises(message.unit_id)

    def open_exercise(self, name: str) -> None:
        """Show an exercise; the one in view gives way to it."""
        before, self._exercise = self._exercise, self._exercise_screen(name)
        if self.screen is before:
            self.switch_screen(self._exercise)
        else:
            self.push_screen(self._exercise)

    def _exercise_screen(self, name: str) -> Screen[None]:
        """Return the screen that an exercise of this kind is done on."""
        from tutor.exercises.listing import kind_of

        if kind_of(self._folder, name) == "doctor":
            from tutor.screens.doctor import DoctorScreen

            return DoctorScreen(self._folder, name, self._store)
        from tutor.screens.exercise import ExerciseScreen

        return ExerciseScreen(self._folder, name, self._store)

    def on_exercise_opened(self, message: ExerciseOpened) -> None:
        self.open_exercise(message.name)

    def action_settings(self) -> None:
        from tutor.screens.settings import SettingsScreen

        themes = sorted(self.available_themes)
        note = self._line.said(self._preferences["motion"])
        self.push_screen(SettingsScreen(self._preferences, themes, note))

    def on_unit_test_opened(self, message: UnitTestOpened) -> None:
        from tutor.screens.unit_test import UnitTestScreen

        assert isinstance(self._index, CourseIndex)
        unit = next(unit for unit in self._index.units if unit.id == message.unit_id)
        self.push_screen(UnitTestScreen(self._folder, unit, self._store))

    def action_final_test(self) -> None:
        """Begin the test over the whole course."""
        from tutor.screens.unit_test import FinalTestScreen

        assert isinstance(self._index, CourseIndex)
        self.push_screen(FinalTestScreen(self._folder, self._index, self._store))

    def action_first_minute(self) -> None:
        from tutor.screens.first_minute import FirstMinute

        self.push_screen(FirstMinute())

    def action_help(self) -> None:
        from tutor.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.screen.active_bindings))

    def _tell(self, text: str) -> None:
        """Show what is to be known of a file; from any thread."""
        self.post_message(TroubleTold(text))
