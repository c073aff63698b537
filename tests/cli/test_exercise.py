"""`nn-tutor exercise`: from the list to a program that passes, without the app."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tutor.cli import main
from tutor.course.scaffold import make_course

RIGHT = "import numpy as np\ndef neuron(x, w, b):\n    return np.maximum(0, w @ x + b)\n"
MISTAKEN = RIGHT.replace("np.maximum(0, w @ x + b)", "w @ x + b")
UNFORESEEN = RIGHT.replace("w @ x", "2 * w @ x")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_course(tmp_path / "mine")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("NN_TUTOR_HOME", str(tmp_path / "home"))


def exercise(*words: str) -> int:
    return main(["--course", "../mine", "exercise", *words])


def listed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    capsys.readouterr()
    assert exercise("list", "--json") == 0
    found: list[dict[str, str]] = json.loads(capsys.readouterr().out)
    return found


def test_from_the_start_to_a_pass(capsys: pytest.CaptureFixture[str]) -> None:
    (entry,) = listed(capsys)
    assert entry == {
        "exercise": "neuron",
        "lesson": "1-1-one-neuron",
        "kind": "code",
        "title": "A neuron in Python",
        "state": "new",
    }
    assert exercise("start", "neuron") == 0
    out, err = capsys.readouterr()
    assert "Write `neuron(x, w, b)`" in out
    assert "nn-tutor --course ../mine exercise check neuron" in err
    assert exercise("check", "neuron") == 1
    assert "neuron gives back None, not a" in capsys.readouterr().out
    Path("neuron.py").write_text(MISTAKEN)
    assert exercise("check", "neuron") == 1
    out = capsys.readouterr().out
    assert out.startswith("✘ Your neuron passes on its weighted sum as it is.")
    assert "Case 2 of 5: a sum below 0" in out
    assert "got a = -6.0" in out
    assert listed(capsys)[0]["state"] == "started"
    Path("neuron.py").write_text(RIGHT)
    assert exercise("check", "neuron") == 0
    assert capsys.readouterr().out == "✔ Right: all 5 cases pass.\n"
    assert listed(capsys)[0]["state"] == "passed"
    Path("neuron.py").write_text(MISTAKEN)
    assert exercise("check", "neuron") == 1
    assert listed(capsys)[0]["state"] == "passed"


def test_a_pass_counts_though_the_program_cannot_be_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "exercises").write_text("in the way")
    Path("neuron.py").write_text(RIGHT)
    assert exercise("check", "neuron") == 0
    assert "not kept in the data folder: " in capsys.readouterr().err
    assert listed(capsys)[0]["state"] == "passed"


def test_json_for_other_programs(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.py").write_text(MISTAKEN)
    assert exercise("check", "neuron", "mine.py", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert {*told} == {"exercise", "passed", "mistake", "message", "case"}
    assert (told["exercise"], told["passed"], told["mistake"]) == ("neuron", False, "not-clipped")
    assert told["case"]["expected"] == {"a": 0.0}
    assert told["case"]["got"] == {"a": -6.0}
    Path("mine.py").write_text(UNFORESEEN)
    assert exercise("check", "neuron", "mine.py", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["mistake"] is None
    Path("mine.py").write_text(RIGHT)
    assert exercise("check", "neuron", "mine.py", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["passed"], told["mistake"], told["case"]) == (True, None, None)


def test_nothing_is_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    Path("neuron.py").write_text("mine")
    assert exercise("start", "neuron") == 1
    assert "neuron.py is there already, and is left as it is." in capsys.readouterr().err
    assert Path("neuron.py").read_text() == "mine"
    Path("there").mkdir()
    assert exercise("start", "neuron", "--to", "there") == 0
    assert exercise("start", "neuron", "--to", "there/other.py") == 0
    assert Path("there/neuron.py").read_text() == Path("there/other.py").read_text()


def test_work_is_found_again_and_begun_anew() -> None:
    Path("neuron.py").write_text(MISTAKEN)
    exercise("check", "neuron")
    assert exercise("start", "neuron", "--to", "again.py") == 0
    assert Path("again.py").read_text() == MISTAKEN
    assert exercise("start", "neuron", "--anew", "--to", "anew.py") == 0
    assert "# your code" in Path("anew.py").read_text()


def test_a_pass_is_progress_and_moves_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("neuron.py").write_text(RIGHT)
    exercise("check", "neuron")
    assert main(["--course", "../mine", "progress"]) == 0
    assert "exercises 1/1 passed" in capsys.readouterr().out
    assert main(["export", "mine.jsonl"]) == 0
    elsewhere = ["--data-dir", str(tmp_path / "elsewhere"), "--course", "../mine"]
    assert main([*elsewhere, "import", "mine.jsonl"]) == 0
    capsys.readouterr()
    assert main([*elsewhere, "progress", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["exercises"] == {"neuron": "passed"}
    assert main([*elsewhere, "reset", "--lesson", "1-1-one-neuron", "--yes"]) == 0
    capsys.readouterr()
    assert main([*elsewhere, "exercise", "list", "--json"]) == 0
    # The pass is forgotten; what was written moved along, and is never thrown away.
    assert json.loads(capsys.readouterr().out)[0]["state"] == "started"


def test_hints_come_one_at_a_time(capsys: pytest.CaptureFixture[str]) -> None:
    for number in (1, 2, 2):
        assert exercise("hint", "neuron") == 0
        out, err = capsys.readouterr()
        assert out.startswith(f"Hint {number} of 2: ")
    assert "exercise solution neuron shows what is right" in err
    assert exercise("hint", "neuron", "--again") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_the_solution_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert exercise("solution", "neuron") == 0
    out = capsys.readouterr().out
    assert "z = w @ x + b" in out
    assert "the same two lines serve" in out
    assert "Yours" not in out
    Path("neuron.py").write_text(MISTAKEN)
    exercise("check", "neuron")
    capsys.readouterr()
    assert exercise("solution", "neuron") == 0
    out = capsys.readouterr().out
    assert "Yours (-) beside it (+):" in out
    assert "-     return w @ x + b" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "neurn"], "There is no exercise neurn; did you mean neuron?"),
        (["check", "neuron"], "There is no neuron.py here."),
        (["check", "neuron", "nowhere.py"], "nowhere.py: No such file or directory."),
        (["check", "neuron", "."], ".: Is a directory."),
        (["watch"], "No exercise's file is here."),
        (["watch", "neuron"], "There is no neuron.py."),
        (["start"], "NAME"),
        ([], "COMMAND"),
        (["dance"], "dance"),
    ],
)
def test_what_cannot_be_done(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exercise(*words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err


def test_a_file_that_is_no_text(capsys: pytest.CaptureFixture[str]) -> None:
    Path("neuron.py").write_bytes(b"\xff\xfe")
    assert exercise("check", "neuron") == 2
    assert "neuron.py: this is no text in UTF-8." in capsys.readouterr().err


def test_watch_checks_at_each_save_and_ends_quietly(tmp_path: Path) -> None:
    Path("neuron.py").write_text(MISTAKEN)
    words = ["--course", "../mine", "exercise", "watch", "neuron"]
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "tutor", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NN_TUTOR_HOME": str(tmp_path / "home")},
    ) as process:
        assert process.stdout and process.stderr
        assert any(line.startswith("✘ Your neuron passes on") for line in process.stdout)
        Path("neuron.py").write_text(RIGHT)
        assert any(line.startswith("✔ Right") for line in process.stdout)
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
        assert process.stderr.read() == ""


def test_a_strangers_tests_without_a_wall_run_only_if_trusted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tutor.sandbox.running.lacking", lambda: "there are no stones")
    tests = Path("../mine/1-1-one-neuron/exercises/neuron/tests.py")
    tests.write_text(f"{tests.read_text()}\n# not seen before\n")
    Path("neuron.py").write_text(RIGHT)
    assert exercise("check", "neuron") == 1
    assert "cannot be run: the code is not run: there are no stones." in capsys.readouterr().out
    assert exercise("check", "neuron", "--trust") == 0


def test_a_file_that_cannot_be_written_whole_is_not_left_behind(
    capsys: pytest.CaptureFixture[str],
) -> None:
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, limits[1]))
    try:
        assert exercise("start", "neuron") == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "neuron.py: File too large." in capsys.readouterr().err
    assert not Path("neuron.py").exists()
    assert exercise("start", "neuron") == 0


def test_a_program_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for program, code in ((MISTAKEN, 1), (RIGHT, 0)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(program.encode())))
        assert exercise("check", "neuron", "-", "--json") == code
        assert json.loads(capsys.readouterr().out)["passed"] is (code == 0)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(RIGHT.encode())))
    assert exercise("watch", "neuron", "-") == 2
    assert "cannot be watched" in capsys.readouterr().err


def test_formulas_of_a_message_are_text_in_json(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"-y/a - (1 - y)/(1 - a)\n")))
    assert main(["exercise", "check", "derive-dz", "-", "--json"]) == 1
    record = json.loads(capsys.readouterr().out)
    assert "The derivative of log(1 − a)" in record["message"]
    assert "$" not in json.dumps(record)
