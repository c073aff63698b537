"""The first minute: the spiral trains, is asked about, and leads to the first page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList, Static
from waiting import wait_until

from tutor.plots.cells import plain
from tutor.progress.preferences import Preferences
from tutor.screens.first_minute import ANSWERS, FirstMinute
from tutor.screens.home import HomeScreen
from tutor.screens.lesson import LessonScreen
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.spiral import STOPS, Spiral

OpenTutor = Callable[..., Any]
SIZES = [(80, 24), (140, 45), (200, 60)]


@pytest.fixture(autouse=True)
def still(tmp_path: Path) -> None:
    """Let nothing move: then a key leads from stop to stop."""
    Preferences(tmp_path).keep("motion", "off")


async def watched(pilot: Pilot[Any]) -> None:
    """Go from stop to stop until the question is asked."""
    await wait_until(pilot, lambda: bool(pilot.app.screen.query(Spiral)))
    spiral = pilot.app.screen.query_one(Spiral)
    await wait_until(pilot, lambda: bool(spiral.live.snapshot))
    for stop in STOPS[1:]:
        while spiral.live.snapshot.epoch < stop:  # a change of size ends what is under way
            assert spiral.is_attached and pilot.app.is_running
            await pilot.press("space")
            await pilot.app.workers.wait_for_complete()
        assert spiral.live.snapshot.epoch == stop
    await wait_until(pilot, lambda: bool(pilot.app.screen.query(OptionList)))


def told(pilot: Pilot[Any]) -> str:
    return str(pilot.app.screen.query_one("#known", Static).render())


@pytest.mark.parametrize(
    "size", [SIZES[0], pytest.param(SIZES[1], marks=pytest.mark.slow), SIZES[2]]
)
async def test_it_asks_answers_and_leads_to_the_first_page(
    open_tutor: OpenTutor, size: tuple[int, int]
) -> None:
    async with open_tutor(first=True, size=size) as pilot:
        await watched(pilot)
        bar = pilot.app.screen.query_one(KeyBar)
        await wait_until(
            pilot, lambda: "↑ ↓ choose  enter say it  space go on" in str(bar.render())
        )
        answers = pilot.app.screen.query_one(OptionList)
        prompts = [str(answers.get_option_at_index(place).prompt) for place in range(len(ANSWERS))]
        assert all(line[:2] in ("○ ", "  ") for each in prompts for line in each.split("\n"))
        await pilot.press("down", "enter")
        await pilot.pause()
        assert ANSWERS[1][1] in told(pilot)
        assert "every number of this" in told(pilot)
        assert pilot.app.screen.query_one("#known").region.height
        await wait_until(pilot, lambda: "space first page" in str(bar.render()))
        await pilot.press("space")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)
    async with open_tutor(first=True) as pilot:
        assert isinstance(pilot.app.screen, HomeScreen), "it comes once"


@pytest.mark.parametrize("size", SIZES)
async def test_the_plane_is_drawn_large_and_without_axes(
    open_tutor: OpenTutor, size: tuple[int, int]
) -> None:
    async with open_tutor(first=True, size=size) as pilot:
        await wait_until(pilot, lambda: bool(pilot.app.screen.query(Spiral)))
        spiral = pilot.app.screen.query_one(Spiral)
        await wait_until(pilot, lambda: bool(spiral.frame))
        rows = plain(spiral.frame).split("\n")
        assert len(rows) == spiral.size.height >= size[1] - 4
        assert not {*"│┬"} & {*"".join(rows)}
        bar = pilot.app.screen.query_one(KeyBar)
        await wait_until(pilot, lambda: "space train on" in str(bar.render()))
        below = "".join(rows[-2:])
        assert "● ▲ ■ right" in below and "○ △ □ wrong" in below and "epoch 0 of 200" in below


async def test_the_question_can_be_passed_over_and_answered_by_mouse(
    open_tutor: OpenTutor,
) -> None:
    async with open_tutor(first=True) as pilot:
        await watched(pilot)
        await pilot.press("space")
        await pilot.pause()
        assert "every number of this" in told(pilot)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)
        pilot.app.action_first_minute()
        await pilot.pause()
        await watched(pilot)
        await pilot.click(OptionList, offset=(3, 0))
        await pilot.pause()
        assert ANSWERS[0][1] in told(pilot)


async def test_it_leads_home_at_any_time(open_tutor: OpenTutor) -> None:
    async with open_tutor(first=True) as pilot:
        assert isinstance(pilot.app.screen, FirstMinute)
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_a_lesson_found_from_it_leads_on_to_the_map(open_tutor: OpenTutor) -> None:
    async with open_tutor(first=True) as pilot:
        pilot.app.open_lesson("1-3-why-now")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
        pilot.app.on_lesson_finished()
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


@pytest.mark.parametrize("size", SIZES)
async def test_it_says_what_program_this_is_and_what_for(
    open_tutor: OpenTutor, size: tuple[int, int]
) -> None:
    async with open_tutor(first=True, size=size) as pilot:
        await pilot.pause()
        beside = pilot.app.screen.query("#beside Static").results(Static)
        words = " ".join(str(part.render()) for part in beside)
        assert "nn-tutor" in words and "neural networks" in words
        assert all(part.region.bottom < size[1] for part in pilot.app.screen.query("#beside *"))
