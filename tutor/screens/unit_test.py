"""The test of a unit, at its end to see what stayed or at its start to skip it; the final test."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from textual import work
from textual.containers import Vertical
from textual.widgets import Static

from engine.counted import counted
from tutor.course.faults import CourseError
from tutor.course.index import CourseIndex, LessonIndex, UnitIndex
from tutor.course.model import Lesson
from tutor.course.unit_test import FINAL, draw_lessons, draw_test
from tutor.plots.numbers import percent
from tutor.progress.standing import PASSED
from tutor.progress.store import Store
from tutor.screens.quiz import Item, QuizScreen
from tutor.widgets.next_line import NextLine
from tutor.widgets.prose import Prose


class UnitTestScreen(QuizScreen):
    """Draws the questions in a thread, says what is to come, asks them, and keeps the result."""

    def __init__(self, folder: Path, unit: UnitIndex, store: Store) -> None:
        super().__init__(f"Test · {unit.title}", [], store)
        self._folder = folder
        self._unit = unit
        self._begun = False

    def asked_of(self, seed: int) -> Sequence[LessonIndex]:
        """Return the lessons that the test is drawn from."""
        return self._unit.lessons

    def drawn(self, lessons: Sequence[Lesson], seed: int) -> list[Item]:
        """Return the questions of these lessons that are asked."""
        return draw_test(lessons, seed)

    async def begin(self) -> None:
        self.query_one("#place", Static).update("choosing the questions …")
        self._draw()

    @work
    async def _draw(self) -> None:
        from tutor.course.loader import load_lesson

        def load() -> tuple[list[Lesson], list[Item]]:
            lessons = [load_lesson(self._folder, lesson.id) for lesson in self.asked_of(taken)]
            return lessons, self.drawn(lessons, taken)

        taken, _ = self.store.tests().get(self._unit.id, (0, 0.0))
        try:
            lessons, self.items = await asyncio.to_thread(load)
        except CourseError as error:
            from tutor.screens.faults import FaultsScreen

            self.app.switch_screen(FaultsScreen(error))
            return
        self.lessons = {lesson.id: lesson for lesson in lessons}
        if not self.items:
            text = "The lessons of this unit have no questions, so that there is nothing to test."
            await self.query_one("#quiz").mount(Vertical(Prose(text), classes="column"))
            self.query_one("#place", Static).update("no questions")
            return
        await self._announce()

    async def _announce(self) -> None:
        """Say how long the test is and what passes it, before it begins."""
        questions = counted(len(self.items), "question")
        lessons = counted(len(self.lessons), "lesson")
        text = (
            f"**{questions}** from {lessons}; **{percent(PASSED)} % of the points "
            "pass.**\n\nThe first answer to each question counts; say how sure you are, if you "
            "like. Nothing is timed, and you may leave at any moment: only a test that is gone "
            "through to its end is kept."
        )
        column = Vertical(Prose(text), NextLine("begin"), classes="column")
        await self.query_one("#quiz").mount(column)
        self.query_one("#place", Static).update(questions)

    async def action_go_on(self) -> None:
        if self._begun:
            await super().action_go_on()
        elif self.items:
            self._begun = True
            await self.show()

    def above(self, item: Item) -> str:
        lesson = self.lessons[item[0]]
        return f"From {lesson.number}  {lesson.title}"

    def finished(self, score: float) -> str:
        self.store.record_test(self._unit.id, score)
        if score >= PASSED:
            return f"Passed with {percent(score)} % of the points: you can go on to the next unit."
        return f"{_short_of(score)}. The lessons are there."


class FinalTestScreen(UnitTestScreen):
    """The test over the whole course: a question of some lessons of each unit."""

    def __init__(self, folder: Path, course: CourseIndex, store: Store) -> None:
        super().__init__(folder, UnitIndex(FINAL, "the whole course", course.lessons), store)
        self._course = course

    def asked_of(self, seed: int) -> Sequence[LessonIndex]:
        return draw_lessons(self._course, seed)

    def drawn(self, lessons: Sequence[Lesson], seed: int) -> list[Item]:
        return draw_test(lessons, seed, count=len(lessons))

    def finished(self, score: float) -> str:
        self.store.record_test(FINAL, score)
        if score >= PASSED:
            return f"Passed with {percent(score)} % of the points: you know the course."
        return f"{_short_of(score)}. It asks of other lessons next time."


def _short_of(score: float) -> str:
    """Write a score that does not pass so that it does not look like one that does."""
    share = percent(score, int(round(score, 2) >= PASSED))
    return f"{share} % of the points; {percent(PASSED)} % pass"
