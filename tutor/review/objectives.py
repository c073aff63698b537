"""What is known of each objective of a lesson: the questions about it tell."""

from __future__ import annotations

from typing import NamedTuple

from tutor.course.index import LessonIndex
from tutor.progress.standing import MARKS
from tutor.review.schedule import ReviewSchedule


class KnownObjective(NamedTuple):
    """An objective, and what its questions tell of it today."""

    text: str
    questions: int
    answered: int
    right: int
    """How many of its questions were answered right last."""
    chance: float | None
    """The chance to answer one of its questions right today; None where it has none."""

    @property
    def mark(self) -> str:
        if self.questions and self.right == self.questions:
            return MARKS["done"]
        return MARKS["begun" if self.answered else "new"]


def known_objectives(lesson: LessonIndex, schedule: ReviewSchedule) -> list[KnownObjective]:
    """Return the objectives of a lesson in their order."""
    found = []
    for number, text in enumerate(lesson.objectives, start=1):
        keys = [
            (lesson.id, question)
            for question in lesson.question_ids
            if lesson.objective_of.get(question) == number
        ]
        answered, right = schedule.known_of(keys)
        found.append(KnownObjective(text, len(keys), answered, right, schedule.chance_of(keys)))
    return found
