"""Where words were found in the course, to choose from while they are typed."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from tutor.course.index import CourseIndex
from tutor.course.search import Search
from tutor.screens.chooser import Chooser, Find, Offer

FoundPage = tuple[str, int | None]
"""A lesson, and a page of it if one is meant."""


def search_chooser(index: CourseIndex, read: Callable[[], Search]) -> Chooser[FoundPage]:
    """Return the dialog that asks for words and shows where they stand; `read` takes a moment."""
    numbers = {lesson.id: lesson.number for lesson in index.lessons}

    def reads() -> Find[FoundPage]:
        search = read()
        return lambda words: [
            Offer(
                Content.assemble(
                    (f"{numbers[hit.lesson]}  ", "$accent"),
                    (hit.title, "bold"),
                    (f"\n{hit.excerpt}", "dim"),
                ),
                (hit.lesson, hit.page),
            )
            for hit in search.find(words)
        ]

    return Chooser[FoundPage](
        "Search the course", reads=reads, nothing="Titles, terms and text are searched."
    )
