"""What an exercise asks, beside the list that it is chosen from."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual import work
from textual.containers import VerticalScroll

from tutor.course.faults import CourseError
from tutor.exercises.model import ExerciseEntry

REST = 0.1  # seconds that the cursor rests on an exercise before it is read


class TaskBeside(VerticalScroll, can_focus=False):
    """Shows the task of one exercise, where there is room for it."""

    def __init__(self, course: Path) -> None:
        super().__init__()
        self._course = course
        self._asked: ExerciseEntry | None = None

    def on_show(self) -> None:
        if self._asked:
            self._read(self._asked)

    def show(self, entry: ExerciseEntry) -> None:
        """Let this be the exercise whose task is shown."""
        self._asked = entry
        if self.display:
            self._read(entry)

    @work(exclusive=True, description="read")
    async def _read(self, entry: ExerciseEntry) -> None:
        from tutor.exercises.loading import load_exercise
        from tutor.widgets.prose import Prose  # late: where there is no room nothing is shown

        await asyncio.sleep(REST)
        try:
            exercise = await asyncio.to_thread(
                load_exercise, self._course, entry.lesson, entry.name
            )
            text = f"**{exercise.title}**\n\n{exercise.task}"
        except CourseError as error:
            text = f"**{entry.title}**\n\nIt cannot be read: {error.faults[0].message}"
        async with self.batch():
            await self.remove_children()
            await self.mount(Prose(text))
        self.scroll_home(animate=False)
