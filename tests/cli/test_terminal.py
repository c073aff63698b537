"""nn-tutor in a real pseudo-terminal, as a person runs it: keys in, a screen of cells out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tutor.commands.lesson_names import meant
from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index

OpenTerminal = Callable[[list[str]], Any]
NN_TUTOR = [sys.executable, "-m", "tutor"]


def test_a_lesson_is_opened_answered_left_and_continued(open_terminal: OpenTerminal) -> None:
    first = open_terminal([*NN_TUTOR, "open", "1-3-why-now"])
    first.wait_for("page 1/")
    first.press("l")
    first.wait_for("page 2/")
    first.process.kill()
    first.process.wait()

    second = open_terminal(NN_TUTOR)
    assert "page 2 of" in second.wait_for("Go on")
    second.press("\r")
    second.wait_for("page 2/")
    second.press("q")
    assert second.wait_for_exit() == 0


def test_without_a_terminal_it_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        [*NN_TUTOR, "--data-dir", str(tmp_path)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 1
    assert "terminal" in done.stderr and "nn-tutor train" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("words", ["2-1", "2-1-b", "2-1-binary-classification"])
def test_a_lesson_is_found_by_its_number_or_the_beginning_of_its_id(words: str) -> None:
    assert meant(words, read_index(shipped_course())) == ["2-1-binary-classification"]


def test_a_lesson_is_opened_by_the_beginning_of_its_id(open_terminal: OpenTerminal) -> None:
    terminal = open_terminal([*NN_TUTOR, "open", "2-1-b"])
    assert "2-1  Binary classification" in terminal.wait_for("page 1/")


def test_an_ambiguous_beginning_lists_what_it_could_be(open_terminal: OpenTerminal) -> None:
    terminal = open_terminal([*NN_TUTOR, "open", "1-"])
    shown = terminal.wait_for("1-3-why-now")
    assert "could be any of" in shown and "1-1-neuron-to-network" in shown
    assert terminal.wait_for_exit() == 2


def test_without_unicode_the_app_says_what_to_set(
    open_terminal: OpenTerminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    terminal = open_terminal(NN_TUTOR)
    assert "iso8859-1" in terminal.wait_for("C.UTF-8").replace("\n", "")
    assert terminal.wait_for_exit() == 1


def test_an_unknown_lesson_suggests_the_nearest(open_terminal: OpenTerminal) -> None:
    terminal = open_terminal([*NN_TUTOR, "open", "1-3-why-knot"])
    terminal.wait_for("Did you mean 1-3-why-now?")
    assert terminal.wait_for_exit() == 2


@pytest.mark.parametrize("command", ["stepper", "gallery"])
def test_a_command_for_one_screen_is_left_with_that_screen(
    command: str, open_terminal: OpenTerminal
) -> None:
    terminal = open_terminal([*NN_TUTOR, command])
    terminal.wait_for("esc")
    terminal.press("\x1b")
    assert terminal.wait_for_exit() == 0


def test_an_unknown_part_names_those_that_there_are() -> None:
    done = subprocess.run(
        [*NN_TUTOR, "gallery", "nope"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "nope" in done.stderr and "stepper" in done.stderr
    assert "''" not in done.stderr


def test_a_progress_file_that_is_no_database_is_set_aside_and_told(
    tmp_path: Path, open_terminal: OpenTerminal
) -> None:
    (tmp_path / "progress.db").write_text("not a database, but dear to somebody " * 40)
    terminal = open_terminal(NN_TUTOR)
    terminal.wait_for("damaged (file")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
    (aside,) = tmp_path.glob("progress-damaged-*.db")
    assert "dear to somebody" in aside.read_text()
