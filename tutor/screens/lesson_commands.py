"""The lessons in the palette: found by number and by word, not listed before anything is typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tutor.course.index import CourseIndex

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
