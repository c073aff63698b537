"""The final test is reached from home, asks of every unit, and its result is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Static
from waiting import wait_until

from tutor.course.unit_test import FINAL
from tutor.progress.store import Store
from tutor.screens.home import HomeScreen
from tutor.screens.unit_test import FinalTestScreen
from tutor.widgets.prose import Prose

OpenTutor = Callable[..., Any]


def told(pilot: Pilot[Any], selector: str) -> str:
    return str(pilot.app.screen.query_one(selector, Static).render())


async def test_the_final_test_is_drawn_asked_and_kept(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    async with open_tutor() as pilot:
        await pilot.press("f")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, FinalTestScreen)
        await wait_until(pilot, lambda: told(pilot, "#place").endswith("questions"))
        units = {lesson.number.split("-")[0] for lesson in screen.lessons.values()}
        assert {"1", "2", "3", "4", "5", "6", "7"} <= units
        assert len(screen.items) == len(screen.lessons)
        assert f"{len(screen.items)} questions" in screen.query_one(Prose).source
        await pilot.press("space")
        for _ in screen.items:
            await pilot.press("escape", "right")
            await pilot.pause()
        await wait_until(pilot, lambda: "0 of" in screen.query_one(Prose).source)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)
    assert Store.open(tmp_path).tests() == {FINAL: (1, 0.0)}
