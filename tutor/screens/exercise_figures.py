"""How many exercises of each unit are passed."""

from __future__ import annotations

from collections.abc import Collection

from tutor.course.index import CourseIndex, UnitIndex
from tutor.exercises.work import Work, passed_name
from tutor.progress.store import Store


class ExerciseFigures:
    """Read once, then asked."""

    def __init__(self, index: CourseIndex, store: Store) -> None:
        """Look which exercises of a course were begun, and which are passed."""
        self._counts: dict[str, tuple[int, bool, int]] = {}
        begun_ones, done = Work(store.path.parent).begun(), store.tasks()
        for unit in index.units:
            known = [(lesson.id, name) for lesson in unit.lessons for name in lesson.exercises]
            passed = sum(passed_name(*each) in done for each in known)
            begun = passed > 0 or any(name in begun_ones for _, name in known)
            if known:
                self._counts[unit.id] = len(known), begun, passed

    @property
    def units(self) -> Collection[str]:
        """The ids of the units that have exercises."""
        return self._counts.keys()

    def mark(self, unit: UnitIndex) -> str:
        """Return the sign for how far the exercises of a unit are."""
        total, begun, passed = self._counts[unit.id]
        return "✔" if passed == total else "◐" if begun else "○"

    def note(self, unit: UnitIndex) -> str:
        """Return how many of a unit's exercises are passed."""
        total, _, passed = self._counts[unit.id]
        return f"{passed} of {total}"
