"""What a course is once it is read: units of lessons, lessons of pages, pages with live parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import BaseModel

    from tutor.assessment.questions import Question


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong in a course's file; `line` counts from 1."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{shown(self.path)}:{self.line}: {self.message}"


def shown(path: Path) -> str:
    """Return `path` as editors open it: from the working directory if below it, else in full."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


class CourseError(Exception):
    """A course, or a lesson of it, cannot be used; `faults` holds everything that is wrong."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


@contextmanager
def keeping(faults: list[Fault]) -> Iterator[None]:
    """Add the faults of a CourseError raised inside to `faults`, and go on."""
    try:
        yield
    except CourseError as error:
        faults.extend(error.faults)


@dataclass(frozen=True, slots=True)
class Part:
    """A directive of a page: a live part, a question or a callout."""

    name: str
    argument: str
    """What follows the name: a question's id, a definition's term."""
    options: BaseModel | None
    """The live part's options, checked; None for questions and callouts."""
    body: str
    line: int
    """Line of the fence in lesson.md."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a lesson: what stands under one level-2 heading."""

    title: str
    markdown: str
    """Everything under the heading, from the line after it."""
    line: int
    """Line of the heading in lesson.md."""
    parts: Mapping[int, Part] = field(default_factory=dict)
    """By the line of their fence within `markdown`, counting from 0."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson, read and checked."""

    id: str
    number: str
    title: str
    objectives: tuple[str, ...]
    minutes: int
    prerequisites: tuple[str, ...]
    pages: tuple[Page, ...]
    questions: Mapping[str, Question]
    """By id, in the order of quiz.yaml."""
    folder: Path

    @property
    def placed(self) -> frozenset[str]:
        """The ids of the questions that stand in the flow of the text."""
        parts = (part for page in self.pages for part in page.parts.values())
        return frozenset(part.argument for part in parts if part.name == "question")

    @property
    def quiz(self) -> tuple[Question, ...]:
        """The questions of the quiz at the end: those that no page places."""
        placed = self.placed
        return tuple(item for key, item in self.questions.items() if key not in placed)


@dataclass(frozen=True, slots=True)
class Unit:
    """Lessons that belong together."""

    id: str
    title: str
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """A whole course, read and checked."""

    title: str
    units: tuple[Unit, ...]
    folder: Path

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(lesson for unit in self.units for lesson in unit.lessons)
