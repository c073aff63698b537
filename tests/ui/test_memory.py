"""What has been left is cleared away: a long sitting takes no more memory than a short one."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from waiting import wait_until

OpenTutor = Callable[..., Any]


@pytest.fixture(autouse=True)
def collect_the_young_alone() -> Iterator[None]:
    """What was there before is not gone through again and again."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.sampled
@pytest.mark.parametrize("place", ["Stepper", "Playground", "Gallery", "Own code"])
async def test_a_screen_that_was_left_is_cleared_away(open_tutor: OpenTutor, place: str) -> None:
    async with open_tutor() as pilot:
        home = pilot.app.screen
        commands = {each.title: each for each in pilot.app.get_system_commands(home)}
        commands[place].callback()
        await wait_until(pilot, lambda: pilot.app.screen is not home)
        await pilot.app.workers.wait_for_complete()
        left = weakref.ref(pilot.app.screen)
        pilot.app.return_to()
        await wait_until(pilot, lambda: pilot.app.screen is home)
        await wait_until(pilot, lambda: gc.collect() is not None and left() is None)
