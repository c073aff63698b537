"""Exercises in the review, by keys: lines of a derivation, and programs that are written again."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from exercise_course import LESSON, NO_MEAN, SOLUTION, STARTER, make_course
from sizes import SMALL, mainly
from textual.pilot import Pilot
from textual.widgets import Static
from waiting import wait_until

from tutor.commands.review import due_record
from tutor.course.kept_index import read_index
from tutor.exercises.anew import bare
from tutor.exercises.loading import find
from tutor.exercises.work import Work
from tutor.progress.store import Store
from tutor.review.schedule import ReviewSchedule, catch_up
from tutor.screens.exercise import ExerciseScreen
from tutor.screens.review import ReviewScreen
from tutor.screens.solution import SolutionScreen
from tutor.widgets.exercise.code_editor import CodeEditor
from tutor.widgets.exercise.result import ResultView
from tutor.widgets.exercise.task import TaskView
from tutor.widgets.prose import Prose
from tutor.widgets.question import QuestionView

OpenTutor = Callable[..., Any]
DAY = 86_400.0
PROGRAM, LINE = "dense-backward.code", "derive-square.2"
DERIVATION = """kind: derivation
order: 4
title: The slope of a square
task: Derive it from $J = u^2$, $u = 3 w$.
steps:
  - {line: "$du = 2u$", prompt: Write du., inputs: {u: []}, answer: 2*u, right: Yes.,
     otherwise: No., wrong: [{value: u, feedback: The exponent comes down.}], hint: The power rule.}
  - {line: "$dw = 3 du$", prompt: Write dw from du., inputs: {du: []}, answer: 3*du, right: Yes.,
     otherwise: No., wrong: [{value: du, feedback: And the inner slope?}], hint: The chain rule.}
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = make_course(tmp_path / "course")
    derivation = folder / LESSON / "exercises" / "derive-square"
    derivation.mkdir()
    (derivation / "exercise.yaml").write_text(DERIVATION)
    return folder


def answered_before(folder: Path, question: str, times: int = 1) -> None:
    """Let this be answered right some time ago, so that it is due."""
    store = Store.open(folder)
    for number in range(times):
        store.put(
            "attempts",
            uid=f"{question}-{number}",
            at=time.time() - (40 - number) * DAY,
            lesson=LESSON,
            question=question,
            version="",
            answer='"text"',
            score=1.0,
            outcome="right",
            seed=0,
        )
    store.close()


def attempts(folder: Path, question: str) -> list[tuple[float, int, str]]:
    store = Store.open(folder)
    found = [(a.score, a.hints, a.aid) for a in store.attempts() if a.question == question]
    store.close()
    return found


async def reviewing(pilot: Pilot[Any]) -> ReviewScreen:
    await pilot.press("r")
    screen = pilot.app.screen
    assert isinstance(screen, ReviewScreen)
    await wait_until(pilot, lambda: bool(screen.query(Prose)))
    return screen


async def at_the_desk(pilot: Pilot[Any]) -> ExerciseScreen:
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, ExerciseScreen))
    desk: ExerciseScreen = pilot.app.screen
    await wait_until(pilot, lambda: desk.exercise is not None and bool(desk.query(CodeEditor)))
    return desk


async def ran(pilot: Pilot[Any], desk: ExerciseScreen, program: str) -> None:
    desk.query_one(CodeEditor).text = program
    before = desk.query_one(ResultView).outcome
    await pilot.press("ctrl+r")
    await wait_until(pilot, lambda: desk.query_one(ResultView).outcome is not before)


async def back_in_review(pilot: Pilot[Any], screen: ReviewScreen) -> str:
    """Leave the desk, and return what is said of the program."""
    for _ in range(3):
        if pilot.app.screen is not screen:
            await pilot.press("escape")
    await wait_until(pilot, lambda: pilot.app.screen is screen)
    missed = screen.query_one("#missed", Static)
    await wait_until(pilot, lambda: missed.display)
    return str(missed.render())


