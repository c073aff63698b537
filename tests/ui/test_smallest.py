"""A window pulled as small as it goes, and back: nothing falls over it, and all is there again."""

from __future__ import annotations

from typing import Any

import pytest
from waiting import wait_until

from tutor.screens.home import HomeScreen
from tutor.screens.lesson import LessonScreen
from tutor.screens.too_small import TooSmall

SMALLEST = [(1, 1), (3, 40), (20, 8), (200, 2)]
ROOMS = ["Gallery", "Stepper", "Own code", "Settings", "Playground", "Progress"]
LESSONS = ["2-4-gradient-descent", "7-3-spiral-capstone"]


async def pulled(pilot: Any) -> None:
    before = pilot.app.screen
    for size in SMALLEST:
        await pilot.resize_terminal(*size)
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, TooSmall))
    await pilot.resize_terminal(80, 24)
    await wait_until(pilot, lambda: pilot.app.screen is before)
    assert not pilot.app._exception


@pytest.mark.sampled
@pytest.mark.parametrize("room", ROOMS)
async def test_a_room_in_the_smallest_window(room: str, open_tutor: Any) -> None:
    async with open_tutor() as pilot:
        home = pilot.app.screen
        (command,) = (each for each in pilot.app.get_system_commands(home) if each.title == room)
        command.callback()
        await wait_until(pilot, lambda: pilot.app.screen is not home)
        await pulled(pilot)


@pytest.mark.parametrize("lesson", LESSONS)
async def test_a_lesson_in_the_smallest_window(lesson: str, open_tutor: Any) -> None:
    async with open_tutor(lesson) as pilot:
        await pilot.press("right", "right")
        await pulled(pilot)


@pytest.mark.parametrize("size", SMALLEST)
async def test_started_in_the_smallest_window(size: tuple[int, int], open_tutor: Any) -> None:
    for first in (True, False):
        async with open_tutor(size=size, first=first) as pilot:
            await wait_until(pilot, lambda: isinstance(pilot.app.screen, TooSmall))


async def test_in_a_window_too_small_q_quits_as_it_says(open_tutor: Any) -> None:
    async with open_tutor(size=(50, 12)) as pilot:
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, TooSmall))
        await pilot.press("q")
    assert pilot.app.return_code == 0


async def test_what_was_covered_when_room_was_made_gives_way(open_tutor: Any) -> None:
    async with open_tutor(size=(50, 12)) as pilot:
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, TooSmall))
        pilot.app.open_lesson(LESSONS[0])
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
        await pilot.resize_terminal(80, 24)
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        assert not any(isinstance(screen, TooSmall) for screen in pilot.app.screen_stack)
