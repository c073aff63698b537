"""The exercises of a lesson: after which page each is offered, how far it is, what leads to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import ContentSwitcher

from tutor.course.links import page_number
from tutor.exercises.work import Work, states
from tutor.messages import ExerciseOpened
from tutor.progress.store import Store
from tutor.screens.marked import MarkedScreen
from tutor.widgets.exercise.line import ExerciseLine, first_open

if TYPE_CHECKING:
    from tutor.exercises.model import ExerciseEntry


class LessonExercises:
    """All exercises of one lesson, the easiest first."""

    def __init__(self, folder: Path, lesson: str, titles: Sequence[str], store: Store) -> None:
        """Read them; it waits for the disk. `titles` are those of the lesson's pages."""
        from tutor.exercises.listing import entries_of

        self._known = entries_of(folder, lesson)
        self._titles, self._store = titles, store

    def lines(self, page: int) -> list[ExerciseLine]:
        """Return the lines to stand at the end of a page; the last page has all of them."""
        total = len(self._known)
        lines = [
            ExerciseLine(entry.name, f"Exercise {number} of {total}", entry.title)
            for number, entry in enumerate(self._known, 1)
            if page in (self._page_of(entry), len(self._titles) - 1)
        ]
        self.note(lines)
        return lines

    def note(self, lines: Sequence[ExerciseLine]) -> None:
        """Show how far the exercises of a page's lines are now, and where the key leads."""
        found = self._states()
        for line in lines:
            line.state = found[line.exercise]
        for line in lines:
            line.note(line.state, has_key=line is first_open(lines))

    def _page_of(self, entry: ExerciseEntry) -> int:
        last = len(self._titles) - 1
        found = page_number(self._titles, entry.page) if entry.page else None
        return last if found is None else found

    def _states(self) -> Mapping[str, str]:
        return states(self._known, self._store, Work(self._store.path.parent))


class ExercisedScreen(MarkedScreen):
    """A screen of pages at whose ends exercises may be offered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "exercise", "exercise", tooltip="Do the exercise that this page offers."),
    ]

    exercises: LessonExercises | None = None
    """None until they are read."""

    def on_screen_resume(self) -> None:
        """Show how far the exercises are: the learner may come back from one."""
        if self.exercises:
            for page in self.query_one(ContentSwitcher).children:
                self.exercises.note(list(page.query(ExerciseLine)))

    def action_exercise(self) -> None:
        """Open the first exercise of the page in view that is not passed, else the first."""
        if line := first_open(self.offered()):
            self.post_message(ExerciseOpened(line.exercise))

    def on_exercise_line_chosen(self, message: ExerciseLine.Chosen) -> None:
        message.stop()
        self.post_message(ExerciseOpened(message.exercise))

    def offered(self) -> list[ExerciseLine]:
        """Return the lines of the page in view that lead to exercises."""
        page = self.page_in_view()
        return list(page.query(ExerciseLine)) if page else []
