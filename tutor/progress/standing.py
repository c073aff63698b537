"""Where a learner stands in a course: what is done, what a test let them skip, what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from tutor.progress.records import LessonProgress, PageNames
from tutor.progress.store import Store

MARKS = {"done": "✔", "begun": "◐", "new": "○"}
_LOOKED_INTO = 2  # pages
PASSED = 0.8
"""The share of the points that passes a unit's test."""
LEFT = "left"
"""The setting that names the lesson left last; one that the program ended in is not left."""
FINISHED = "finished"
"""The setting that names the lesson whose end the learner went past, until it is opened again."""


class LessonOutline(Protocol):
    """What must be known of a lesson to say how far it is."""

    @property
    def id(self) -> str: ...
    @property
    def pages(self) -> int: ...
    @property
    def questions(self) -> int: ...


class UnitOutline(Protocol):
    """A unit, and its lessons in their order."""

    @property
    def id(self) -> str: ...
    @property
    def lessons(self) -> Sequence[LessonOutline]: ...


class CourseOutline(Protocol):
    """A course, as its index lists it."""

    @property
    def units(self) -> Sequence[UnitOutline]: ...
    @property
    def lessons(self) -> Sequence[LessonOutline]: ...
    @property
    def welcome(self) -> str | None: ...
    @property
    def page_names(self) -> Mapping[str, PageNames]: ...


class Standing:
    """Read from the store once, then asked."""

    def __init__(self, index: CourseOutline, store: Store) -> None:
        self._index = index
        self._progress = store.summary(index.page_names)
        self._tests = store.tests()
        self._finished = store.setting(FINISHED)
        last = store.last_lesson()
        was_left = last is None or store.setting(LEFT) == last
        self._last = self._worked_at(store.last_news()) if was_left else last

    @property
    def is_new(self) -> bool:
        """True before the first lesson was opened."""
        return not self._progress

    @property
    def done(self) -> int:
        """How many lessons are done."""
        return sum(self.mark(lesson) == MARKS["done"] for lesson in self._index.lessons)

    def progress(self, lesson: LessonOutline) -> LessonProgress:
        return self._progress.get(lesson.id, LessonProgress())

    def state(self, lesson: LessonOutline) -> str:
        """Return how far a lesson is: `done`, `begun`, or `new`, as one merely looked into is."""
        seen = self.progress(lesson)
        if seen.is_new:
            return "new"
        if seen.pages >= lesson.pages and seen.answered >= lesson.questions:
            return "done"
        return "begun" if lesson.id == self._last or self._is_worked_at(lesson) else "new"

    def mark(self, lesson: LessonOutline) -> str:
        """Return the sign for how far a lesson is."""
        return MARKS[self.state(lesson)]

    def record(self, lesson: LessonOutline) -> dict[str, str | int | float | None]:
        """Return how far a lesson is, as JSON shows it."""
        seen = self.progress(lesson)
        return {
            "state": self.state(lesson),
            "pages_seen": seen.pages,
            "questions_tried": seen.answered,
            "score": round(seen.score / seen.answered, 4) if seen.answered else None,
        }

    def unit_mark(self, unit: UnitOutline) -> str:
        """Return the sign for how far a unit is: done with all its lessons, or its test passed."""
        marks = {self.mark(lesson) for lesson in unit.lessons}
        if self.passed(unit) or marks == {MARKS["done"]}:
            return MARKS["done"]
        return MARKS["new"] if marks <= {MARKS["new"]} else MARKS["begun"]

    def test(self, unit: UnitOutline) -> float | None:
        """Return the best result of the unit's test, None if it was not taken."""
        taken = self._tests.get(unit.id)
        return taken[1] if taken else None

    def passed(self, unit: UnitOutline) -> bool:
        """Tell whether the unit's test was passed, so that its lessons can be skipped."""
        return (self.test(unit) or 0.0) >= PASSED

    def next_lesson(self) -> str | None:
        """Return the id of the lesson to go on with.

        It is the one that the program ended in, the one worked at last, or the first one after it
        that is neither done nor skipped. A lesson left by its end comes up again only after all
        the others. Where nothing is left, it
        is the first lesson of the course.
        """
        lessons = list(self._index.lessons)
        ids = [lesson.id for lesson in lessons]
        start = ids.index(self._last) if self._last in ids else 0
        if self._last in ids and self._last == self._finished:
            start += 1
        skipped = {a.id for unit in self._index.units if self.passed(unit) for a in unit.lessons}
        for lesson in lessons[start:] + lessons[:start]:
            settled = self.mark(lesson) == MARKS["done"] or self._was_welcomed(lesson)
            if not settled and lesson.id not in skipped:
                return lesson.id
        return ids[0] if ids else None

    def _worked_at(self, news: Mapping[str, float]) -> str | None:
        """Return the lesson that was last worked at, not only asked about in a test."""
        lessons = [lesson for lesson in self._index.lessons if self.progress(lesson).pages]
        worked = [lesson.id for lesson in lessons if self._is_worked_at(lesson)]
        return max(worked, key=lambda lesson: news.get(lesson, 0.0), default=None)

    def _is_worked_at(self, lesson: LessonOutline) -> bool:
        """Tell whether a question was answered, three pages seen, or its end gone past.

        To look into a lesson is less than that.
        """
        seen = self.progress(lesson)
        read = seen.answered or seen.pages > min(_LOOKED_INTO, lesson.pages // 2)
        return bool(read) or lesson.id == self._finished

    def _was_welcomed(self, lesson: LessonOutline) -> bool:
        """Tell whether this is the welcome, read to its end or left on its first page.

        Its questions are there to try the keys: nobody is sent back to them.
        """
        pages = self.progress(lesson).pages
        return lesson.id == self._index.welcome and (pages == 1 or pages >= lesson.pages)
