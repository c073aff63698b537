"""Draws the test of a unit: questions of all its lessons, those that stand on their own first.

Taken at the end it shows what has stayed; taken at the start, and passed, it says that the unit
can be skipped.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.assessment.questions import Question
    from tutor.course.index import CourseIndex, LessonIndex
    from tutor.course.model import Lesson

QUESTIONS = 8
FINAL = "final test"
"""What the test over the course is kept as; no unit's id has a blank."""
FINAL_OF_EACH = 3
"""Lessons of each unit that the final test asks of, a question each."""


def draw_lessons(course: CourseIndex, seed: int) -> list[LessonIndex]:
    """Return the lessons that the final test asks of: some of each unit, in the course's order.

    Neither the welcome nor lessons without questions are among them.
    """
    random = Random(seed)
    drawn = []
    for unit in course.units:
        asking = [each for each in unit.lessons if each.questions and each.id != course.welcome]
        chosen = random.sample(range(len(asking)), min(FINAL_OF_EACH, len(asking)))
        drawn += [asking[place] for place in sorted(chosen)]
    return drawn


def draw_test(
    lessons: Sequence[Lesson], seed: int, count: int = QUESTIONS
) -> list[tuple[str, Question]]:
    """Return up to `count` questions with their lessons' ids, spread over the lessons.

    Where there are more lessons than that, it is chance of which of them it asks.

    The same seed draws the same questions.
    """
    random = Random(seed)
    columns = [_by_preference(lesson, random) for lesson in lessons]
    random.shuffle(columns)
    rounds = zip_longest(*columns)
    drawn = [item for items in rounds for item in items if item is not None][:count]
    order = {lesson.id: place for place, lesson in enumerate(lessons)}
    return sorted(drawn, key=lambda item: order[item[0]])


def _by_preference(lesson: Lesson, random: Random) -> list[tuple[str, Question]]:
    """The lesson's questions in the order in which a test would take them.

    Those that a page places may lean on what stands around them; numbers that change are better.
    """
    questions = list(lesson.questions.values())
    random.shuffle(questions)
    placed = lesson.placed
    questions.sort(key=lambda question: (question.id in placed, not question.variables))
    return [(lesson.id, question) for question in questions]
