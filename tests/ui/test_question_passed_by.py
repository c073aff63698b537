"""What `enter` does beside a question that waits, and what is typed where the answer was shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from keyboard import focus
from sizes import SMALL, mainly
from textual.pilot import Pilot
from textual.widgets import Input, Static
from waiting import wait_until

from tutor.course.loader import load_lesson
from tutor.progress.store import Store
from tutor.screens.lesson import LessonScreen
from tutor.screens.quiz import QuizScreen
from tutor.widgets.question import INVITED, QuestionView

SAMPLE = Path(__file__).parents[1] / "course" / "sample"
LESSON = load_lesson(SAMPLE, "1-1-kinds")
PAGE_OF = {"one": 0, "third": 1, "steps": 2, "slope": 3}

OpenTutor = Callable[..., Any]


async def at_page(pilot: Pilot[Any], page: int) -> LessonScreen:
    screen = pilot.app.screen
    assert isinstance(screen, LessonScreen)
    await wait_until(pilot, lambda: screen.lesson is not None and screen.page_in_view())
    for _ in range(page):
        before = screen.place
        await pilot.press("right")
        await wait_until(pilot, lambda before=before: screen.place != before)
    await wait_until(pilot, lambda: any(view.region for view in screen.query(QuestionView)))
    return screen


def note(view: QuestionView) -> str:
    return str(view.query_one(".refusal", Static).render())


def question(screen: LessonScreen, name: str) -> QuestionView:
    return next(view for view in screen.query(QuestionView) if view._question.id == name)


@pytest.mark.sampled
@mainly(SMALL)
@pytest.mark.parametrize("name", PAGE_OF)
async def test_enter_meets_a_question_before_it_turns_the_page(
    name: str, size: tuple[int, int], open_tutor: OpenTutor, tmp_path: Path
) -> None:
    async with open_tutor("1-1-kinds", course=SAMPLE, size=size) as pilot:
        screen = await at_page(pilot, PAGE_OF[name])
        place, view = screen.place, question(screen, name)
        await pilot.press("enter")
        await wait_until(pilot, lambda: view.has_focus_within)
        assert screen.active_bindings["enter"].binding.description == "answer"
        await pilot.press("enter")
        await wait_until(pilot, lambda: note(view) == INVITED)
        assert screen.place == place
    assert Store.open(tmp_path).attempts() == [], "one enter too many hands nothing in"


async def test_enter_answers_once_the_question_was_met(open_tutor: OpenTutor) -> None:
    async with open_tutor("1-1-kinds", course=SAMPLE) as pilot:
        view = question(await at_page(pilot, 0), "one")
        await pilot.press("enter", "1", "enter")
        await wait_until(pilot, lambda: view.is_closed)


async def test_a_question_that_was_left_is_passed_by_enter(open_tutor: OpenTutor) -> None:
    async with open_tutor("1-1-kinds", course=SAMPLE) as pilot:
        await at_page(pilot, 3)
        await pilot.press("enter", "escape", "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, QuizScreen))


@pytest.mark.parametrize("key", ["space", "right"])
async def test_who_only_reads_goes_on_as_before(key: str, open_tutor: OpenTutor) -> None:
    async with open_tutor("1-1-kinds", course=SAMPLE, size=(140, 45)) as pilot:
        screen = await at_page(pilot, 1)
        await pilot.press(key)
        await wait_until(pilot, lambda: screen.place[1] == 2)
        assert screen.focused is None


async def test_what_is_typed_after_the_answer_was_shown_acts_on_nothing(
    open_tutor: OpenTutor,
) -> None:
    async with open_tutor("1-1-kinds", course=SAMPLE) as pilot:
        screen = await at_page(pilot, 1)
        view = question(screen, "third")
        await focus(pilot, view)
        await wait_until(pilot, lambda: isinstance(screen.focused, Input))
        while not view.is_closed:
            await pilot.press("ctrl+t")
            await pilot.pause()
        place = screen.place
        for key in ("1", "slash", "8", "e", "minus", "x", "full_stop", "backspace"):
            await pilot.press(key)
            await pilot.pause()
            assert pilot.app.screen is screen and screen.place == place
        assert "r start over" in note(view)
        await pilot.press("r")
        await wait_until(pilot, lambda: not view.is_closed and not note(view))