@mainly(SMALL)
async def test_a_program_is_written_again_and_the_first_one_is_kept(
    open_tutor: OpenTutor, course: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    answered_before(tmp_path, PROGRAM)
    exercise = find(course, "dense-backward")
    Work(tmp_path).save(exercise, SOLUTION)
    async with open_tutor(size=size, course=course) as pilot:
        screen = await reviewing(pilot)
        assert "about 5 minutes left" in str(screen.query_one("#place", Static).render())
        await pilot.press("enter")
        desk = await at_the_desk(pilot)
        assert desk.query_one(CodeEditor).text == STARTER
        await ran(pilot, desk, SOLUTION.replace(" / m", "", 1))
        assert desk.query_one(ResultView).outcome.message == NO_MEAN
        said = await back_in_review(pilot, screen)
        assert "kept as you left it" in said
        await pilot.press("enter")
        desk = await at_the_desk(pilot)
        assert "A_prev.T\n" in desk.query_one(CodeEditor).text, "what was begun is still there"
        await ran(pilot, desk, SOLUTION)
        await wait_until(pilot, lambda: desk.score == 1)
        assert "right" in await back_in_review(pilot, screen)
        await pilot.press("space")
        await wait_until(pilot, lambda: "1 of 1 right" in screen.query_one(Prose).source)
    assert attempts(tmp_path, PROGRAM)[1:] == [(1.0, 0, "")]
    assert Work(tmp_path).undo(exercise) == SOLUTION


async def test_help_fades_and_a_solution_that_was_looked_at_is_asked_again(
    open_tutor: OpenTutor, course: Path, tmp_path: Path
) -> None:
    answered_before(tmp_path, PROGRAM, times=2)
    async with open_tutor(size=(140, 45), course=course) as pilot:
        screen = await reviewing(pilot)
        await pilot.press("enter")
        desk = await at_the_desk(pilot)
        assert desk.query_one(CodeEditor).text == bare(STARTER)
        assert not {'"""', "#"} & set(desk.query_one(CodeEditor).text)
        await pilot.press("escape", "ctrl+t")  # no hints are left: the solution at once
        await wait_until(pilot, lambda: not isinstance(pilot.app.screen, ExerciseScreen))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, SolutionScreen))
        assert desk.query_one(TaskView).taken == 0
        await pilot.press("escape")
        await wait_until(pilot, lambda: pilot.app.screen is desk)
        await ran(pilot, desk, SOLUTION)
        assert "It comes again at the end." in await back_in_review(pilot, screen)
        await pilot.press("space")
        await wait_until(pilot, lambda: not screen.query_one("#missed").display)
        assert "1 of 1" in str(screen.query_one("#lesson-title", Static).render())
    assert attempts(tmp_path, PROGRAM)[2:] == [(0.0, 0, "shown")]


async def test_a_line_of_a_derivation_comes_back_with_those_above_it(
    open_tutor: OpenTutor, course: Path, tmp_path: Path
) -> None:
    answered_before(tmp_path, LINE, times=2)
    async with open_tutor(course=course) as pilot:
        screen = await reviewing(pilot)
        await wait_until(pilot, lambda: bool(screen.query(QuestionView)))
        above = screen.query(Prose).first().source
        assert "The slope of a square" in above and "1. $du = 2u$" in above
        view = screen.query_one(QuestionView)
        assert not view._question.hint
        await wait_until(pilot, lambda: view.has_focus_within)
        await pilot.press(*"du*3", "enter")
        await wait_until(pilot, lambda: view.verdict is not None and view.verdict.score == 1)
    assert attempts(tmp_path, LINE)[2:] == [(1.0, 0, "")]


async def test_a_program_that_passes_comes_back_and_counts_as_no_question_of_the_lesson(
    open_tutor: OpenTutor, course: Path, tmp_path: Path
) -> None:
    async with open_tutor(size=(140, 45), course=course) as pilot:
        pilot.app.open_exercise("dense-backward")
        desk = await at_the_desk(pilot)
        await pilot.press("escape", "ctrl+t")
        await wait_until(pilot, lambda: desk.query_one(TaskView).taken == 1)
        await ran(pilot, desk, SOLUTION)
        await wait_until(pilot, lambda: desk.query_one(ResultView).outcome.passed)
        await ran(pilot, desk, f"{SOLUTION}\n")  # a further run on the same day is no review
        await pilot.app.workers.wait_for_complete()
    assert attempts(tmp_path, PROGRAM) == [(1.0, 1, "hint")]
    index = read_index(course)
    store = Store.open(tmp_path)
    catch_up(store)
    (item,) = due_record(ReviewSchedule(index, store, time.time() + 3600))["due"]
    assert set(item) == {"lesson", "question", "due", "stability"}
    assert (item["lesson"], item["question"]) == (LESSON, PROGRAM) and json.dumps(item)
    assert store.summary(index.page_names).get(LESSON, None) is None
    store.close()
