"""The app on the shipped course, with progress kept in a folder of the test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tutor.app import TutorApp
from tutor.course.index import read_index, shipped_course
from tutor.course.model import CourseError
from tutor.progress.store import Store

OpenTutor = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]


@pytest.fixture
def open_tutor(tmp_path: Path) -> OpenTutor:
    """Run the app; keyword arguments: lesson, course, size."""

    @asynccontextmanager
    async def run(
        lesson: str | None = None,
        course: Path | None = None,
        size: tuple[int, int] = (80, 24),
    ) -> AsyncIterator[Pilot[Any]]:
        folder = course or shipped_course()
        try:
            index: Any = read_index(folder)
        except CourseError as error:
            index = error
        store = Store.open(tmp_path)
        app = TutorApp(folder, index, store, lesson)
        try:
            async with app.run_test(size=size) as pilot:
                await settled(pilot)
                yield pilot
        finally:
            store.close()

    return run


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until workers are done and what they asked for is on the screen."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
