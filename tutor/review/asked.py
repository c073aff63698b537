"""What a review asks: the questions of the quizzes, definitions, lines of derivations, programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.course.faults import CourseError
from tutor.course.ids import CODE, TERM, lesson_number, parted
from tutor.course.index import CourseIndex, UnitIndex
from tutor.review.schedule import Due, term_id

if TYPE_CHECKING:
    from tutor.assessment.questions import Question
    from tutor.course.glossary import Definition
    from tutor.course.model import Lesson
    from tutor.exercises.model import Exercise

_ALONE = 2  # times a line was answered, from which on it is asked without hints


@dataclass(frozen=True, slots=True)
class ReviewQuestion:
    """A question of a review, and where the course teaches it."""

    due: Due
    ask: Callable[[int], Question]
    """Returns the question to be asked with a seed."""
    place: str
    """What the page is called that teaches it."""
    page: int | None
    anchor: str
    above: str = ""
    """What is read before it, as Markdown: a derivation as far as it stands."""


@dataclass(frozen=True, slots=True, eq=False)
class ReviewProgram:
    """An exercise in code that is to be written anew, and where the course teaches it."""

    due: Due
    exercise: Exercise
    place: str
    page: int | None
    anchor: str


class Questions:
    """Finds in a course what is due, and reads each lesson once."""

    def __init__(self, folder: Path, index: CourseIndex) -> None:
        self._folder = folder
        self._index = index
        self._lessons: dict[str, Lesson | None] = {}
        self._terms: dict[str, list[Definition]] = {}

    def asked(self, due: Due) -> ReviewQuestion | ReviewProgram | None:
        """Return what is due as it is asked; None where the course cannot say it now."""
        name, part = parted(due.question)
        if name:
            return self._part(due, name, part)
        return self._term(due) if due.question.startswith(TERM) else self._question(due)

    def _part(self, due: Due, name: str, part: str) -> ReviewQuestion | ReviewProgram | None:
        from tutor.exercises.derivation import lines, standing
        from tutor.exercises.loading import NoSuchExercise, find

        try:
            exercise = find(self._folder, name)
        except (CourseError, NoSuchExercise):  # the list of exercises says what is wrong with it
            return None
        lesson = next(each for each in self._index.lessons if each.id == due.lesson)
        place = f"{lesson_number(lesson.id)}  {lesson.title}".strip()
        page, anchor = (None, exercise.page) if exercise.page else (0, "")
        if part == CODE and exercise.kind == CODE:
            return ReviewProgram(due, exercise, place, page, anchor or "")
        number = int(part) if part.isdecimal() else 0
        if exercise.derivation is None or not 0 < number <= len(exercise.derivation.steps):
            return None
        derived = standing(exercise.derivation.steps[: number - 1])
        above = f"**{exercise.title}**\n\n{derived or exercise.task}"

        def ask(seed: int) -> Question:
            return lines(exercise, faded=seed >= _ALONE)[number - 1]

        return ReviewQuestion(due, ask, place, page, anchor or "", above)

    def _question(self, due: Due) -> ReviewQuestion | None:
        lesson = self._lesson(due.lesson)
        if lesson is None or due.question not in lesson.questions:
            return None
        question = lesson.questions[due.question]
        address, place = lesson.place_of(due.question)
        return ReviewQuestion(due, lambda seed: question, place, None, address.partition("#")[2])

    def _term(self, due: Due) -> ReviewQuestion | None:
        from tutor.review.definitions import cloze_of

        unit = next(u for u in self._index.units if due.lesson in {each.id for each in u.lessons})
        others = self._terms_of(unit)
        there = {(each.lesson, term_id(each.term)): each for each in others}
        if due.key not in there:
            return None
        term = there[due.key]
        lesson = next(each for each in unit.lessons if each.id == term.lesson)
        place = f"{lesson.number}  {lesson.title}".strip()
        return ReviewQuestion(due, lambda seed: cloze_of(term, others, seed), place, term.page, "")

    def _lesson(self, lesson: str) -> Lesson | None:
        from tutor.course.loader import load_lesson

        if lesson not in self._lessons:
            try:
                self._lessons[lesson] = load_lesson(self._folder, lesson)
            except CourseError:  # the lesson itself says what is wrong when it is opened
                self._lessons[lesson] = None
        return self._lessons[lesson]

    def _terms_of(self, unit: UnitIndex) -> list[Definition]:
        from tutor.course.glossary import definitions_in

        if unit.id not in self._terms:
            found = [definitions_in(self._folder, lesson.id) for lesson in unit.lessons]
            self._terms[unit.id] = [each for definitions in found for each in definitions]
        return self._terms[unit.id]
