"""A case of the training doctor on its screen: looked at, named, treated, by keys alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sizes import SMALL, mainly
from textual.pilot import Pilot
from waiting import press_until, wait_until

from tutor.course.index import shipped_course
from tutor.exercises.listing import entries
from tutor.exercises.work import Work, states
from tutor.plots.cells import plain
from tutor.runs.pace import Pace
from tutor.screens.doctor import DoctorScreen
from tutor.screens.exercise import ExerciseScreen
from tutor.screens.home import HomeScreen
from tutor.widgets.exercise.patient import Patient
from tutor.widgets.fields.field import Field
from tutor.widgets.question import QuestionView

OpenTutor = Callable[..., Any]
NAME = "ward-round"


@pytest.fixture(autouse=True)
def flat_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs are not slowed down for anyone to watch."""
    monkeypatch.setattr(Pace, "suiting", classmethod(lambda cls, epochs: cls(99).turned(0)))


def patient(pilot: Pilot[Any]) -> Patient:
    found: Patient = pilot.app.screen.query_one(Patient)
    return found


def question(pilot: Pilot[Any], name: str) -> QuestionView:
    found: QuestionView = pilot.app.screen.query_one(f"#{name}", QuestionView)
    return found


async def opened(pilot: Pilot[Any], name: str = NAME) -> None:
    pilot.app.open_exercise(name)
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, DoctorScreen))
    await wait_until(pilot, lambda: pilot.app.screen.query("#looks") and patient(pilot).frame)


async def at(pilot: Pilot[Any], name: str) -> None:
    """Wait for a question, and go to it."""
    await wait_until(pilot, lambda: pilot.app.screen.query(f"#{name} Field"))
    field = question(pilot, name).query_one(Field)
    await press_until(pilot, "tab", lambda: field.has_focus_within)


async def answered(pilot: Pilot[Any], name: str, *keys: str) -> float:
    """Answer a question by keys; return what the answer was worth."""
    await at(pilot, name)
    before = question(pilot, name).verdict
    await pilot.press(*keys, "enter")
    await wait_until(pilot, lambda: question(pilot, name).verdict not in (None, before))
    verdict = question(pilot, name).verdict
    assert verdict is not None
    return verdict.score


@mainly(SMALL)
async def test_a_case_from_its_symptoms_to_its_cure(
    open_tutor: OpenTutor, size: tuple[int, int]
) -> None:
    async with open_tutor(size=size) as pilot:
        await opened(pilot)
        await pilot.press("space")
        await wait_until(pilot, lambda: patient(pilot).live.finished)
        await wait_until(pilot, lambda: "accuracy 100" in plain(patient(pilot).picture))
        told = plain(patient(pilot).picture)
        assert "days_of_drug" not in told, "what the tutor finds is not said"

        assert await answered(pilot, "looks") < 1
        assert await answered(pilot, "cause") == 0
        assert not pilot.app.screen.query("#repair")
        assert await answered(pilot, "cause", "2") == 1

        assert await answered(pilot, "repair", "2") == 0
        (said,) = question(pilot, "repair").verdict.feedback
        assert "does not recover" in said.text and "days_of_drug" in said.text
        assert await answered(pilot, "repair", "1") == 1
        (said,) = question(pilot, "repair").verdict.feedback
        assert said.text.startswith("It recovers: validation accuracy 8")
        assert "with: Leave out days_of_drug" in plain(patient(pilot).picture)

        listed, store = entries(shipped_course()), pilot.app.screen._store
        await wait_until(
            pilot, lambda: states(listed, store, Work(store.path.parent))[NAME] == "passed"
        )
        await press_until(pilot, "escape", lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_another_exercise_takes_the_place_of_a_case(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        await opened(pilot)
        deep = len(pilot.app.screen_stack)
        pilot.app.open_exercise("sigmoid")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ExerciseScreen))
        await opened(pilot, "penguins")
        assert len(pilot.app.screen_stack) == deep


async def test_a_case_that_is_left_while_it_trains_leaves_the_app_well(
    open_tutor: OpenTutor,
) -> None:
    async with open_tutor(size=(140, 45)) as pilot:
        await opened(pilot, "divided-twice")
        await pilot.press("space", "escape", "escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await pilot.app.workers.wait_for_complete()
        assert pilot.app.is_running


async def test_the_terminal_may_change_its_size_midway(open_tutor: OpenTutor) -> None:
    async with open_tutor(size=(140, 45)) as pilot:
        await opened(pilot)
        await pilot.press("space")
        await pilot.resize_terminal(80, 24)
        await wait_until(pilot, lambda: patient(pilot).live.finished)
        await wait_until(pilot, lambda: len(patient(pilot).picture) <= patient(pilot).size.height)
        assert await answered(pilot, "looks") < 1


async def test_what_was_shown_is_tried_as_well(open_tutor: OpenTutor) -> None:
    async with open_tutor(size=(140, 45)) as pilot:
        await opened(pilot)
        await answered(pilot, "looks")
        await answered(pilot, "cause", "2")
        await at(pilot, "repair")
        await press_until(pilot, "ctrl+t", lambda: question(pilot, "repair").is_closed)
        assert "with: Leave out days_of_drug" in plain(patient(pilot).picture)
