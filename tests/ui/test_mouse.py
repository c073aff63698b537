"""The course by mouse: the contents, a link, a timeline that did not have the focus before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot
from waiting import wait_until

from tutor.screens.lesson import LessonScreen
from tutor.widgets.stepper import Stepper

OpenTutor = Callable[..., Any]

VALLEY = {
    "cost": "(w - 2)**2",
    "over": {"w": [-3, 7]},
    "start": {"w": 5},
    "alpha": {"from": 0.05, "to": 1.15, "step": 0.05, "value": 0.1},
}


def rows(pilot: Pilot[Any]) -> list[str]:
    """What stands on the screen, row by row."""
    strips = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


def place_of(pilot: Pilot[Any], text: str) -> tuple[int, int] | None:
    found = ((row.index(text), y) for y, row in enumerate(rows(pilot)) if text in row)
    return next(found, None)


async def settle(pilot: Pilot[Any]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def click(pilot: Pilot[Any], text: str) -> None:
    place = place_of(pilot, text)
    assert place is not None, f"{text!r} is not on the screen"
    await pilot.click(offset=(place[0] + 1, place[1]))
    await settle(pilot)


def at(pilot: Pilot[Any], lesson: str) -> bool:
    return isinstance(pilot.app.screen, LessonScreen) and pilot.app.screen.place[0] == lesson


async def scroll_to(pilot: Pilot[Any], text: str) -> None:
    for _ in range(80):
        if place_of(pilot, text):
            return
        await pilot.press("down")
        await settle(pilot)
    raise AssertionError(f"{text!r} never came")


async def test_a_lesson_of_the_contents_is_opened(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        await click(pilot, "What neural networks are")
        await click(pilot, "Supervised learning")
        await wait_until(pilot, lambda: at(pilot, "1-2-supervised-learning"))


async def test_a_link_is_followed(open_tutor: OpenTutor) -> None:
    async with open_tutor("1-1-neuron-to-network") as pilot:
        pilot.app.open_lesson("1-1-neuron-to-network", 8)
        await settle(pilot)
        await scroll_to(pilot, "Supervised learning")
        await click(pilot, "Supervised learning")
        await wait_until(pilot, lambda: at(pilot, "1-2-supervised-learning"))


async def test_the_line_at_the_end_of_a_page_turns_it(open_tutor: OpenTutor) -> None:
    async with open_tutor("1-1-neuron-to-network") as pilot:
        await settle(pilot)
        before = pilot.app.screen.place
        await scroll_to(pilot, "space ▸")
        await click(pilot, "space ▸")
        await wait_until(pilot, lambda: pilot.app.screen.place == (before[0], before[1] + 1))


async def test_a_heading_of_the_map_shows_that_it_folds(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        title = "What neural networks are"
        assert place_of(pilot, f"▹ ○ 1  {title}")
        await click(pilot, title)
        assert place_of(pilot, f"▾ ○ 1  {title}")
        await click(pilot, title)
        assert place_of(pilot, f"▹ ○ 1  {title}")


async def test_a_dial_is_set_with_a_click(open_part: Any) -> None:
    async with open_part("surface", **VALLEY) as pilot:
        for dial in ("alpha", "start w"):
            place = place_of(pilot, f"{dial} ")
            assert place is not None
            row = rows(pilot)[place[1]]
            part = pilot.app.part
            before = part.state.settings.values[dial]
            await pilot.click(offset=(row.rindex("─"), place[1]))
            await pilot.pause()
            after = part.state.settings
            assert after.chosen == dial
            assert after.number(dial) > before


async def test_a_part_stays_under_the_pointer_that_clicks_it(open_tutor: OpenTutor) -> None:
    async with open_tutor("2-9-m-examples") as pilot:
        pilot.app.open_lesson("2-9-m-examples", 2)
        await settle(pilot)
        await scroll_to(pilot, "◀ backward")
        stepper = pilot.app.screen.query_one(Stepper)
        assert not stepper.has_focus
        await click(pilot, "◀ backward")
        assert stepper.has_focus
        step = stepper.view.walk.step
        assert step is not None
        assert step.phase == "backward"


@pytest.mark.parametrize(("key", "box"), [("slash", "#chooser"), ("t", "#terms"), ("?", "#help")])
async def test_a_dialog_says_how_it_closes_and_a_click_there_does_so(
    open_tutor: OpenTutor, key: str, box: str
) -> None:
    async with open_tutor("2-7-backprop-on-a-graph") as pilot:
        lesson = pilot.app.screen
        await pilot.press(key)
        await wait_until(pilot, lambda: bool(pilot.app.screen.query(box)))
        frame = pilot.app.screen.query_one(box)
        await wait_until(pilot, lambda: frame.region.height)
        await wait_until(pilot, lambda: any("esc closes" in row for row in rows(pilot)))
        await pilot.click(offset=(frame.region.right - 5, frame.region.bottom - 1))
        await wait_until(pilot, lambda: pilot.app.screen is lesson)
