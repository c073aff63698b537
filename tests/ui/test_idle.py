"""Nothing ticks while nothing moves: what waits for a key costs no time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from textual.pilot import Pilot
from waiting import wait_until

from tutor.screens.playground import PlaygroundScreen

PLAYED = {
    "stepper": {"graph": "3*(a + b*c)", "inputs": {"a": 5, "b": 3, "c": 2}},
    "image": {"digit": 3, "filters": ["blur"]},
    "surface": {"cost": "w**2", "over": {"w": [-3, 3]}, "start": {"w": 2}},
    "perceptron": {"problems": ["xor"]},
    "fit": {"dataset": "moons", "points": 1000, "batch_size": 8, "epochs": 9999},
    "compare": {
        "dataset": "moons",
        "points": 1000,
        "epochs": 9999,
        "change": {"hidden": [[2], [4]]},
    },
}


def ticking(pilot: Pilot[Any]) -> list[str]:
    """Return the names of the timers that would wake the program, and of what is at work."""
    timers = (timer for each in _pumps(pilot) for timer in each._timers)
    running = [
        timer.name
        for timer in timers
        if timer._task is not None and not timer._task.done() and timer._active.is_set()
    ]
    return running + [worker.name for worker in pilot.app.workers if worker.is_running]


def _pumps(pilot: Pilot[Any]) -> Iterator[Any]:
    yield pilot.app
    for screen in pilot.app.screen_stack:
        yield from screen.walk_children(with_self=True)


@pytest.mark.parametrize("lesson", [None, "2-4-gradient-descent"])
async def test_a_page_at_rest(open_tutor: Any, lesson: str | None) -> None:
    async with open_tutor(lesson) as pilot:
        await wait_until(pilot, lambda: not ticking(pilot))


async def test_a_playground_at_rest(open_tutor: Any) -> None:
    async with open_tutor(size=(120, 40)) as pilot:
        pilot.app.push_screen(
            PlaygroundScreen({"dataset": "moons", "batch_size": 8, "epochs": 10_000})
        )
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, PlaygroundScreen))
        await pilot.press("space")
        await wait_until(pilot, lambda: ticking(pilot))
        await pilot.press("space")
        await wait_until(pilot, lambda: not ticking(pilot))


@pytest.mark.sampled
@pytest.mark.parametrize("name", PLAYED)
async def test_a_part_that_was_played_and_is_paused(open_part: Any, name: str) -> None:
    async with open_part(name, **PLAYED[name]) as pilot:
        await wait_until(pilot, lambda: not ticking(pilot))
        await pilot.press("space")
        await wait_until(pilot, lambda: ticking(pilot))
        await pilot.press("space")
        await wait_until(pilot, lambda: not ticking(pilot))
