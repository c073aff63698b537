"""What a page begins with is there to read before its lesson has been checked, in its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import ContentSwitcher, Static
from waiting import wait_until

from tutor.app import TutorApp
from tutor.course import loader
from tutor.course.model import Lesson
from tutor.widgets.prose import Prose

OpenTutor = Callable[..., Any]


def places(pilot: Pilot[Any], page: str) -> list[tuple[str, Any]]:
    """Return the title, what is taught and the first text of a page, each with where it stands."""
    shown = pilot.app.screen.query_one(f"#{page}")
    texts = [(str(each.content), each.region) for each in shown.query(Static)]
    paragraph = shown.query_one(Prose).children[0]
    return [*texts[:3], (type(paragraph).__name__, paragraph.region)]


@pytest.mark.parametrize("lesson", ["1-3-why-now", "2-4-gradient-descent"])
async def test_a_page_is_read_while_its_lesson_is_checked(
    lesson: str, open_tutor: OpenTutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TutorApp, "is_headless", False)
    monkeypatch.setattr("tutor.app.leave_when_told", lambda leave, save: None)
    checked, load = Event(), loader.load_lesson

    def load_late(folder: Path, lesson_id: str) -> Lesson:
        checked.wait(60)
        return load(folder, lesson_id)

    monkeypatch.setattr(loader, "load_lesson", load_late)
    async with open_tutor(size=(140, 45)) as pilot:
        pilot.app.open_lesson(lesson)
        screen = pilot.app.screen
        try:
            await wait_until(pilot, lambda: bool(screen.query("#opening Prose MarkdownParagraph")))
            await wait_until(pilot, lambda: all(place for _, place in places(pilot, "opening")))
            begun = places(pilot, "opening")
        finally:
            checked.set()
        await wait_until(pilot, lambda: screen.query_one(ContentSwitcher).current == "page-0")
        await wait_until(pilot, lambda: not screen.query("#opening"))
        assert places(pilot, "page-0") == begun
