"""Lessons and exercises in the palette: found by number and by word.

They are not listed before anything is typed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tutor.course.faults import CourseError
from tutor.course.ids import lesson_number
from tutor.course.index import CourseIndex
from tutor.exercises.listing import entries
from tutor.exercises.model import ExerciseEntry

_SURE = 1e6
"""The score of a lesson whose number was typed: before all that merely resemble it."""


class LessonCommands(Provider):
    """Asks the app for its course and opens what is chosen."""

    async def discover(self) -> Hits:
        """List nothing: five hundred lessons would bury the commands."""
        hits: tuple[DiscoveryHit, ...] = ()
        for hit in hits:
            yield hit

    async def search(self, query: str) -> Hits:
        """Yield the lessons with this number first, then those whose title matches."""
        index: CourseIndex | None = getattr(self.app, "course_index", None)
        show: Callable[[str], None] | None = getattr(self.app, "open_lesson", None)
        if index is None or show is None:
            return
        matcher = self.matcher(query)
        for lesson in index.lessons:
            name = f"{lesson.number}  {lesson.title}".strip()
            score = _SURE if lesson.number == query.strip() else matcher.match(name)
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(name),
                    partial(show, lesson.id),
                    text=name,
                    help="Open this lesson",
                )


class ExerciseCommands(Provider):
    """Reads which exercises the course has when the palette is opened."""

    async def startup(self) -> None:
        """Begin to read, and do not wait: a key ends each search that waits for the start of a
        provider, and the start with it.
        """
        self._reading = asyncio.create_task(self._read())

    async def shutdown(self) -> None:
        self._reading.cancel()

    async def _read(self) -> tuple[ExerciseEntry, ...]:
        folder: Path | None = getattr(self.app, "course_folder", None)
        if folder is not None:
            with suppress(CourseError):
                return await asyncio.to_thread(entries, folder)
        return ()

    async def search(self, query: str) -> Hits:
        """Yield the exercises whose title, or name, matches."""
        show: Callable[[str], None] | None = getattr(self.app, "open_exercise", None)
        if show is None:
            return
        matcher = self.matcher(query)
        for entry in await asyncio.shield(self._reading):
            title = f"Exercise {lesson_number(entry.lesson) or ''}  {entry.title}"
            score = max(matcher.match(title), matcher.match(entry.name))
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(title),
                    partial(show, entry.name),
                    text=title,
                    help="Open this exercise",
                )
