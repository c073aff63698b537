"""The test of a unit: at its end to see what stayed, or at its start to skip it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import work

from tutor.assessment.questions import Question
from tutor.course.faults import CourseError
from tutor.course.index import UnitIndex
from tutor.course.unit_test import draw_test
from tutor.progress.standing import PASSED
from tutor.progress.store import Store
from tutor.screens.quiz import QuizScreen


class UnitTestScreen(QuizScreen):
    """Draws the questions in a thread, asks them, and keeps the result."""

    def __init__(self, folder: Path, unit: UnitIndex, store: Store) -> None:
        super().__init__(f"Test · {unit.title}", [], store)
        self._folder = folder
        self._unit = unit

    async def begin(self) -> None:
        self._draw()

    @work
    async def _draw(self) -> None:
        from tutor.course.loader import load_lesson

        def load() -> list[tuple[str, Question]]:
            lessons = [load_lesson(self._folder, lesson.id) for lesson in self._unit.lessons]
            return draw_test(lessons, seed=taken)

        taken, _ = self.store.tests().get(self._unit.id, (0, 0.0))
        try:
            self.items = await asyncio.to_thread(load)
        except CourseError as error:
            from tutor.screens.faults import FaultsScreen

            self.app.switch_screen(FaultsScreen(error))
            return
        await self.show()

    def finished(self, score: float) -> None:
        self.store.record_test(self._unit.id, score)
        if score >= PASSED:
            self.notify(f"Passed with {score:.0%}: you can go on to the next unit.")
        else:
            self.notify(f"{score:.0%} of the points; {PASSED:.0%} pass. The lessons are there.")
