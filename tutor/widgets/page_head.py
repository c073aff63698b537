"""How a page of a lesson begins: its title, and on the first page what the lesson teaches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Grid, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from engine.counted import counted
from tutor.course.ids import lesson_number
from tutor.course.index import LessonIndex
from tutor.course.opening import Opening
from tutor.widgets.inline import inline_content
from tutor.widgets.prose import Prose


class PageOpening(VerticalScroll, can_focus=False):
    """A page as far as it can be read while its lesson is still being checked."""

    def __init__(self, opening: Opening, lesson: LessonIndex | None) -> None:
        """On the first page `lesson` tells what is taught."""
        super().__init__(classes="page")
        self.set_class(opening.is_live, "-live")
        self._opening = opening
        self._lesson = lesson

    def compose(self) -> ComposeResult:
        yield page_title(self._opening.title)
        if lesson := self._lesson:
            goals = [Content(goal) for goal in lesson.objectives]
            yield from lesson_goals(goals, lesson.minutes, lesson.builds_on)
        if self._opening.markdown.strip():
            yield Prose(self._opening.markdown)


def page_title(title: str) -> Static:
    """Return the first line of a page."""
    return Static(inline_content(title), classes="page-title")


def lesson_goals(
    goals: Sequence[Content], minutes: int, prerequisites: Sequence[str]
) -> Iterator[Widget]:
    """Yield what a lesson teaches, how long it takes, and the lessons that it builds on."""
    yield Static("After this you can", classes="objective")
    cells = [Static(cell, classes="objective") for goal in goals for cell in ("·", goal)]
    yield Grid(*cells, classes="objectives")
    about = [counted(minutes, "minute")]
    if prerequisites:
        about.append("builds on " + ", ".join(map(_short, prerequisites)))
    yield Static(" · ".join(about), classes="objective about")


def _short(lesson_id: str) -> str:
    """Return how a lesson is called in passing: by its number if it has one."""
    return lesson_number(lesson_id) or lesson_id
