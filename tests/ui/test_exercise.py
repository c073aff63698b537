"""An exercise in code on its screen: written by keys, run, understood, put right."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from exercise_course import LESSON, NO_MEAN, SOLUTION, STARTER, make_course
from monkey import send
from sizes import SMALL, WIDE, mainly
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import OptionList, Static
from waiting import click, press_until, wait_until

from tutor.exercises.listing import entries
from tutor.plots.cells import plain
from tutor.progress.store import Store
from tutor.screens import exercise_desk
from tutor.screens.exercise import ExerciseScreen
from tutor.screens.exercise_list import ExerciseList
from tutor.screens.home import HomeScreen
from tutor.screens.lesson import LessonScreen
from tutor.screens.own_code import OwnCodeScreen
from tutor.screens.solution import SolutionScreen
from tutor.widgets.course_map import CourseMap
from tutor.widgets.exercise.code_editor import CodeEditor
from tutor.widgets.exercise.line import ExerciseLine
from tutor.widgets.exercise.result import ResultView
from tutor.widgets.exercise.task import TaskView
from tutor.widgets.own_code import OwnCode
from tutor.widgets.picture import PictureView

OpenTutor = Callable[..., Any]
NAME = "dense-backward"
WRONG_LINE = "dW = dZ @ A_prev.T"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return make_course(tmp_path / "course")


def editor(pilot: Pilot[Any]) -> CodeEditor:
    found: CodeEditor = pilot.app.screen.query_one(CodeEditor)
    return found


def outcome(pilot: Pilot[Any]) -> Any:
    return pilot.app.screen.query_one(ResultView).outcome


def result(pilot: Pilot[Any]) -> str:
    return plain(pilot.app.screen.query_one(ResultView).query_one(PictureView).picture)


def head(pilot: Pilot[Any]) -> str:
    shown = (pilot.app.screen.query_one(name, Static) for name in ("#lesson-title", "#place"))
    return "   ".join(str(each.render()) for each in shown)


async def opened(pilot: Pilot[Any], name: str = NAME) -> None:
    pilot.app.open_exercise(name)
    await wait_until(pilot, lambda: is_ready(pilot))


def is_ready(pilot: Pilot[Any]) -> bool:
    screen = pilot.app.screen
    return isinstance(screen, ExerciseScreen) and screen.exercise is not None and screen.focused


async def in_code(pilot: Pilot[Any]) -> None:
    if not editor(pilot).has_focus:
        await pilot.press("enter")
        await wait_until(pilot, lambda: editor(pilot).has_focus)


async def typed(pilot: Pilot[Any], text: str) -> None:
    send(pilot.app, ["enter" if letter == "\n" else letter for letter in text])
    await pilot.pause()


async def ran(pilot: Pilot[Any]) -> Any:
    before = outcome(pilot)
    await pilot.press("ctrl+r")
    await wait_until(pilot, lambda: outcome(pilot) not in (None, before) and result(pilot))
    return outcome(pilot)


@mainly(SMALL)
async def test_from_the_starter_through_a_known_mistake_to_the_solution(
    open_tutor: OpenTutor, course: Path, size: tuple[int, int]
) -> None:
    async with open_tutor(course=course, size=size) as pilot:
        await pilot.press("e")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ExerciseList))
        await wait_until(pilot, lambda: "0 of 3 passed" in head(pilot))
        await pilot.press("enter")
        await wait_until(pilot, lambda: is_ready(pilot))
        await in_code(pilot)
        code = editor(pilot)
        code.insert("\n    m = dZ.shape[1]\n    db = dZ.sum(axis=1, keepdims=True) / m")
        await typed(pilot, f"\n{WRONG_LINE}\nreturn dW, db")
        assert code.text.splitlines()[-1] == "    return dW, db", "lines are indented"

        first = await ran(pilot)
        assert first.mistake == "no-mean"
        shown = result(pilot)
        assert shown.startswith(f"✘ {NO_MEAN}"), "the mistake comes first"
        assert shown.index("expected (2, 1)") < shown.index("got / expected = 2")
        assert "db ✔" in shown and "by hand" in shown
        assert "◐ 1 of 4" in head(pilot)

        if size == WIDE:
            await pilot.press("escape")
        await pilot.press("f")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, OwnCodeScreen))
        await wait_until(pilot, lambda: pilot.app.screen.query(OwnCode))
        view = pilot.app.screen.query_one(OwnCode)
        await wait_until(pilot, lambda: view.standing.operation.place.text == "dZ @ A_prev.T")
        assert "where is the mean?" in plain(view.picture)
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ExerciseScreen))

        await in_code(pilot)
        await pilot.press("up", "end")
        await typed(pilot, " / m")
        assert (await ran(pilot)).passed
        assert result(pilot).startswith("✔ ") and "✔ all 4 pass" in head(pilot)

        await left(pilot, ExerciseList)
        await wait_until(pilot, lambda: "1 of 3 passed" in head(pilot))
        await left(pilot, HomeScreen)


async def left(pilot: Pilot[Any], there: type) -> None:
    """Press esc until a screen is in view."""
    await press_until(pilot, "escape", lambda: isinstance(pilot.app.screen, there))


@mainly(WIDE)
async def test_what_was_typed_is_there_again_however_it_was_left(
    open_tutor: OpenTutor, course: Path, size: tuple[int, int]
) -> None:
    async with open_tutor(course=course, size=size) as pilot:
        await opened(pilot)
        await in_code(pilot)
        await typed(pilot, " one")
        await left(pilot, HomeScreen)
        await opened(pilot)
        assert "# Your lines go here. one" in editor(pilot).text
        await in_code(pilot)
        await typed(pilot, " two")
    async with open_tutor(course=course, size=size) as pilot:
        await opened(pilot)
        assert "# Your lines go here. one two" in editor(pilot).text, "the app was ended"


async def test_what_is_typed_is_saved(open_tutor: OpenTutor, course: Path, tmp_path: Path) -> None:
    async with open_tutor(course=course, size=WIDE) as pilot:
        await opened(pilot)
        await typed(pilot, " word")
        file = tmp_path / "exercises" / NAME / "now.py"
        await wait_until(pilot, lambda: file.exists() and "here. word" in file.read_text())
        await wait_until(pilot, lambda: "saved" in head(pilot) and "not saved" not in head(pilot))


async def test_what_is_typed_is_saved_while_one_types_on(
    open_tutor: OpenTutor, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert exercise_desk._SOON <= 0.3
    monkeypatch.setattr(exercise_desk, "_SOON", 3600.0)
    async with open_tutor(course=course, size=WIDE) as pilot:
        await opened(pilot)
        await typed(pilot, " one")
        await wait_until(pilot, lambda: pilot.app.screen._saving)
        saving = pilot.app.screen._saving
        await typed(pilot, " two")
        await wait_until(pilot, lambda: "one two" in editor(pilot).text)
        assert pilot.app.screen._saving is saving, "no key puts it off"


@pytest.mark.parametrize("mended", [True, False])
async def test_what_cannot_be_saved_is_there_again_and_outlives_the_app(
    open_tutor: OpenTutor, course: Path, tmp_path: Path, mended: bool
) -> None:
    in_the_way = tmp_path / "exercises"
    async with open_tutor(course=course, size=WIDE) as pilot:
        await opened(pilot)
        in_the_way.write_text("a file where a folder should be")
        await typed(pilot, " word")
        await wait_until(pilot, lambda: "not saved: " in head(pilot))
        await pilot.press("escape")
        await left(pilot, HomeScreen)
        await opened(pilot)
        assert "here. word" in editor(pilot).text
        await wait_until(pilot, lambda: "not saved: " in head(pilot))
        if mended:
            in_the_way.unlink()
    lost = pilot.app._store.close()
    assert ("takes it in at its next start" in lost) != mended
    if not mended:
        in_the_way.unlink()
    store = Store.open(tmp_path)
    assert bool(store.notices()) != mended
    store.close()
    assert "here. word" in (in_the_way / NAME / "now.py").read_text()


async def test_what_cannot_be_saved_is_said(
    open_tutor: OpenTutor, course: Path, tmp_path: Path
) -> None:
    async with open_tutor(course=course, size=WIDE) as pilot:
        await opened(pilot)
        (tmp_path / "exercises").write_text("a file where a folder should be")
        await typed(pilot, " word")
        await wait_until(pilot, lambda: "not saved: " in head(pilot))
        told = [each.message for each in pilot.app._notifications]
        assert any("kept in memory and tried again" in each for each in told)
        (tmp_path / "exercises").unlink()
        await wait_until(pilot, lambda: head(pilot).endswith("   saved"))


@mainly(SMALL)
async def test_an_endless_loop_ends_in_a_sentence(
    open_tutor: OpenTutor, course: Path, size: tuple[int, int]
) -> None:
    async with open_tutor(course=course, size=size) as pilot:
        await opened(pilot)
        editor(pilot).change_to("while True:\n    pass\n")
        await in_code(pilot)
        await pilot.press("ctrl+r")
        await wait_until(pilot, lambda: "running" in head(pilot))
        await typed(pilot, "#")
        assert "#" in editor(pilot).text, "the app takes keys meanwhile"
        await wait_until(pilot, lambda: outcome(pilot) and result(pilot))
        assert not outcome(pilot).passed and "2 s" in result(pilot)
        assert "running" not in head(pilot)


async def test_a_second_run_gives_up_the_first(open_tutor: OpenTutor, course: Path) -> None:
    async with open_tutor(course=course, size=WIDE) as pilot:
        await opened(pilot)
        editor(pilot).change_to("while True:\n    pass\n")
        await pilot.press("ctrl+r")
        editor(pilot).change_to(SOLUTION)
        await pilot.press("ctrl+r", "ctrl+r")
        await wait_until(pilot, lambda: outcome(pilot))
        await pilot.app.workers.wait_for_complete()
        assert outcome(pilot).passed and "running" not in head(pilot)


async def test_leaving_while_a_run_is_under_way(open_tutor: OpenTutor, course: Path) -> None:
    async with open_tutor(course=course, size=SMALL) as pilot:
        await opened(pilot)
        editor(pilot).change_to("while True:\n    pass\n")
        await pilot.press("ctrl+r")
        await left(pilot, HomeScreen)
        await pilot.app.workers.wait_for_complete()
        await opened(pilot)
        assert editor(pilot).text == "while True:\n    pass\n"


async def test_a_resize_midway_keeps_text_result_and_place(
    open_tutor: OpenTutor, course: Path
) -> None:
    async with open_tutor(course=course, size=WIDE) as pilot:
        await opened(pilot)
        editor(pilot).change_to(SOLUTION.replace(" / m", ""))
        await ran(pilot)
        for size in (SMALL, (119, 30), (120, 30), (200, 60), SMALL):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert editor(pilot).text == SOLUTION.replace(" / m", "")
            assert pilot.app.focused is not None and pilot.app.focused.region, size
        await pilot.press("escape")
        assert "got / expected = 2" in result(pilot)


async def test_hints_come_one_by_one_then_the_solution_if_it_is_wanted(
    open_tutor: OpenTutor, course: Path
) -> None:
    async with open_tutor(course=course, size=SMALL) as pilot:
        await opened(pilot)
        task = pilot.app.screen.query_one(TaskView)
        for number in (1, 2):
            await pilot.press("i")
            await wait_until(pilot, lambda number=number: task.taken == number)
        await pilot.press("i")
        await wait_until(pilot, lambda: not isinstance(pilot.app.screen, ExerciseScreen))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ExerciseScreen))
        await pilot.press("i")
        await wait_until(pilot, lambda: not isinstance(pilot.app.screen, ExerciseScreen))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, SolutionScreen))
        shown = [str(each.render()) for each in pilot.app.screen.query(".program")]
        assert "▸ 7      dW = dZ @ A_prev.T / m" in shown[0]
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ExerciseScreen))
        await left(pilot, HomeScreen)
        await opened(pilot)
        assert pilot.app.screen.query_one(TaskView).taken == 2, "hints that were read stay"


async def test_what_another_editor_saves_is_taken_over_and_run(
    open_tutor: OpenTutor, course: Path, tmp_path: Path
) -> None:
    async with open_tutor(course=course, size=WIDE) as pilot:
        await opened(pilot)
        file = tmp_path / "exercises" / NAME / "now.py"
        file.parent.mkdir(parents=True)
        file.write_text(SOLUTION)
        await wait_until(pilot, lambda: outcome(pilot))
        assert outcome(pilot).passed and editor(pilot).text == SOLUTION
        await pilot.press("ctrl+z")
        assert editor(pilot).text == STARTER, "undo brings back what was there"


async def test_a_new_beginning_can_be_taken_back(open_tutor: OpenTutor, course: Path) -> None:
    async with open_tutor(course=course, size=SMALL) as pilot:
        await opened(pilot)
        editor(pilot).change_to(SOLUTION)
        await pilot.press("a")
        assert editor(pilot).text == STARTER and editor(pilot).has_focus
        head = pilot.app.screen.query_one("#lesson-title", Static)
        await wait_until(pilot, lambda: "esc, u: undo" in str(head.render()))
        assert not notified(pilot), "a toast would cover the frame of the program"
        await left(pilot, HomeScreen)
        await opened(pilot)
        assert editor(pilot).text == STARTER
        await pilot.press("u")
        assert editor(pilot).text == SOLUTION


@pytest.mark.parametrize(("named", "said"), [("", "No editor is named"), ("'", "quotes")])
async def test_without_an_editor_of_ones_own_it_is_said(
    open_tutor: OpenTutor, course: Path, monkeypatch: pytest.MonkeyPatch, named: str, said: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", named)
    async with open_tutor(course=course, size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press("e")
        await wait_until(pilot, lambda: any(said in each.message for each in notified(pilot)))


def notified(pilot: Pilot[Any]) -> list[Any]:
    return list(pilot.app._notifications)


async def test_the_next_exercise_of_the_lesson_is_one_key_away(
    open_tutor: OpenTutor, course: Path
) -> None:
    async with open_tutor(course=course, size=WIDE) as pilot:
        await opened(pilot)
        assert "Exercise 1 of 3: dense_backward" in head(pilot)
        await pilot.press("ctrl+n")
        await wait_until(pilot, lambda: is_ready(pilot) and "Exercise 2 of 3" in head(pilot))


async def test_the_editor_indents_as_python_is_written(open_tutor: OpenTutor, course: Path) -> None:
    async with open_tutor(course=course, size=WIDE) as pilot:
        await opened(pilot)
        code = editor(pilot)
        code.change_to("")
        await typed(pilot, "for i in range(3):\nx = 1\n")
        await pilot.press("backspace")
        await typed(pilot, "y")
        assert code.text == "for i in range(3):\n    x = 1\ny"
        await pilot.press("home", "tab")
        assert code.text.endswith("\n    y")
        await pilot.press("up", "shift+down", "shift+tab")
        assert code.text == "for i in range(3):\nx = 1\ny"
        await pilot.press("shift+end", "tab")
        assert code.text.count("    ") == 2 and code.has_focus


@mainly(WIDE)
async def test_a_lesson_offers_its_exercises_after_their_page_and_at_its_end(
    open_tutor: OpenTutor, course: Path, size: tuple[int, int]
) -> None:
    async with open_tutor(LESSON, course=course, size=size) as pilot:
        await wait_until(pilot, lambda: lines(pilot))
        assert lines(pilot) == ["○ Exercise 1 of 3: The backward pass of a dense layer   x"]
        await pilot.press("right")
        await wait_until(pilot, lambda: len(lines(pilot)) == 3)
        await pilot.press("left", "x")
        await wait_until(pilot, lambda: is_ready(pilot))
        editor(pilot).change_to(SOLUTION)
        await ran(pilot)
        await left(pilot, LessonScreen)
        await wait_until(pilot, lambda: lines(pilot)[0].startswith("✔"))
        await pilot.press("right")
        await wait_until(pilot, lambda: len(lines(pilot)) == 3)
        assert [line.endswith("x") for line in lines(pilot)] == [False, True, False]
        await pilot.press("tab", "tab", "tab", "enter")
        await wait_until(pilot, lambda: is_ready(pilot))
        assert pilot.app.screen.exercise.name == "no-mean-at-all"


def lines(pilot: Pilot[Any]) -> list[str]:
    page = pilot.app.screen.page_in_view()
    return [str(each.render()) for each in page.query(ExerciseLine)] if page else []


@mainly(SMALL)
async def test_home_shows_how_far_the_exercises_of_a_unit_are(
    open_tutor: OpenTutor, course: Path, size: tuple[int, int]
) -> None:
    async with open_tutor(course=course, size=size) as pilot:
        await wait_until(pilot, lambda: "○ Exercises of this unit" in home(pilot))
        assert "0 of 3" in home(pilot)
        await opened(pilot)
        editor(pilot).change_to(SOLUTION)
        await ran(pilot)
        await left(pilot, HomeScreen)
        await wait_until(pilot, lambda: "◐ Exercises of this unit" in home(pilot))
        assert "1 of 3" in home(pilot)
        await pilot.press("end", "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ExerciseList))
        await wait_until(pilot, lambda: "1 of 3 passed" in head(pilot))
        await pilot.press("enter")
        await wait_until(pilot, lambda: is_ready(pilot))
        assert pilot.app.screen.exercise.name == "mean-in-order", "the first that is not passed"


def home(pilot: Pilot[Any]) -> str:
    return plain(pilot.app.screen.query_one(CourseMap).picture)


async def test_the_palette_finds_an_exercise(open_tutor: OpenTutor, course: Path) -> None:
    async with open_tutor(course=course) as pilot:
        await pilot.press("ctrl+p")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
        await typed(pilot, "dense layer")
        await wait_until(pilot, lambda: "dense layer" in found(pilot))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: is_ready(pilot))


async def test_the_palette_finds_what_is_typed_while_the_exercises_are_read(
    open_tutor: OpenTutor, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key typed next ends the search for the letters before it, and nothing else."""
    may_read, known = Event(), entries(course)

    def read(folder: Path) -> object:
        may_read.wait(10)
        return known

    monkeypatch.setattr("tutor.screens.lesson_commands.entries", read)
    async with open_tutor(course=course) as pilot:
        await pilot.press("ctrl+p")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette))
        for letter in "dense":
            await typed(pilot, letter)
        may_read.set()
        await wait_until(pilot, lambda: "dense layer" in found(pilot))


