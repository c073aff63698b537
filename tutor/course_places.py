"""The places of a course: an action or a message opens each."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.await_complete import AwaitComplete
from textual.screen import Screen

from tutor.course.faults import CourseError
from tutor.course.index import CourseIndex
from tutor.motion import Line
from tutor.progress.preferences import Preferences
from tutor.progress.standing import FINISHED
from tutor.progress.store import Store
from tutor.steady_app import SteadyApp
from tutor.steady_screen import SteadyScreen

if TYPE_CHECKING:
    from tutor.messages import ExerciseOpened, ExercisesOpened, LessonOpened, UnitTestOpened
    from tutor.screens.lesson import LessonScreen


class Ground(SteadyScreen[None]):
    """What lies below a lesson that is opened first, until home is built on it."""


class CoursePlaces(SteadyApp):
    """An app that holds the course and the store, and opens what the course has with them.

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
        self._exercise: Screen[None] | None = None
        """The exercise that was opened last."""

    @property
    def course_index(self) -> CourseIndex | None:
        """The course, None where it cannot be read."""
        return self._index if isinstance(self._index, CourseIndex) else None

    @property
    def course_folder(self) -> Path:
        """Where the course lies."""
        return self._folder

    def pop_screen(self) -> AwaitComplete:
        """Leave the screen in view, for home where nothing else lies below."""
        left = super().pop_screen()
        if self.course_index and isinstance(self.screen, Ground):
            self.push_screen(self._home(self.course_index))
        return left

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

        lessons = self.course_index.lessons if self.course_index else ()
        listed = next((each for each in lessons if each.id == lesson_id), None)
        lesson = LessonScreen(self._folder, lesson_id, self._store, page, anchor, listed)
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
        from tutor.screens.home import HomeScreen

        self.return_to(HomeScreen)
        if self.course_index and not isinstance(self.screen, HomeScreen):
            self.push_screen(self._home(self.course_index))

    def _home(self, index: CourseIndex) -> Screen[None]:
        from tutor.screens.home import HomeScreen

        return HomeScreen(index, self._store)

    def _lesson_in_view(self) -> LessonScreen | None:
        from tutor.screens.lesson import LessonScreen

        lessons = [screen for screen in self.screen_stack if isinstance(screen, LessonScreen)]
        return lessons[-1] if lessons else None

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
