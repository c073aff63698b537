"""What was kept at another time, or is broken while the program runs, stops nobody."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from waiting import wait_until

from tutor.course.scaffold import TEMPLATE
from tutor.progress.store import Store
from tutor.screens.lesson import LessonScreen
from tutor.themes import THEMES

OpenTutor = Callable[..., Any]


async def test_a_theme_that_is_gone_is_replaced(open_tutor: OpenTutor, tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.keep_setting("theme", "a theme of long ago")
    store.close()
    async with open_tutor() as pilot:
        assert pilot.app.theme == THEMES[0].name


async def test_a_course_that_breaks_while_it_is_read_is_told(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    course = tmp_path / "course"
    shutil.copytree(TEMPLATE, course)
    async with open_tutor("1-1-one-neuron", course=course) as pilot:
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
        await wait_until(pilot, lambda: pilot.app.screen.lesson is not None)
        for broken in ("units: [", "- 1", "", "title: x\nunits: 3\n"):
            (course / "course.yaml").write_text(broken)
            await pilot.press("t")
            await wait_until(pilot, lambda: bool(pilot.app._notifications))
            assert isinstance(pilot.app.screen, LessonScreen)
            pilot.app.clear_notifications()
