"""export, import and reset as they are typed, with everything that may be in their way."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from run_here import run_here

from tutor.progress.steady_file import FILE_NAME
from tutor.progress.store import Store

LESSON = "1-3-why-now"


def run(home: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return run_here("--data-dir", str(home), *words, typed=typed)


def filled(home: Path, *questions: str) -> Path:
    store = Store.open(home)
    for question in questions:
        store.record_attempt(LESSON, question, 1, 0.5, "partly")
    store.close()
    return home


def questions_in(home: Path) -> list[str]:
    store = Store.open(home)
    found = [attempt.question for attempt in store.attempts()]
    store.close()
    return sorted(found)


def test_progress_goes_from_one_computer_to_another_and_back(tmp_path: Path) -> None:
    one, two = filled(tmp_path / "one", "a", "b"), filled(tmp_path / "two", "c")
    file = str(tmp_path / "moved.jsonl")
    done = run(one, "export", file)
    assert (done.returncode, done.stdout) == (0, "")
    lines = [json.loads(line) for line in Path(file).read_text("utf-8").splitlines()]
    assert sum("question" in line for line in lines) == 2
    assert "2 of 2 answers were new" in run(two, "import", file).stderr
    assert "0 of 2 answers were new" in run(two, "import", file).stderr
    assert questions_in(two) == ["a", "b", "c"]
    assert run(two, "export", file).returncode == 0
    assert run(one, "import", file).returncode == 0
    assert questions_in(one) == ["a", "b", "c"]


def test_what_was_written_for_exercises_moves_along_and_nothing_is_lost(tmp_path: Path) -> None:
    def texts(home: Path) -> dict[str, str]:
        folder = home / "exercises"
        return {str(p.relative_to(folder)): p.read_text("utf-8") for p in folder.glob("*/*")}

    one, two = filled(tmp_path / "one", "a"), filled(tmp_path / "two")
    for home, name, text in (
        (one, "sigmoid/now.py", "a = 'mine, ä'\n"),
        (one, "sigmoid/before-1.py", "a = 1\n"),
        (one, "relu/file.py", "b = 1\n"),
        (two, "sigmoid/now.py", "a = 'another'\n"),
        (two, "sigmoid/before-7.py", "a = 1\n"),
    ):
        path = home / "exercises" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    file = str(tmp_path / "moved.jsonl")
    run(one, "export", file)
    assert "2 texts of exercises were new" in run(two, "import", file).stderr
    merged = {
        "sigmoid/now.py": "a = 'another'\n",
        "sigmoid/before-7.py": "a = 1\n",
        "sigmoid/before-8.py": "a = 'mine, ä'\n",
        "relu/file.py": "b = 1\n",
    }
    assert texts(two) == merged
    assert "0 texts of exercises were new" in run(two, "import", file).stderr
    assert texts(two) == merged


def test_a_minus_stands_for_the_streams(tmp_path: Path) -> None:
    one = filled(tmp_path / "one", "a")
    text = run(one, "export", "-").stdout
    assert run(tmp_path / "two", "import", "-", typed=text).returncode == 0
    assert questions_in(tmp_path / "two") == ["a"]


def test_a_stream_of_few_letters_and_a_broken_course_harm_nothing(tmp_path: Path) -> None:
    home, other = tmp_path / "one", tmp_path / "two"
    store = Store.open(home)
    store.record_attempt(LESSON, "a", "∂ä\u2028 𝜎", 1.0, "right")
    store.close()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "course.yaml").write_text("no course")
    words = ["--data-dir", str(home), "--course", str(tmp_path / "broken"), "export", "-"]
    done = subprocess.run(
        [sys.executable, "-m", "tutor", *words],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert run(other, "import", "-", typed=done.stdout.decode("ascii")).returncode == 0
    store = Store.open(other)
    assert [attempt.answer for attempt in store.attempts()] == ["∂ä\u2028 𝜎"]
    store.close()


def test_another_file_is_never_overwritten(tmp_path: Path) -> None:
    other = tmp_path / "thesis.txt"
    other.write_text("years of work")
    done = run(filled(tmp_path / "one", "a"), "export", str(other))
    assert done.returncode == 1 and "nothing was written" in done.stderr
    assert other.read_text() == "years of work"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_an_export_is_written_over_no_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    done = run(filled(tmp_path / "one", "a"), "export", str(pipe))
    assert done.returncode == 1
    assert "nothing was written" in done.stderr


@pytest.mark.parametrize("what", ["missing", "folder", "binary", "thesis"])
def test_what_cannot_be_taken_in_is_told_and_changes_nothing(what: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    if what == "folder":
        file.mkdir()
    elif what == "binary":
        file.write_bytes(b"\xff\xfe\x00")
    elif what == "thesis":
        file.write_text("{}\n")
    home = filled(tmp_path / "one", "a")
    done = run(home, "import", str(file))
    assert done.returncode == 1 and str(file) in done.stderr
    assert questions_in(home) == ["a"]


def test_a_reset_asks_and_can_be_undone(tmp_path: Path, open_terminal: Any) -> None:
    home = filled(tmp_path / "one", "a", "b")
    command = [sys.executable, "-m", "tutor", "--data-dir", str(home), "reset", "--lesson", "1-3"]
    terminal = open_terminal(command)
    terminal.wait_for("2 answers")
    terminal.press("n\r")
    terminal.wait_for("Nothing was forgotten")
    assert questions_in(home) == ["a", "b"]
    terminal = open_terminal(command)
    terminal.wait_for("[y/N]")
    terminal.press("y\r")
    terminal.wait_for("brings it back")
    assert questions_in(home) == []
    assert run(home, "reset", "--undo").returncode == 0
    assert questions_in(home) == ["a", "b"]
    again = run(home, "reset", "--undo")
    assert again.returncode == 1 and "no reset to undo" in again.stderr


def test_a_reset_that_cannot_ask_does_nothing_unless_told(tmp_path: Path) -> None:
    home = filled(tmp_path / "one", "a")
    assert run(home, "reset").returncode == 2
    assert questions_in(home) == ["a"]
    assert run(home, "reset", "--lesson", "9-9", "--yes").returncode == 2
    assert run(home, "reset", "--lesson", "1-4", "--yes").returncode == 0
    assert questions_in(home) == ["a"]
    assert run(home, "reset", "--yes").returncode == 0
    assert questions_in(home) == []


def test_a_file_of_a_newer_program_is_read_and_not_changed(tmp_path: Path) -> None:
    home = filled(tmp_path / "one", "a")
    text = run(home, "export", "-").stdout
    with sqlite3.connect(home / FILE_NAME) as file:
        file.execute("PRAGMA user_version = 99")
    file.close()
    shown = run(home, "progress", "--json")
    assert shown.returncode == 0 and "newer nn-tutor" in shown.stderr
    assert json.loads(shown.stdout)["lessons"]
    for words in (["reset", "--yes"], ["import", "-"]):
        done = run(home, *words, typed=text)
        assert done.returncode == 1 and "newer nn-tutor" in done.stderr
    assert run(home, "export", "-").stdout == text
    listed = run(home, "review", "--json")
    assert listed.returncode == 0 and set(json.loads(listed.stdout)) == {"due", "next"}


def test_resets_are_undone_from_the_last_to_the_first_whatever_the_clock_says(
    tmp_path: Path,
) -> None:
    home = filled(tmp_path / "one", "a")
    assert run(home, "reset", "--yes").returncode == 0
    (first,) = home.glob("progress-reset-*.jsonl")
    first.rename(
        home / "progress-reset-20991231-235959-000000.jsonl"
    )  # as versions before named it
    for question in "bc":
        filled(home, question)
        assert run(home, "reset", "--yes").returncode == 0
        for kept in home.glob("progress-reset-*.jsonl"):
            os.utime(kept, (0, 0))  # as a copy of the folder may leave them
    for back in ["c", "bc", "abc"]:
        assert run(home, "reset", "--undo").returncode == 0
        assert questions_in(home) == [*back]
    filled(home, "d")
    assert run(home, "reset", "--yes").returncode == 0
    assert run(home, "reset", "--undo").returncode == 0
    assert questions_in(home) == [*"abcd"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_a_shell_of_windows_wrote_is_taken_in(encoding: str, tmp_path: Path) -> None:
    text = run(filled(tmp_path / "one", "a"), "export", "-").stdout.replace("\n", "\r\n")
    file = tmp_path / "moved.jsonl"
    file.write_bytes(text.encode(encoding))
    assert run(tmp_path / "two", "import", str(file)).returncode == 0
    assert questions_in(tmp_path / "two") == ["a"]


@pytest.mark.parametrize("seen", ["", "-wal"])
def test_an_import_that_is_killed_is_whole_or_not_there(seen: str, tmp_path: Path) -> None:
    one = filled(tmp_path / "one", *(f"q{number}" for number in range(300)))
    file = tmp_path / "moved.jsonl"
    assert run(one, "export", str(file)).returncode == 0
    home = tmp_path / "two"
    command = [sys.executable, "-m", "tutor", "--data-dir", str(home), "import", str(file)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while process.poll() is None and not (home / f"{FILE_NAME}{seen}").exists():
        pass
    process.kill()
    process.wait()
    assert len(questions_in(home)) in (0, 300)
    assert run(home, "import", str(file)).returncode == 0
    assert len(questions_in(home)) == 300
