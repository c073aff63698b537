"""Lines put in order by keys, and a bug that is marked, explained and repaired."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from exercise_course import PARSONS_SOLUTION, make_course
from monkey import Monkey
from sizes import SMALL, WIDE, mainly
from textual.pilot import Pilot
from waiting import press_until, wait_until

from tutor.plots.cells import plain
from tutor.screens.exercise import ExerciseScreen
from tutor.screens.home import HomeScreen
from tutor.screens.reasons import Reasons
from tutor.widgets.exercise.bug_card import BugCard
from tutor.widgets.exercise.code_editor import CodeEditor
from tutor.widgets.exercise.lines import LinesView
from tutor.widgets.exercise.result import ResultView
from tutor.widgets.picture import PictureView

OpenTutor = Callable[..., Any]
SIZES = [(80, 24), (140, 45)]
NAMES = ["dense-backward", "mean-in-order", "no-mean-at-all"]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return make_course(tmp_path / "course")


async def opened(pilot: Pilot[Any], name: str) -> None:
    pilot.app.open_exercise(name)
    await wait_until(pilot, lambda: is_ready(pilot))
    if not pilot.app.screen.query_one("#sheet").has_focus:
        await pilot.press("enter")


def is_ready(pilot: Pilot[Any]) -> bool:
    screen = pilot.app.screen
    return isinstance(screen, ExerciseScreen) and screen.exercise is not None and screen.focused


async def ran(pilot: Pilot[Any]) -> Any:
    shown = pilot.app.screen.query_one(ResultView)
    before = shown.outcome
    await pilot.press("ctrl+r")
    await wait_until(
        pilot,
        lambda: shown.outcome not in (None, before) and shown.query_one(PictureView).picture,
    )
    return shown.outcome


def result(pilot: Pilot[Any]) -> str:
    shown = pilot.app.screen.query_one(ResultView)
    return plain(shown.query_one(PictureView).picture)


async def carried(pilot: Pilot[Any], sheet: LinesView, text: str, row: int, level: int) -> None:
    """Bring a line to its row by keys, and indent it."""
    while sheet.line.text != text:
        await pilot.press("down" if text in [each.text for each in sheet.below] else "up")
    await pilot.press("space")
    while sheet.row > row:
        await pilot.press("up")
    while sheet.row < row:
        await pilot.press("down")
    await pilot.press("space", *["right"] * level)


@mainly(SMALL)
async def test_lines_are_carried_indented_and_left_out(
    open_tutor: OpenTutor, course: Path, size: tuple[int, int]
) -> None:
    async with open_tutor(course=course, size=size) as pilot:
        await opened(pilot, "mean-in-order")
        sheet = pilot.app.screen.query_one(LinesView)
        wanted = PARSONS_SOLUTION.splitlines()
        for row, line in enumerate(wanted):
            await carried(pilot, sheet, line.strip(), row, len(line) > len(line.lstrip()))
        await pilot.press("down", "space", "up", "space", "tab")
        assert not (await ran(pilot)).passed, "a line too many"
        assert "does not belong: A mean is divided by m." in result(pilot)
        if not sheet.has_focus:
            await pilot.press("escape")
        await pilot.press("x")
        assert sheet.program == PARSONS_SOLUTION
        assert (await ran(pilot)).passed
        await press_until(pilot, "escape", lambda: isinstance(pilot.app.screen, HomeScreen))
        await opened(pilot, "mean-in-order")
        again = pilot.app.screen.query_one(LinesView)
        assert again.program == PARSONS_SOLUTION, "the order is kept"
        await pilot.press("up", "up", "up", "up", "up", "up", "right", "ctrl+z")
        assert again.program == PARSONS_SOLUTION, "undo takes a change back"


@mainly(WIDE)
async def test_a_bug_is_marked_explained_and_repaired(
    open_tutor: OpenTutor, course: Path, size: tuple[int, int]
) -> None:
    async with open_tutor(course=course, size=size) as pilot:
        await opened(pilot, "no-mean-at-all")
        sheet = pilot.app.screen.query_one(CodeEditor)
        await wait_until(
            pilot, lambda: pilot.app.screen.query_one(ResultView)._judgement is not None
        )
        if size == SMALL:
            await pilot.press("escape", "3")
        await wait_until(pilot, lambda: "db   as it was ✘ 3 times it" in result(pilot))
        assert "20 steps of training" in result(pilot)
        if size == SMALL:
            await pilot.press("2")
        sheet.move_cursor((1, 0))
        await pilot.press("ctrl+b")
        await wait_until(pilot, lambda: "Line 2 is not where" in card(pilot))
        await pilot.press("down", "ctrl+b")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, Reasons))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: "Axis 1 are the examples" in card(pilot))
        assert "✔ the line" in card(pilot) and "○ why" in card(pilot)
        await pilot.press("ctrl+b")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, Reasons))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "✔ why" in card(pilot))
        await pilot.press("end", "space", "slash", "space", "m")
        assert (await ran(pilot)).passed
        assert "✔ the repair" in card(pilot)
        told = result(pilot)
        assert "as it was ✘ 3 times it   yours ✔ the same" in told
        assert told.count("as it was") > 2 and "yours ends at" in told
        if size == SMALL:
            assert told.count("\n") < pilot.app.screen.query_one(ResultView).size.height


def card(pilot: Pilot[Any]) -> str:
    found = pilot.app.screen.query(BugCard)
    return str(found.first().render()) if found else ""


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 2))])
async def test_a_monkey_at_the_desk_does_no_harm(
    open_tutor: OpenTutor,
    course: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with open_tutor(course=course, size=SIZES[seed % 2]) as pilot:
        hand = Monkey(pilot, seed)
        for turn in range(15):
            if turn % 5 == 0:
                pilot.app.open_exercise(NAMES[(turn // 5 + seed) % len(NAMES)])
            await hand.burst()
        await hand.resize()
