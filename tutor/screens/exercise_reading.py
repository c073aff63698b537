"""A screen of an exercise that is read while the screen is painted."""

from __future__ import annotations

import asyncio
from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path

from textual import work

from tutor.course.faults import CourseError
from tutor.exercises.listing import entries_of
from tutor.exercises.loading import NoSuchExercise, find
from tutor.exercises.model import Exercise, ExerciseEntry
from tutor.progress.store import Store
from tutor.steady_screen import SteadyScreen


class ExerciseReading(SteadyScreen[None]):
    """Reads in a thread; where there is nothing to be read, it says so and gives way."""

    def __init__(self, folder: Path, name: str, store: Store) -> None:
        super().__init__()
        self._folder, self._wanted, self._store = folder, name, store
        self.exercise: Exercise | None = None
        """None until its parts are there."""

    @abstractmethod
    async def lay_out(self, exercise: Exercise, others: Sequence[ExerciseEntry]) -> None:
        """Put the exercise on the screen; with it come all those of its lesson."""

    def on_mount(self) -> None:
        self._read()

    @work
    async def _read(self) -> None:
        try:
            exercise = await asyncio.to_thread(find, self._folder, self._wanted)
            others = await asyncio.to_thread(entries_of, self._folder, exercise.lesson)
        except CourseError as error:
            from tutor.screens.faults import FaultsScreen

            self.app.switch_screen(FaultsScreen(error))
        except NoSuchExercise as error:
            self.notify(str(error), severity="warning", markup=False)
            self.dismiss()
        else:
            await self.lay_out(exercise, others)
