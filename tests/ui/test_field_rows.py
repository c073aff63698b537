"""The rows of a question's field: long texts keep clear of their marks, and the mouse works."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static
from waiting import click, wait_until

from tutor.assessment.parts import Option, OrderStep
from tutor.assessment.questions import Order, Question, Single
from tutor.course.loader import load_lesson
from tutor.screens.quiz import QuizScreen
from tutor.widgets.fields.choice import CHOSEN, ChoiceField
from tutor.widgets.fields.match import MatchField
from tutor.widgets.fields.order import OrderField
from tutor.widgets.fields.rows import CURSOR, AnswerRow
from tutor.widgets.question import QuestionView

SAMPLE = Path(__file__).parents[1] / "course" / "sample"
LESSON = load_lesson(SAMPLE, "1-1-kinds")
KINDS = {question.kind: question for question in LESSON.questions.values()}
LONG = "A sentence that goes on and on, " * 5

OpenTutor = Callable[..., Any]


async def asked(pilot: Pilot[Any], question: Question) -> QuestionView:
    await pilot.app.push_screen(QuizScreen("Quiz", [(LESSON.id, question)], pilot.app._store))
    await wait_until(pilot, lambda: bool(pilot.app.screen.query(QuestionView)))
    await pilot.pause()
    return pilot.app.screen.query_one(QuestionView)


CHOICE = Single(
    id="long",
    kind="single",
    prompt="Which?",
    options=(
        Option(text=LONG, correct=True, feedback="Yes."),
        Option(text="Short", feedback="No."),
    ),
)
ORDER = Order(
    id="long",
    kind="order",
    prompt="Which order?",
    steps=(OrderStep(text=LONG, feedback="So."), OrderStep(text=f"Then {LONG}", feedback="So.")),
    right="Yes.",
    otherwise="No.",
)


@pytest.mark.parametrize("question", [CHOICE, ORDER], ids=["choice", "order"])
async def test_a_long_row_hangs_beside_its_mark(question: Question, open_tutor: OpenTutor) -> None:
    async with open_tutor(course=SAMPLE) as pilot:
        view = await asked(pilot, question)
        row = view.query(AnswerRow).first()
        mark, text = row.query_one(".mark", Static), row.query_one(".text", Static)
        assert text.region.x == mark.region.right
        assert mark.region.width == len(str(mark.render()))
        assert row.region.height == text.region.height > 1


async def test_a_click_anywhere_in_a_row_chooses_it(open_tutor: OpenTutor) -> None:
    async with open_tutor(course=SAMPLE) as pilot:
        view = await asked(pilot, CHOICE)
        for number, place in ((1, ".text"), (0, ".mark"), (1, ".mark")):
            await click(pilot, view.query(AnswerRow)[number].query_one(place))
            assert view.query_one(ChoiceField).answer == number
            mark = view.query(AnswerRow)[number].query_one(".mark", Static)
            assert str(mark.render()) == f"{CURSOR}{CHOSEN} "
            other = view.query(AnswerRow)[1 - number].query_one(".mark", Static)
            assert CURSOR not in str(other.render())


async def test_a_click_turns_a_partner_and_picks_a_step_up(open_tutor: OpenTutor) -> None:
    async with open_tutor(course=SAMPLE) as pilot:
        view = await asked(pilot, KINDS["match"])
        await click(pilot, view.query(AnswerRow)[1].query_one(".text"))
        answer = view.query_one(MatchField).answer
        assert answer[0] is None
        assert answer[1] is not None
    async with open_tutor(course=SAMPLE) as pilot:
        view = await asked(pilot, KINDS["order"])
        field = view.query_one(OrderField)
        before = field.answer
        await click(pilot, view.query(AnswerRow)[1].query_one(".text"))
        await pilot.press("up")
        assert field.answer[0] == before[1]


async def test_the_cursor_comes_with_the_focus_and_goes_with_it(open_tutor: OpenTutor) -> None:
    async with open_tutor(course=SAMPLE) as pilot:
        view = await asked(pilot, CHOICE)
        field, row = view.query_one(ChoiceField), view.query(AnswerRow).first()
        for focused in (None, field, None):
            pilot.app.screen.set_focus(focused)
            await wait_until(pilot, lambda here=focused is field: field.has_focus is here)
            mark = str(row.query_one(".mark", Static).render())
            assert (CURSOR in mark) is (focused is field)
