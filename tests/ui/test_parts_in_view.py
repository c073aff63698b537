"""Each sample of the gallery is in view whole: its picture, its task, what to try.

Those of the course are looked at where all of it is read, in test_whole_course.py.
"""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import ContentSwitcher
from waiting import wait_until

from tutor.course.loader import load_lesson
from tutor.screens.gallery import GALLERY, LESSON, GalleryScreen
from tutor.screens.lesson_page import LessonPage
from tutor.widgets.beside import LivePlace

SAMPLES = load_lesson(GALLERY, LESSON)
SIZES = [
    (80, 24),
    (140, 45),
    *(pytest.param(size, marks=pytest.mark.slow) for size in [(120, 30), (200, 60)]),
]


async def cut_off(pilot: Pilot[Any]) -> list[str]:
    """Return the samples with a part that is higher than the page is on this terminal."""
    gallery = GalleryScreen()
    await pilot.app.push_screen(gallery)
    await wait_until(pilot, lambda: gallery.query(LivePlace))
    pages = gallery.query_one(ContentSwitcher)
    found = []
    for number, page in enumerate(SAMPLES.pages):
        shown = LessonPage(SAMPLES, number, {}, SAMPLES.guesses)
        await pages.add_content(shown, id=f"shown-{number}", set_current=True)
        await pilot.pause()
        for place in shown.query(LivePlace):
            if max(place.size.height, place.part.size.height) > shown.size.height:
                found.append(page.title)
        await shown.remove()
    return found


@pytest.mark.parametrize("size", SIZES)
async def test_samples_are_whole(open_tutor: Any, size: tuple[int, int]) -> None:
    async with open_tutor(size=size) as pilot:
        assert await cut_off(pilot) == []
