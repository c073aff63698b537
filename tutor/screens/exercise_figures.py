"""How many exercises of each unit are passed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tutor.course.index import CourseIndex, UnitIndex
from tutor.progress.store import Store


@dataclass(frozen=True)
class ExerciseFigures:
    """Read once, then asked."""

    counts: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    """By the id of a unit: exercises in all, begun, passed."""

    @classmethod
    def read(cls, folder: Path, index: CourseIndex, store: Store) -> ExerciseFigures:
        """Read them from the course in a folder; it waits for the disk."""
        from tutor.course.faults import CourseError
        from tutor.exercises.listing import entries
        from tutor.exercises.work import Work, states

        try:
            known = entries(folder)
        except CourseError:  # the course was changed meanwhile; opening a lesson tells it
            return cls()
        found = states(known, store, Work(store.path.parent))
        units = {lesson.id: unit.id for unit in index.units for lesson in unit.lessons}
        counts: dict[str, tuple[int, int, int]] = {}
        for entry in known:
            unit, state = units.get(entry.lesson, ""), found[entry.name]
            total, begun, passed = counts.get(unit, (0, 0, 0))
            counts[unit] = total + 1, begun + (state != "new"), passed + (state == "passed")
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
