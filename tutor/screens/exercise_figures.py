"""How many exercises of each unit are passed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from tutor.course.index import CourseIndex, UnitIndex
from tutor.exercises.work import Work, passed_name
from tutor.progress.store import Store


@dataclass(frozen=True)
class ExerciseFigures:
    """Read once, then asked."""

    counts: Mapping[str, tuple[int, bool, int]] = field(default_factory=dict)
    """By the id of a unit: how many exercises it has, whether any is begun, how many are passed."""

    @classmethod
    def read(cls, index: CourseIndex, store: Store) -> ExerciseFigures:
        """Look which exercises of a course were begun, and which are passed."""
        begun_ones, done = Work(store.path.parent).begun(), store.tasks()
        counts = {}
        for unit in index.units:
            known = [(lesson.id, name) for lesson in unit.lessons for name in lesson.exercises]
            passed = sum(passed_name(*each) in done for each in known)
            begun = passed > 0 or any(name in begun_ones for _, name in known)
            if known:
                counts[unit.id] = len(known), begun, passed
        return cls(counts)

    @property
    def units(self) -> Collection[str]:
        """The ids of the units that have exercises."""
        return self.counts.keys()

    def mark(self, unit: UnitIndex) -> str:
        """Return the sign for how far the exercises of a unit are."""
        total, begun, passed = self.counts[unit.id]
        return "✔" if passed == total else "◐" if begun else "○"

    def note(self, unit: UnitIndex) -> str:
        """Return how many of a unit's exercises are passed."""
        total, _, passed = self.counts[unit.id]
        return f"{passed} of {total}"
