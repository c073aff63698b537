"""The next page is built while one is read, out of sight, and shown when it is turned to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import ContentSwitcher
from textual.worker import Worker
from waiting import wait_until

from tutor.app import TutorApp
from tutor.screens import lesson_pages
from tutor.screens.lesson import LessonScreen

OpenTutor = Callable[..., Any]
LESSON = "2-4-gradient-descent"


@pytest.fixture(autouse=True)
def read_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TutorApp, "is_headless", False)
    monkeypatch.setattr("tutor.app.leave_when_told", lambda leave, save: None)
    monkeypatch.setattr(lesson_pages, "REST", 0)


async def built(pilot: Pilot[Any], number: int) -> Widget:
    """Return the page that comes next; fail if the work begun with the one in view left it out."""
    await wait_until(pilot, lambda: pages_seen(pilot) == number)
    await wait_until(pilot, lambda: not any(each.group == "next page" for each in at_work(pilot)))
    assert f"page-{number}" in getattr(pilot.app.screen, "_kept", ())
    return pilot.app.screen.query_one(f"#page-{number}")


def pages_seen(pilot: Pilot[Any]) -> int:
    """Return how many pages count as seen: the last of them from when the next is begun."""
    screen = pilot.app.screen
    if not isinstance(screen, LessonScreen) or screen.lesson is None:
        return 0
    lesson = screen.lesson
    seen = screen.store.summary({lesson.id: lesson.page_names}).get(lesson.id)
    return seen.pages if seen else 0


def at_work(pilot: Pilot[Any]) -> list[Worker[Any]]:
    return [each for each in pilot.app.workers if not each.is_finished]


async def test_the_page_turned_to_is_the_one_that_was_prepared(open_tutor: OpenTutor) -> None:
    async with open_tutor(LESSON) as pilot:
        following = await built(pilot, 1)
        pages = pilot.app.screen.query_one(ContentSwitcher)
        assert pages.current == "page-0"
        assert not following.display
        await pilot.press("right")
        await wait_until(pilot, lambda: pages.current == "page-1" and following.size.height > 0)
        assert pages.visible_content is following


async def test_what_was_read_stays_and_no_more_than_a_few_pages(open_tutor: OpenTutor) -> None:
    async with open_tutor(LESSON) as pilot:
        for number in range(1, 5):
            await built(pilot, number)
            await pilot.press("right")
        await built(pilot, 5)
        pages = pilot.app.screen.query_one(ContentSwitcher)
        kept = {f"page-{number}" for number in (2, 3, 4, 5)}
        await wait_until(pilot, lambda: {page.id for page in pages.children} == kept)


async def test_what_the_next_page_shows_first_is_drawn_before_it_is_turned_to(
    open_tutor: OpenTutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_tutor(LESSON) as pilot:
        following = await built(pilot, 1)
        texts = [each for each in following.query("MarkdownParagraph") if each.outer_size]
        assert texts
        drawn: list[Widget] = []
        draw = Widget._render_content
        monkeypatch.setattr(
            Widget, "_render_content", lambda self: (drawn.append(self), draw(self))[1]
        )
        await pilot.press("right")
        await wait_until(pilot, lambda: following.size.height > 0)
        await pilot.pause()
        assert texts[0] not in drawn
        assert str(texts[0].render_line(0).text).strip()
