"""The light index of a course: all that the home screen shows.

Named tuples, for home waits for their classes to be made, and those of frozen dataclasses take
several times as long.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import tutor


class LessonIndex(NamedTuple):
    """A lesson as the home screen lists it."""

    id: str
    number: str
    """The digits that begin the id ("2-7"), or "" where there are none."""
    title: str
    minutes: int
    page_names: tuple[str, ...]
    """What the pages are called in the progress, in their order."""
    kinds: Mapping[str, int]
    """How many questions of each kind its quiz.yaml holds."""
    objectives: tuple[str, ...] = ()
    """What the learner can do after it, without markup."""
    builds_on: tuple[str, ...] = ()
    """The ids of the lessons it presupposes."""
    question_ids: tuple[str, ...] = ()
    """The ids of its questions, in the order of quiz.yaml."""
    terms: Mapping[str, int] = {}
    """The terms that it defines, each with its page, from 0."""
    exercise_parts: tuple[str, ...] = ()
    """What of its exercises is asked again: lines of derivations, programs."""
    objective_of: Mapping[str, int] = {}
    """Which objective a question is about, from 1, by the question's id."""
    exercises: tuple[str, ...] = ()
    """The names of its exercises."""

    @property
    def pages(self) -> int:
        return len(self.page_names)

    @property
    def questions(self) -> int:
        return sum(self.kinds.values())


class UnitIndex(NamedTuple):
    """A unit as the home screen lists it."""

    id: str
    title: str
    lessons: tuple[LessonIndex, ...]

    @property
    def number(self) -> str:
        """The number that all its lessons begin with, "" where they have none in common."""
        numbers = {lesson.number.partition("-")[0] for lesson in self.lessons}
        return numbers.pop() if len(numbers) == 1 else ""


class MisconceptionIndex(NamedTuple):
    """A wrong idea that leads to wrong answers in several lessons."""

    name: str
    page: str
    """The page that dissolves it, as links name it."""


class CourseIndex(NamedTuple):
    """The course as the home screen lists it."""

    title: str
    units: tuple[UnitIndex, ...]
    welcome: str | None = None
    """The id of the lesson that opens by itself at the very first start."""
    renamed: Mapping[str, str] = {}
    """What lessons and questions are called now, by what they were called once."""
    misconceptions: Mapping[str, MisconceptionIndex] = {}
    """By the id that wrong answers name them with."""

    @property
    def lessons(self) -> tuple[LessonIndex, ...]:
        return tuple(lesson for unit in self.units for lesson in unit.lessons)

    @property
    def page_names(self) -> dict[str, tuple[str, ...]]:
        """What the pages of each lesson are called in the progress."""
        return {lesson.id: lesson.page_names for lesson in self.lessons}


def shipped_course() -> Path:
    """Return the folder of the course that comes with the program."""
    return Path(tutor.__file__).parent.parent / "lessons"
