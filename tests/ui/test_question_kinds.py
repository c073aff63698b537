"""Each kind of question answered by keyboard: wrong, partly right where there is such, right."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from keyboard import answer, focus
from textual.pilot import Pilot
from textual.widgets import Static
from waiting import wait_until

from tutor.assessment.keys import foreseen_wrong, right_answer
from tutor.assessment.marking import mark
from tutor.course.loader import load_lesson
from tutor.progress.store import Store
from tutor.screens.quiz import QuizScreen
from tutor.widgets.fields.cloze import ClozeField
from tutor.widgets.fields.field import Field
from tutor.widgets.help_ladder import HelpLadder
from tutor.widgets.question import QuestionView

SAMPLE = Path(__file__).parents[1] / "course" / "sample"
LESSON = load_lesson(SAMPLE, "1-1-kinds")
KINDS = {question.kind: question for question in LESSON.questions.values()}

OpenTutor = Callable[..., Any]


async def asked(pilot: Pilot[Any], kind: str, store: Store) -> QuestionView:
    question = KINDS[kind]
    await pilot.app.push_screen(QuizScreen("Quiz", [(LESSON.id, question)], store))
    await wait_until(pilot, lambda: bool(pilot.app.screen.query(QuestionView)))
    return pilot.app.screen.query_one(QuestionView)


@pytest.mark.parametrize(
    "kind",  # the others are answered so in test_whole_course.py, too
    [pytest.param(kind, marks=[] if kind == "match" else pytest.mark.slow) for kind in KINDS],
)
async def test_a_right_answer_by_keys(kind: str, open_tutor: OpenTutor, tmp_path: Path) -> None:
    question = KINDS[kind]
    async with open_tutor(course=SAMPLE) as pilot:
        view = await asked(pilot, kind, pilot.app._store)
        verdict = await answer(pilot, view, question, right_answer(question, 0))
        assert (verdict.outcome, verdict.score) == ("right", 1.0)
        assert not view.query_one(HelpLadder).display, "who needs no help is offered none"
    assert Store.open(tmp_path).best_scores(LESSON.id) == {question.id: 1.0}


@pytest.mark.sampled
@pytest.mark.parametrize("kind", KINDS)
async def test_a_wrong_answer_by_keys_then_the_right_one(kind: str, open_tutor: OpenTutor) -> None:
    question = KINDS[kind]
    given, feedback = foreseen_wrong(question, 0)[0]
    async with open_tutor(course=SAMPLE) as pilot:
        view = await asked(pilot, kind, pilot.app._store)
        verdict = await answer(pilot, view, question, given)
        assert verdict.score < 1
        assert any(feedback in piece.text for piece in verdict.feedback)
        await wait_until(pilot, lambda: view.query_one(HelpLadder).display or kind == "predict")
        verdict = await answer(pilot, view, question, right_answer(question, 0))
        assert verdict.score == 1


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("multiple", [0]),
        ("order", [0, 1, 3, 2]),
        ("match", None),
        ("cloze", None),
    ],
)
async def test_part_of_an_answer_earns_part_of_the_points(
    kind: str, given: Any, open_tutor: OpenTutor
) -> None:
    question = KINDS[kind]
    right = right_answer(question, 0)
    if kind == "match":
        given = [*right[:-1], (right[-1] + 1) % len(question.rights)]
    elif kind == "cloze":
        given = dict(right)
        name = next(name for name, gap in question.gaps.items() if not gap.options)
        given[name] = "17"
    async with open_tutor(course=SAMPLE) as pilot:
        view = await asked(pilot, kind, pilot.app._store)
        verdict = await answer(pilot, view, question, given)
        assert verdict.outcome == "partly"
        assert 0 < verdict.score < 1


@pytest.mark.parametrize(("typed", "shown"), [(" ", "____"), ("2**3", "2**3"), ("`$1", "`$1")])
async def test_what_is_typed_into_a_gap_is_shown_as_it_is(
    typed: str, shown: str, open_tutor: OpenTutor
) -> None:
    name = next(name for name, gap in KINDS["cloze"].gaps.items() if not gap.options)
    async with open_tutor(course=SAMPLE) as pilot:
        view = await asked(pilot, "cloze", pilot.app._store)
        field = view.query_one(ClozeField)
        field.query_one(f"#gap-{list(field.answer).index(name) + 1}").focus()
        await pilot.press(*typed)
        text = str(field.query_one(".gapped", Static).render())
        assert re.search(rf"\(\d\) {re.escape(shown)}", text)
        assert "**(" not in text


async def test_a_text_with_gaps_keeps_its_paragraphs(open_tutor: OpenTutor) -> None:
    cloze = KINDS["cloze"]
    question = cloze.model_copy(update={"text": f"{cloze.text.strip()}\n\nAnd so **on**.\n"})
    async with open_tutor(course=SAMPLE) as pilot:
        await pilot.app.push_screen(QuizScreen("Quiz", [(LESSON.id, question)], pilot.app._store))
        await wait_until(pilot, lambda: bool(pilot.app.screen.query(ClozeField)))
        shown = str(pilot.app.screen.query_one(".gapped", Static).content)
        assert shown.endswith("\n\nAnd so on.")


@pytest.mark.parametrize(
    "kind",  # all are handed in by the same lines
    [pytest.param(kind, marks=[] if kind == "cloze" else pytest.mark.slow) for kind in KINDS],
)
async def test_an_answer_handed_in_many_times_at_once_is_marked_once(
    kind: str, open_tutor: OpenTutor, tmp_path: Path
) -> None:
    question = KINDS[kind]
    async with open_tutor(course=SAMPLE) as pilot:
        view = await asked(pilot, kind, pilot.app._store)
        for _ in range(30):
            view.query_one(Field).commit(foreseen_wrong(question, 0)[0][0])
        await wait_until(pilot, lambda: view.verdict is not None)
        await pilot.app.workers.wait_for_complete()
    assert len(Store.open(tmp_path).attempts()) == 1


async def test_a_burst_of_enter_hands_an_answer_in_once(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    given, _ = foreseen_wrong(KINDS["numeric"], 0)[0]
    async with open_tutor(course=SAMPLE) as pilot:
        view = await asked(pilot, "numeric", pilot.app._store)
        await focus(pilot, view)
        await pilot.press(*given)
        for _ in range(30):
            pilot.app.simulate_key("enter")
        await wait_until(pilot, lambda: view.verdict is not None)
        await pilot.app.workers.wait_for_complete()
        await pilot.press("ctrl+u", *right_answer(KINDS["numeric"], 0), "enter")
        await wait_until(pilot, lambda: view.is_closed)
    assert [attempt.score for attempt in Store.open(tmp_path).attempts()] == [0.0, 1.0]


async def test_starting_over_while_a_verdict_comes_leaves_a_whole_field(
    open_tutor: OpenTutor,
) -> None:
    question = KINDS["cloze"]
    given, _ = foreseen_wrong(question, 0)[0]
    verdict = mark(question, given, 0)
    async with open_tutor(course=SAMPLE) as pilot:
        view = await asked(pilot, "cloze", pilot.app._store)

        async def show_later(turns: int) -> None:
            for _ in range(turns):
                await asyncio.sleep(0)
            await view.show_verdict(verdict, given, motion=True)

        for turns in range(12):  # so that it meets each stage of the other
            await asyncio.gather(view.action_retry(), show_later(turns))
        await view.action_retry()
        final = await answer(pilot, view, question, right_answer(question, 0))
        assert final.score == 1
