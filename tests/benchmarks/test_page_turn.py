"""Milliseconds of the event loop from a key to the first output of the page it turns to."""

from __future__ import annotations

import asyncio
from pathlib import Path
from statistics import median
from time import thread_time

import pytest
from painting import Paint
from textual.events import Key
from textual.widgets import ContentSwitcher

from tutor.app import TutorApp
from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index
from tutor.progress.store import Store
from tutor.screens.lesson import LessonScreen

pytestmark = pytest.mark.benchmark

LESSONS = ["1-1-neuron-to-network", "2-4-gradient-descent", "4-7-deep-backward"]


async def milliseconds(app: TutorApp) -> list[float]:
    """Turn all pages of the lesson in view, each once the next has been prepared."""
    while not isinstance(app.screen, LessonScreen) or app.screen.lesson is None:
        await asyncio.sleep(0.01)
    screen, paint, taken = app.screen, Paint(app, clock=thread_time), []
    pages = screen.query_one(ContentSwitcher)
    for number in range(1, len(app.screen.lesson.pages)):
        wanted = f"page-{number}"
        while wanted not in screen._kept or pages.current != f"page-{number - 1}":
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)  # what is shown has come to rest
        began = thread_time()
        app.post_message(Key("right", None))
        written = await paint.after(lambda wanted=wanted: pages.current == wanted)
        taken.append((written - began) * 1000)
    return taken


async def test_a_page_that_was_prepared_is_there_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row
) -> None:
    monkeypatch.setattr(TutorApp, "is_headless", False)
    monkeypatch.setattr("tutor.app.leave_when_told", lambda leave, save: None)
    folder, store, taken = shipped_course(), Store.open(tmp_path), []
    for lesson in LESSONS:
        app = TutorApp(folder, read_index(folder), store, lesson)
        async with app.run_test(size=(140, 45)):
            taken += await milliseconds(app)
    store.close()
    row("page turn, key to first output, ms", median(taken), 40, 25)
