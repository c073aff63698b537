"""`nn-tutor check`: faults on stdout, messages on stderr, exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.cli import main
from tutor.course.scaffold import TEMPLATE, make_course


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_course(tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "mine"


def test_a_good_course(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "mine", "--trust"]) == 0
    assert capsys.readouterr() == ("", "Nothing is wrong.\n")


def test_faults_stand_on_stdout_as_editors_read_them(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lesson = course / "1-1-one-neuron" / "lesson.md"
    lesson.write_text(lesson.read_text().replace("minutes: 5", "minutes: soon"))
    assert main(["check", str(course)]) == 1
    out, err = capsys.readouterr()
    assert out == "mine/1-1-one-neuron/lesson.md:6: minutes must be a whole number\n"
    assert err.endswith("1 fault.\n")


def test_code_of_a_foreign_course_is_not_run_unasked(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lesson = course / "1-1-one-neuron" / "lesson.md"
    lesson.write_text(lesson.read_text().replace("(4, 0)", "(4, 1)"))
    assert main(["--course", "mine", "check"]) == 0
    assert "1 block of code not run; --run-code runs and checks" in capsys.readouterr().err
    assert main(["check", "mine", "--run-code", "--trust"]) == 1
    assert "the code shows (4, 1) and prints (4, 0)" in capsys.readouterr().out


def test_foreign_code_without_a_wall_runs_only_if_trusted(
    course: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = course / "1-1-one-neuron" / "lesson.md"
    lesson.write_text(lesson.read_text().replace("(4, 0)", "(4, 1)"))
    monkeypatch.setattr("tutor.sandbox.wall.lacking", lambda: "there are no stones")
    assert main(["check", "mine", "--run-code"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(
        "1 block of code not run, for no wall can be put round it: there are no stones. --trust "
    )
    assert main(["check", "mine", "--trust"]) == 1
    out, err = capsys.readouterr()
    assert "the code shows (4, 1) and prints (4, 0)" in out
    assert err.startswith("The code runs with limits alone, for no wall can be put round it: there")


def test_a_folder_that_does_not_exist(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "nowhere"]) == 1
    assert capsys.readouterr().out == "nowhere/course.yaml:1: this file is missing\n"


def test_the_shipped_course_and_the_template_have_no_fault(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check"]) == 0, capsys.readouterr().out
    assert main(["check", str(TEMPLATE), "--trust"]) == 0, capsys.readouterr().out
