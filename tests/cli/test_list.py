"""`nn-tutor list` and `nn-tutor schema`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tutor.cli import main
from tutor.course.index import shipped_course
from tutor.course.kept_index import INDEX_FILE, read_index
from tutor.course.scaffold import TEMPLATE
from tutor.progress.store import Store


@pytest.fixture
def arguments(tmp_path: Path) -> list[str]:
    return ["--course", str(TEMPLATE), "--data-dir", str(tmp_path)]


def test_json_has_units_lessons_kinds_and_progress(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store.open(tmp_path)
    store.visit_page("1-1-one-neuron", "a-weighted-sum")
    store.record_attempt("1-1-one-neuron", "weight-of-zero", 1, 0.5, "partly")
    store.close()
    assert main([*arguments, "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "title": "A small course",
        "units": [
            {
                "id": "first-steps",
                "title": "First steps",
                "lessons": [
                    {
                        "id": "1-1-one-neuron",
                        "number": "1-1",
                        "title": "One neuron",
                        "minutes": 5,
                        "pages": 3,
                        "questions": 3,
                        "kinds": {"numeric": 1, "single": 1, "multiple": 1},
                        "progress": {
                            "state": "begun",
                            "pages_seen": 1,
                            "questions_tried": 1,
                            "score": 0.5,
                        },
                    }
                ],
            }
        ],
    }


@pytest.mark.parametrize("command", ["list", "progress"])
def test_a_lesson_is_begun_when_worked_at_and_done_when_seen_and_tried(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = read_index(shipped_course())
    begun, looked_into, read, last = index.lessons[3:7]
    store = Store.open(tmp_path)
    store.record_attempt(begun.id, begun.question_ids[0], 1, 0.5, "partly")
    store.visit_page(looked_into.id, looked_into.page_names[0])
    for page in read.page_names:
        store.visit_page(read.id, page)
    for question in read.question_ids:
        store.record_attempt(read.id, question, 1, 0.0, "wrong")
    store.visit_page(last.id, last.page_names[0])
    store.close()
    assert main(["--data-dir", str(tmp_path), command, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    if command == "list":
        lessons = [lesson for unit in said["units"] for lesson in unit["lessons"]]
        said["lessons"] = [{"id": lesson["id"], **lesson["progress"]} for lesson in lessons]
    states = {lesson["id"]: lesson["state"] for lesson in said["lessons"]}
    expected = {begun.id: "begun", read.id: "done", last.id: "begun"}
    assert states == dict.fromkeys(states, "new") | expected
    assert main(["--data-dir", str(tmp_path), command]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("  ◐") for line in lines) == 2


def test_text_lists_each_lesson_on_a_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "list"]) == 0
    out = capsys.readouterr().out
    assert out.split("\n")[2:4] == ["First steps", "    1-1-one-neuron  One neuron (5 min)"]


def test_without_a_usable_data_folder_the_course_is_listed_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("no folder at all")
    assert (
        main(["--course", str(TEMPLATE), "--data-dir", f"{tmp_path}/taken", "list", "--json"]) == 0
    )
    out, err = capsys.readouterr()
    assert json.loads(out)["units"][0]["lessons"][0]["progress"]["state"] == "new"
    assert "taken" in err and "--data-dir" in err


def test_a_broken_course_is_named_on_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--course", str(tmp_path), "--data-dir", str(tmp_path), "list"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "course.yaml:1: this file is missing" in err


def test_schema_is_json_and_knows_the_kinds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert {"Single", "Predict", "Cloze"} <= set(schema["$defs"])


@pytest.mark.sampled
@pytest.mark.parametrize("command", ["list", "progress"])
@pytest.mark.parametrize("columns", [40, 60, 80])
def test_no_line_is_longer_than_the_terminal_is_wide(
    command: str,
    columns: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main([command, "--data-dir", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= columns
    assert any("From one neuron to a" in line for line in lines)


def test_the_index_is_kept_beside_the_progress_until_the_course_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course, progress = tmp_path / "course", tmp_path / "progress"
    shutil.copytree(TEMPLATE, course)
    arguments = ["--course", str(course), "--data-dir", str(progress), "list"]
    for _ in range(2):  # the folder for it is made with the first
        assert main(arguments) == 0
    kept = progress / INDEX_FILE
    kept.write_text(kept.read_text().replace("A small course", "As it was kept"))
    capsys.readouterr()
    assert main(arguments) == 0
    assert "As it was kept" in capsys.readouterr().out
    description = course / "course.yaml"
    description.write_text(description.read_text().replace("A small course", "A changed course"))
    assert main(arguments) == 0
    assert "A changed course" in capsys.readouterr().out