def found(pilot: Pilot[Any]) -> str:
    listed = pilot.app.screen.query_one(OptionList)
    return " ".join(str(listed.get_option_at_index(n).prompt) for n in range(listed.option_count))


async def test_the_mouse_leads_to_parts_and_hints(open_tutor: OpenTutor, course: Path) -> None:
    async with open_tutor(course=course, size=SMALL) as pilot:
        await opened(pilot)
        task = pilot.app.screen.query_one(TaskView)
        await click(pilot, task.query_one(".rungs"), offset=(2, 0))
        await wait_until(pilot, lambda: task.taken == 1)
        place = pilot.app.screen.query_one("#place", Static)
        await click(pilot, place, offset=(place.size.width - 12, 0))
        await wait_until(pilot, lambda: editor(pilot).has_focus)
        await pilot.resize_terminal(*WIDE)
        await click(pilot, task, offset=(5, 2))
        await wait_until(pilot, lambda: task.has_focus)
        await pilot.resize_terminal(*SMALL)
        await wait_until(pilot, lambda: task.region and not editor(pilot).region)


@mainly(WIDE)
async def test_the_line_that_stopped_the_program_is_underlined_and_gone_to(
    open_tutor: OpenTutor, course: Path, size: tuple[int, int]
) -> None:
    async with open_tutor(course=course, size=size) as pilot:
        await opened(pilot)
        code = editor(pilot)
        code.change_to(SOLUTION.replace("dZ.shape[1]", "dZ.shape[7]"))
        await ran(pilot)
        assert size != WIDE or underlined(code, 5), "at once, wherever the cursor is"
        assert outcome(pilot).error.line == 6 and "line 6  m = dZ.shape[7]" in result(pilot)
        if not pilot.app.screen.query_one(ResultView).has_focus:
            await pilot.press("escape")
        await pilot.press("enter")
        assert code.has_focus and code.cursor_location == (5, len("    m = dZ.shape[7]"))
        assert underlined(code, 5) and not underlined(code, 4)
        await typed(pilot, "#")
        await wait_until(pilot, lambda: not underlined(code, 5))


def underlined(code: CodeEditor, row: int) -> bool:
    return any(segment.style and segment.style.underline for segment in code.render_line(row))


@pytest.mark.parametrize("in_the_way", ["pipe", "folder", "giant"])
async def test_what_is_no_text_neither_freezes_the_app_nor_loses_the_text(
    open_tutor: OpenTutor, course: Path, tmp_path: Path, in_the_way: str
) -> None:
    now = tmp_path / "exercises" / NAME / "now.py"
    now.parent.mkdir(parents=True)
    if in_the_way == "folder":
        now.mkdir()
    elif in_the_way == "giant":
        now.write_bytes(b"#" * 1_000_001)
    elif hasattr(os, "mkfifo"):
        os.mkfifo(now)
    else:
        pytest.skip("this system has no named pipes")
    async with open_tutor(course=course, size=WIDE) as pilot:
        await opened(pilot)
        assert editor(pilot).text == STARTER
        await typed(pilot, " word")
        await wait_until(pilot, lambda: "not saved: " in head(pilot))
    held = pilot.app._store.texts.of(NAME)
    assert "here. word" in (now.read_text() if held is None else held)
