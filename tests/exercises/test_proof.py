"""`nn-tutor check --exercises`: what an author is told of an exercise that does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.cli import main
from tutor.course.scaffold import make_course


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_course(tmp_path / "mine")
    folder = tmp_path / "mine" / "1-1-one-neuron" / "exercises" / "neuron"
    monkeypatch.chdir(folder)
    return folder


def proved(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    code = main(["check", str(folder.parents[2]), "--exercises", "--trust"])
    faults = capsys.readouterr().out.splitlines()
    assert code == bool(faults)
    return faults


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_exercise_of_a_new_course_holds(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert proved(folder, capsys) == []


def test_a_wrong_solution(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(folder / "solution.py", "w @ x + b", "w @ x - b")
    (told,) = proved(folder, capsys)
    assert told == (
        "solution.py:1: the solution fails: in the case “sun and rain”: a is 6; 4 is right."
    )


def test_a_solution_that_raises(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(folder / "solution.py", "w @ x + b", "w @ y + b")
    (told,) = proved(folder, capsys)
    assert "the solution fails: in the case “sun and rain”: Line 6: y has no value here" in told


def test_a_starter_that_passes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "starter.py").write_text((folder / "solution.py").read_text())
    assert proved(folder, capsys) == ["starter.py:1: what the learner begins with passes already"]


def test_mutants_that_pass_or_are_alike(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    solution = (folder / "solution.py").read_text()
    (folder / "mutants" / "a-copy.py").write_text(f'"""Right?"""\n{solution}')
    twin = (folder / "mutants" / "not-clipped.py").read_text()
    (folder / "mutants" / "twin.py").write_text(twin)
    assert proved(folder, capsys) == [
        "mutants/a-copy.py:1: passes all cases: add one that it fails",
        "mutants/twin.py:1: gives the same results as not-clipped: add a case that differs",
    ]


def test_a_mutant_without_an_end(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(folder / "exercise.yaml", "function:", "seconds: 0.5\nfunction:")
    (folder / "mutants" / "endless.py").write_text('"""Endless."""\nwhile True: pass\n')
    (told,) = proved(folder, capsys)
    assert told.startswith("mutants/endless.py:1: cannot be compared: Your code took longer than")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("def cases", "def case", "tests.py:1: tests.py defines no function cases"),
        ('"shown": True, ', "", "tests.py:1: no case is shown; mark one with shown=True"),
        ("return float(", "return floot(", "tests.py:18: the code raises NameError in line 18"),
        ('"inputs": {"x": x, "w": w, "b": -1.0}', '"inputs": {"x": max}', "input x: a builtin"),
        ('"shown"', '"show"', "case 'sun and rain': show is not known here"),
    ],
)
def test_tests_that_cannot_be_run(
    folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    replace(folder / "tests.py", old, new)
    (told,) = proved(folder, capsys)
    assert said in told


def test_parsons_and_bugs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (folder / "exercise.yaml").read_text()
    (folder / "starter.py").unlink()
    (folder / "exercise.yaml").write_text(text.replace("kind: code", "kind: parsons"))
    assert proved(folder, capsys) == []
    wrong = (folder / "mutants" / "not-clipped.py").read_text()
    (folder / "starter.py").write_text(wrong)
    bug = "bug: {line: 6, why: [{text: A, correct: true, feedback: B}, {text: C, feedback: D}]}"
    (folder / "exercise.yaml").write_text(text.replace("kind: code", f"kind: bug\n{bug}"))
    assert proved(folder, capsys) == []
    (folder / "starter.py").write_text("1 / 0\n\n\n\n\nx = 1")
    assert proved(folder, capsys) == [
        "starter.py:1: a program with a bug should run: Line 1 raises ZeroDivisionError: division "
        "by zero."
    ]


def test_plain_check_runs_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(folder / "solution.py", "w @ x + b", "w @ x - b")
    assert main(["check", str(folder.parents[2])]) == 0
