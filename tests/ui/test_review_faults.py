"""Reviewing while the file of progress is damaged, newer, locked or written by another window."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from waiting import wait_until

from tutor.progress import writer
from tutor.progress.forms import PROGRESS
from tutor.progress.leftovers import PATTERN
from tutor.progress.steady_file import FILE_NAME
from tutor.progress.store import Store
from tutor.review.schedule import catch_up
from tutor.screens.review import ReviewScreen
from tutor.widgets.prose import Prose
from tutor.widgets.question import QuestionView

OpenTutor = Callable[..., Any]
LESSON = "1-1-sums"
DAY = 86_400.0
NOISE = bytes(range(256)) * 64
TEXT = """---
title: Sums
objectives: [add]
minutes: 5
---
## Adding

Two numbers make one.
"""
QUIZ = "questions:\n" + "".join(
    f"""  - id: sum-{number}
    kind: numeric
    prompt: What is {number} + 1?
    answer: {number + 1}
    right: Yes.
    otherwise: Count one on.
"""
    for number in range(1, 4)
)
CONTENTS = f"""format_version: 1
title: A small course
units:
  - {{id: first, title: First, lessons: [{LESSON}]}}
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    (folder / LESSON).mkdir(parents=True)
    (folder / "course.yaml").write_text(CONTENTS)
    (folder / LESSON / "lesson.md").write_text(TEXT)
    (folder / LESSON / "quiz.yaml").write_text(QUIZ)
    store = Store.open(tmp_path)
    for number in range(1, 4):
        store.put(
            "attempts",
            uid=f"before-{number}",
            at=time.time() - 30 * DAY + number,
            lesson=LESSON,
            question=f"sum-{number}",
            version="",
            answer="1",
            score=1.0,
            outcome="right",
            seed=0,
        )
    store.close()
    return folder


def damage(path: Path) -> None:
    path.write_bytes(NOISE)
    if os.path.lexists(f"{path}-wal"):
        Path(f"{path}-wal").write_bytes(b"")


def make_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 900")


def answer_in_another_window(path: Path) -> None:
    other = Store.open(path.parent)
    other.record_attempt(LESSON, "sum-1", 2, 1.0, "right")
    other.close()


def kept(folder: Path) -> list[str]:
    """Return the questions answered today."""
    store = Store.open(folder)
    found = [each.question for each in store.attempts() if each.at > time.time() - DAY]
    store.close()
    return sorted(found)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (damage, ["sum-1", "sum-2", "sum-3"]),
        (make_newer, ["sum-1", "sum-2", "sum-3"]),
        (answer_in_another_window, ["sum-1", "sum-1", "sum-2", "sum-3"]),
    ],
)
async def test_a_review_goes_on_and_every_answer_is_found(
    harm: Callable[[Path], None],
    expected: list[str],
    open_tutor: OpenTutor,
    course: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writer, "PATIENCE", 0.2)
    async with open_tutor(course=course) as pilot:
        await pilot.press("r")
        screen = pilot.app.screen
        assert isinstance(screen, ReviewScreen)
        for number in range(1, 4):
            await wait_until(pilot, lambda n=number: len(screen._asked) == n)
            view = screen.query_one(QuestionView)
            await wait_until(pilot, lambda v=view: v.has_focus_within)
            await pilot.press(str(int(view._question.id[-1]) + 1), "enter")
            await wait_until(pilot, lambda v=view: v.verdict is not None)
            if number == 1:
                harm(tmp_path / FILE_NAME)
            await pilot.press("ctrl+n")
        await wait_until(
            pilot, lambda: bool(screen.query(Prose)) and not screen.query(QuestionView)
        )
        assert "3 of 3 right at the first try" in screen.query_one(Prose).source
    found = kept(tmp_path)
    assert found == expected
    assert bool(list(tmp_path.glob("progress-damaged-*.db"))) == (harm is damage)


FULL = """
import sys, threading, time
from pathlib import Path
home, beside = Path(sys.argv[1]), Path(sys.argv[2])

def fill():
    while not (beside / "fill").exists():
        time.sleep(0.05)
    try:
        with (home / "ballast").open("wb", buffering=0) as file:
            while file.write(bytes(512)):
                pass
    except OSError:
        (beside / "filled").touch()

threading.Thread(target=fill, daemon=True).start()
from tutor.cli import main
sys.exit(main(["--course", str(beside / "course"), "--data-dir", str(home), "review"]))
"""


@pytest.mark.skipif(not shutil.which("unshare"), reason="a small disk needs unshare")
@pytest.mark.parametrize("fault", ["a full disk", "a newer file"])
def test_what_cannot_be_saved_is_told_and_comes_in_at_the_next_start(
    fault: str, open_terminal: Any, course: Path, tmp_path: Path
) -> None:
    if fault == "a full disk":
        small = tmp_path / "small"
        small.mkdir()
        mounted = f"mount -t tmpfs -o size=400k none {small} && cp {tmp_path / FILE_NAME} {small}"
        if subprocess.run(["unshare", "-Urm", "sh", "-c", mounted], check=False).returncode:
            pytest.skip("this system mounts no small disk for a test")
        run = f'{mounted} && exec {sys.executable} -c "$0" {small} {tmp_path}'
        terminal = open_terminal(["unshare", "-Urm", "sh", "-c", run, FULL])
    else:
        store = Store.open(tmp_path)
        catch_up(store)
        store.close()
        make_newer(tmp_path / FILE_NAME)
        command = [sys.executable, "-m", "tutor", "--course", str(course), "review"]
        terminal = open_terminal(command)
    terminal.wait_for("What is 1 + 1?")
    if fault == "a full disk":
        (tmp_path / "fill").touch()
        while not (tmp_path / "filled").exists():
            time.sleep(0.05)
    terminal.press("2\r")
    terminal.wait_for("kept")
    terminal.wait_for("✔")
    terminal.press("\x11")
    terminal.wait_for("nn-tutor takes it in")
    assert terminal.wait_for_exit() == 1
    if fault == "a newer file":
        (beside,) = tmp_path.glob(PATTERN)
        assert beside.read_text().count("sum-1") == 1
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other:
            other.execute(f"PRAGMA user_version = {PROGRESS.newest}")
        assert kept(tmp_path) == ["sum-1"]
