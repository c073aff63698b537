"""Every key that the bottom line of a place shows can be clicked, and does what it does pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sizes import SMALL, mainly
from textual.pilot import Pilot
from waiting import press_until, wait_until

from tutor.screens.home import HomeScreen
from tutor.screens.quiz import QuizScreen
from tutor.widgets.exercise.patient import Patient
from tutor.widgets.exercise.task import TaskView
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.next_line import NextLine
from tutor.widgets.question import QuestionView

OpenTutor = Callable[..., Any]
PLACES = "gsoewvtp,"
FULLEST = "gsv"  # of keys


def shown_keys(pilot: Pilot[Any]) -> list[tuple[int, str]]:
    """Return each key that the line shows: the column of its first sign, and the key itself."""
    (bar,) = pilot.app.screen.query(KeyBar)
    content = bar.render()
    found = []
    for span in content.spans:
        meta = getattr(span.style, "meta", {})
        if "@click" in meta:
            found.append((span.start, meta["@click"].removeprefix("press('").removesuffix("')")))
    return found


async def click_each(pilot: Pilot[Any], pressed: list[str]) -> list[str]:
    """Click each key of the line in turn: it alone is pressed; return the keys."""
    bar = pilot.app.screen.query_one(KeyBar)
    await wait_until(pilot, lambda: bar.region.width and len(shown_keys(pilot)) >= 2)
    assert bar.region.x == 0, "the line begins at the same column in every place"
    keys = shown_keys(pilot)
    for column, key in keys:
        left = bar.region.x + bar.styles.padding.left
        await pilot.click(offset=(left + column, bar.region.y))
        await wait_until(pilot, lambda: pressed)
        assert pressed == [key]
        pressed.clear()
    return [key for _, key in keys]


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys that clicks have pressed; none of them is carried out."""
    keys: list[str] = []
    monkeypatch.setattr("tutor.app.TutorApp.simulate_key", lambda _, key: keys.append(key))
    return keys


@pytest.mark.sampled
@mainly(SMALL)
@pytest.mark.parametrize("place", ["", *PLACES])
async def test_a_click_presses_the_key_under_the_mouse(
    open_tutor: OpenTutor, pressed: list[str], place: str, size: tuple[int, int]
) -> None:
    async with open_tutor(size=size) as pilot:
        if place:
            await pilot.press(place)
            await wait_until(pilot, lambda: not isinstance(pilot.app.screen, HomeScreen))
            await wait_until(pilot, lambda: pilot.app.screen.query(KeyBar))
        await pilot.pause()
        await click_each(pilot, pressed)


@mainly(SMALL)
async def test_so_it_is_within_lessons_and_exercises(
    open_tutor: OpenTutor, pressed: list[str], size: tuple[int, int]
) -> None:
    async with open_tutor(size=size) as pilot:
        pilot.app.open_lesson("2-7-backprop-on-a-graph", 2)
        await wait_until(pilot, lambda: pilot.app.screen.query(QuestionView))
        await click_each(pilot, pressed)
        await pilot.press("tab")
        assert "ctrl+t" in await click_each(pilot, pressed), "a hint, while a question is asked"
        pilot.app.open_lesson("1-3-why-now", 99)
        await wait_until(pilot, lambda: pilot.app.screen.query(NextLine))
        await pilot.press("right")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, QuizScreen))
        await wait_until(pilot, lambda: pilot.app.screen.query(QuestionView))
        await click_each(pilot, pressed)
        for exercise, part in {"sigmoid": TaskView, "derive-dz": QuestionView}.items():
            pilot.app.open_exercise(exercise)
            await wait_until(pilot, lambda part=part: pilot.app.screen.query(part))
            await click_each(pilot, pressed)
        pilot.app.open_exercise("ward-round")
        await wait_until(pilot, lambda: pilot.app.screen.query(Patient))
        await wait_until(pilot, lambda: pilot.app.screen.query_one(Patient).frame)
        await click_each(pilot, pressed)


@pytest.mark.parametrize(
    "place",
    [pytest.param(each, marks=[] if each in FULLEST else pytest.mark.slow) for each in PLACES],
)
async def test_what_the_clicks_do_brings_nothing_down(
    open_tutor: OpenTutor, place: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_tutor() as pilot:
        await pilot.press(place)
        await wait_until(pilot, lambda: not isinstance(pilot.app.screen, HomeScreen))
        await pilot.pause()
        for number in range(12):
            if isinstance(pilot.app.screen, HomeScreen):
                await pilot.press(place)
                await wait_until(pilot, lambda: not isinstance(pilot.app.screen, HomeScreen))
                await pilot.pause()
            keys = [each for each in shown_keys(pilot) if each[1] not in ("q", "ctrl+p")]
            if number >= len(keys):
                break
            bar = pilot.app.screen.query_one(KeyBar)
            left = bar.region.x + bar.styles.padding.left
            await pilot.click(offset=(left + keys[number][0], bar.region.y))
            await pilot.pause()
            await press_until(pilot, "escape", lambda: pilot.app.screen.query(KeyBar))
        assert pilot.app.is_running
