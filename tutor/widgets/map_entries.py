"""The rows of the course as a map, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tutor.course.index import LessonIndex, UnitIndex


@dataclass(frozen=True, slots=True)
class GoOn:
    """The row that leads on."""

    words: str
    minutes: int
    key: str = "enter"


@dataclass(frozen=True, slots=True)
class Review(GoOn):
    """The row of what is due again."""

    key: str = "r"


@dataclass(frozen=True, slots=True)
class UnitTest:
    """The row of a unit's test."""

    unit: UnitIndex


@dataclass(frozen=True, slots=True)
class UnitExercises:
    """The row of a unit's exercises."""

    unit: UnitIndex


Entry = GoOn | UnitIndex | LessonIndex | UnitTest | UnitExercises


class Marks(Protocol):
    """What is known of how far the learner is."""

    def mark(self, entry: Entry) -> str:
        """Return the sign before an entry."""

    def share(self, entry: Entry) -> float | None:
        """Return how well its questions are known, from 0 to 1; None where it has none."""

    def note(self, entry: Entry) -> str:
        """Return a word at the end of its row."""
