"""`nn-tutor new DIR`: a small course that passes the check; nothing is ever overwritten."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tutor.cli import main
from tutor.course.check import check_course
from tutor.course.loader import load_course
from tutor.course.scaffold import TEMPLATE, make_course
from tutor.exercises.reading import exercise_faults


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_new_course_passes_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "deep/mine"]) == 0
    out, err = capsys.readouterr()
    made = out.splitlines()
    assert "deep/mine/1-1-one-neuron/exercises/neuron/exercise.yaml" in made
    assert [path for path in made if "/exercises/" not in path] == [
        "deep/mine/1-1-one-neuron/lesson.md",
        "deep/mine/1-1-one-neuron/quiz.yaml",
        "deep/mine/course.yaml",
    ]
    assert "nn-tutor check deep/mine" in err
    assert check_course(tmp_path / "deep" / "mine", run_code=True, trusted=True) == []
    assert exercise_faults(tmp_path / "deep" / "mine") == []
    (lesson,) = load_course(tmp_path / "deep" / "mine").lessons
    assert lesson.placed == {"another-day"}
    assert len(lesson.quiz) == 2


def test_what_an_installation_compiled_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "template"
    shutil.copytree(TEMPLATE, template)
    (template / "__pycache__").mkdir(exist_ok=True)
    (template / "__pycache__" / "solution.cpython-311.pyc").write_bytes(b"")
    monkeypatch.setattr("tutor.course.scaffold.TEMPLATE", template)
    assert not [path for path in make_course(tmp_path / "new") if path.suffix == ".pyc"]


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["new", "empty"]) == 0


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "course.yaml").write_text("mine")
    assert main(["new", "full"]) == 1
    assert "the folder is not empty" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["course.yaml"]
    assert (tmp_path / "full" / "course.yaml").read_text() == "mine"


def test_a_place_that_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main(["new", "file"]) == 1
    assert "Not a directory" in capsys.readouterr().err
