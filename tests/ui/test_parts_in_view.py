"""Each live part of course and gallery is in view whole: its picture, its task, what to try."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import ContentSwitcher
from waiting import until

from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index
from tutor.course.loader import load_lesson
from tutor.course.model import Lesson
from tutor.live.directives import DIRECTIVES
from tutor.screens.gallery import GALLERY, LESSON, GalleryScreen
from tutor.screens.lesson_page import LessonPage
from tutor.widgets.beside import LivePlace

SAMPLES = load_lesson(GALLERY, LESSON)


async def cut_off(pilot: Pilot[Any], lessons: Iterable[Lesson]) -> list[str]:
    """Return the pages with a part that is higher than the page is on this terminal."""
    gallery = GalleryScreen()
    await pilot.app.push_screen(gallery)
    await until(pilot, lambda: gallery.query(LivePlace))
    pages = gallery.query_one(ContentSwitcher)
    found = []
    for lesson in lessons:
        for number, page in enumerate(lesson.pages):
            if not any(part.name in DIRECTIVES for part in page.parts.values()):
                continue
            shown = LessonPage(lesson, number, {}, lesson.guesses)
            await pages.add_content(shown, id=f"shown-{lesson.id}-{number}", set_current=True)
            await pilot.pause()
            for place in shown.query(LivePlace):
                if max(place.size.height, place.part.size.height) > shown.size.height:
                    found.append(f"{lesson.id}: {page.title}")
            await shown.remove()
    return found


@pytest.mark.parametrize("size", [(80, 24), (120, 30), (140, 45), (200, 60)])
async def test_samples_are_whole(open_tutor: Any, size: tuple[int, int]) -> None:
    async with open_tutor(size=size) as pilot:
        assert await cut_off(pilot, [SAMPLES]) == []


async def test_parts_of_the_course_are_whole_on_a_small_terminal(open_tutor: Any) -> None:
    folder = shipped_course()
    lessons = (load_lesson(folder, entry.id) for entry in read_index(folder).lessons)
    async with open_tutor(size=(80, 24)) as pilot:
        assert await cut_off(pilot, lessons) == []
