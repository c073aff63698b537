"""The next page is built while one is read, out of sight, and shown when it is turned to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import ContentSwitcher
from waiting import wait_until

from tutor.app import TutorApp
from tutor.screens import lesson_pages

OpenTutor = Callable[..., Any]
LESSON = "2-4-gradient-descent"


@pytest.fixture(autouse=True)
def read_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TutorApp, "is_headless", False)
    monkeypatch.setattr("tutor.app.leave_when_told", lambda leave, save: None)
    monkeypatch.setattr(lesson_pages, "REST", 0)


async def built(pilot: Pilot[Any], number: int) -> Widget:
    await wait_until(pilot, lambda: f"page-{number}" in getattr(pilot.app.screen, "_kept", ()))
    return pilot.app.screen.query_one(f"#page-{number}")


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
