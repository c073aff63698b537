"""After a wrong answer the question stays live: what was right is kept, help comes by rungs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from keyboard import answer, focus
from sizes import SMALL, WIDE, mainly
from textual.pilot import Pilot
from textual.widgets import Input, Static
from waiting import click, wait_until

from tutor.assessment.keys import foreseen_wrong, right_answer
from tutor.course.loader import load_lesson
from tutor.progress.preferences import Preferences
from tutor.progress.store import Store
from tutor.screens.quiz import QuizScreen
from tutor.screens.unit_test import UnitTestScreen
from tutor.widgets.fields.match import MatchField
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.next_line import NextLine
from tutor.widgets.prose import Prose
from tutor.widgets.question import NOTHING_CHANGED, QuestionView

SAMPLE = Path(__file__).parents[1] / "course" / "sample"
LESSON = load_lesson(SAMPLE, "1-1-kinds")
KINDS = {question.kind: question for question in LESSON.questions.values()}

OpenTutor = Callable[..., Any]


async def asked(pilot: Pilot[Any], kind: str) -> QuestionView:
    screen = QuizScreen("Quiz", [(LESSON.id, KINDS[kind])], pilot.app._store)
    await pilot.app.push_screen(screen)
    await wait_until(pilot, lambda: bool(pilot.app.screen.query(QuestionView)))
    return pilot.app.screen.query_one(QuestionView)


def refusal(view: QuestionView) -> str:
    note = view.query_one(".refusal", Static)
    return str(note.render()) if note.display else ""


@pytest.mark.sampled
@mainly(SMALL)
@pytest.mark.parametrize("kind", KINDS)
async def test_nothing_changed_is_said_and_turns_no_page(
    kind: str, size: tuple[int, int], open_tutor: OpenTutor
) -> None:
    question = KINDS[kind]
    async with open_tutor(course=SAMPLE, size=size) as pilot:
        view = await asked(pilot, kind)
        await answer(pilot, view, question, foreseen_wrong(question, 0)[0][0])
        for key in ("enter", "slash", "backspace"):
            if key == "enter" or not isinstance(pilot.app.focused, Input):
                await pilot.press(key)
        await wait_until(pilot, lambda: refusal(view) == NOTHING_CHANGED)
        assert isinstance(pilot.app.screen, QuizScreen)
        assert pilot.app.screen._place == 0


@pytest.mark.sampled
@mainly(SMALL)
@pytest.mark.parametrize("kind", KINDS)
async def test_the_keys_that_are_said_to_go_on_do_go_on(
    kind: str, size: tuple[int, int], open_tutor: OpenTutor
) -> None:
    async with open_tutor(course=SAMPLE, size=size) as pilot:
        view = await asked(pilot, kind)
        screen = pilot.app.screen
        line = screen.query_one(NextLine)
        await focus(pilot, view)
        await wait_until(pilot, lambda: line.content.plain.startswith("esc space ▸"))
        await pilot.press("escape", "space")
        await wait_until(pilot, lambda: screen._place == 1)
        assert screen.query_one(NextLine).content.plain.startswith("space ▸")


async def test_a_message_about_what_was_typed_goes_when_it_is_mended(open_tutor: OpenTutor) -> None:
    async with open_tutor(course=SAMPLE) as pilot:
        view = await asked(pilot, "numeric")
        await wait_until(pilot, lambda: isinstance(pilot.app.focused, Input))
        await pilot.press("o", "enter")
        await wait_until(pilot, lambda: bool(refusal(view)))
        await pilot.press("backspace")
        await wait_until(pilot, lambda: not refusal(view))


async def test_right_pairs_are_kept_and_used_partners_marked(open_tutor: OpenTutor) -> None:
    question = KINDS["match"]
    right = right_answer(question, 0)
    async with open_tutor(course=SAMPLE) as pilot:
        view = await asked(pilot, "match")
        partners = view.query_one(".partners", Static)
        assert str(partners.render()).count("○") == len(question.rights)
        await answer(pilot, view, question, [*right[:-1], (right[-1] + 1) % len(question.rights)])
        field = view.query_one(MatchField)
        assert field.cursor == len(right) - 1
        await pilot.press("down")
        assert field.cursor == len(right) - 1, "rows that are right are passed over"
        assert "●" in str(partners.render())


async def test_help_climbs_to_the_answer_which_is_not_solved(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    question = KINDS["numeric"]
    async with open_tutor(course=SAMPLE) as pilot:
        view = await asked(pilot, "numeric")
        await wait_until(pilot, lambda: isinstance(pilot.app.focused, Input))
        for _ in range(6):
            if not view.is_closed:
                await pilot.press("ctrl+t")
                await pilot.app.workers.wait_for_complete()
                await pilot.pause()
        await wait_until(pilot, lambda: view.is_closed)
        assert view.query_one(Input).value == right_answer(question, 0)
    (attempt,) = Store.open(tmp_path).attempts()
    assert (attempt.score, attempt.outcome, attempt.aid) == (0.0, "shown", "shown")
    assert attempt.hints >= 1


async def test_the_ladder_says_what_help_is_left_and_holds_no_hint_that_was_told(
    open_tutor: OpenTutor,
) -> None:
    question = KINDS["multiple"]
    async with open_tutor(course=SAMPLE) as pilot:
        view = await asked(pilot, "multiple")
        rungs = view.query_one(".rungs", Static)
        await answer(pilot, view, question, [1])
        await wait_until(pilot, lambda: rungs.region)
        assert str(rungs.render()).startswith("○ hint   ○ show me"), "2 is twice 1: not told yet"
        await answer(pilot, view, question, [0, 1])
        await wait_until(pilot, lambda: str(rungs.render()).startswith("○ show me"))


@mainly(WIDE)
async def test_an_answer_is_handed_in_by_mouse(
    size: tuple[int, int], open_tutor: OpenTutor
) -> None:
    async with open_tutor(course=SAMPLE, size=size) as pilot:
        view = await asked(pilot, "single")
        bar = pilot.app.screen.query_one(KeyBar)
        await click(pilot, view.query(".row").first())
        assert bar.display
        await click(pilot, view.query_one(".submit"), (2, 0))
        await wait_until(pilot, lambda: view.verdict is not None)


async def solved(pilot: Pilot[Any]) -> QuestionView:
    view = await asked(pilot, "numeric")
    await answer(pilot, view, KINDS["numeric"], right_answer(KINDS["numeric"], 0))
    await wait_until(pilot, lambda: view.is_closed)
    return view


async def test_a_question_just_solved_is_green_for_a_moment(
    open_tutor: OpenTutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_MOTION", raising=False)
    ends: list[Callable[[], Any]] = []
    monkeypatch.setattr(QuestionView, "set_timer", lambda self, after, end: ends.append(end))
    async with open_tutor(course=SAMPLE) as pilot:
        view = await solved(pilot)
        assert view.has_class("-solved")
        (end,) = ends
        end()
        assert not view.has_class("-solved")
        assert "✔ Right" in view.query_one(".said").query_one(Prose).source


async def test_it_stays_quiet_where_nothing_is_to_move(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    Preferences(tmp_path).keep("motion", "off")
    async with open_tutor(course=SAMPLE) as pilot:
        assert not (await solved(pilot)).has_class("-solved")


async def test_how_sure_one_is_counts_in_a_unit_test_too(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    async with open_tutor(course=SAMPLE) as pilot:
        unit = pilot.app.course_index.units[0]
        screen = UnitTestScreen(SAMPLE, unit, pilot.app._store)
        await pilot.app.push_screen(screen)
        await wait_until(pilot, lambda: bool(screen.query(NextLine)))
        await pilot.press("space")
        await wait_until(pilot, lambda: bool(screen.query(QuestionView)))
        view = screen.query_one(QuestionView)
        await focus(pilot, view)
        await pilot.pause()
        await pilot.press("up" if isinstance(pilot.app.focused, Input) else "c")
        said = view.confidence
        assert said
        await answer(pilot, view, view._question, right_answer(view._question, view.seed))
    (attempt,) = Store.open(tmp_path).attempts()
    assert attempt.confidence == said
