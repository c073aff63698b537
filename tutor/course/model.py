"""What a course is once it is read: units of lessons, lessons of pages, pages with live parts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.course.covers import Passage, in_view, passages
from tutor.course.links import anchor_of, page_names

if TYPE_CHECKING:
    from pydantic import BaseModel

    from tutor.assessment.questions import Question


@dataclass(frozen=True, slots=True)
class Part:
    """A directive of a page: a live part, a question or a callout."""

    name: str
    argument: str
    """What follows the name: a question's id, a definition's term."""
    options: BaseModel | None
    """The options of a live part or a question, checked; None for callouts."""
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
class LessonNames:
    """What of a lesson the rest of its course may speak of."""

    id: str
    prerequisites: tuple[str, ...]
    page_names: tuple[str, ...]
    questions: tuple[str, ...]
    """Their ids, in the order of quiz.yaml."""
    folder: Path


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
    def page_names(self) -> tuple[str, ...]:
        """What the pages are called in the progress, in their order."""
        return page_names([page.title for page in self.pages])

    @property
    def names(self) -> LessonNames:
        """What the rest of the course may speak of."""
        questions = tuple(self.questions)
        return LessonNames(self.id, self.prerequisites, self.page_names, questions, self.folder)

    @property
    def placed(self) -> frozenset[str]:
        """The ids of the questions that stand in the flow of the text."""
        parts = (part for page in self.pages for part in page.parts.values())
        return frozenset(part.argument for part in parts if part.name == "question")

    @property
    def guesses(self) -> frozenset[str]:
        """The ids of the questions that are predictions."""
        return frozenset(key for key, item in self.questions.items() if item.kind == "predict")

    def passages(self, page: Page) -> list[Passage]:
        """Return the pieces of a page: what follows a prediction is covered until the guess."""
        return passages(page.markdown, self.guesses)

    def in_view(self, page: Page, lifted: Collection[str]) -> str:
        """Return what of a page is not covered; `lifted` are the ids of guesses made or skipped."""
        return in_view(page.markdown, self.guesses - {*lifted})

    def place_of(self, question: str) -> tuple[str, str]:
        """Return the address and the name of what a question asks about: its page, or the lesson.

        The address is one that links use.
        """
        for page in self.pages:
            if any(
                (part.name, part.argument) == ("question", question) for part in page.parts.values()
            ):
                return f"{self.id}#{anchor_of(page.title)}", f"{self.number}  {page.title}".strip()
        return self.id, f"{self.number}  {self.title}".strip()

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
