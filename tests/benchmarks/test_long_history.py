"""Home does not slow down with what a learner did: 100,000 attempts against none."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index
from tutor.progress.standing import Standing
from tutor.progress.store import Store

pytestmark = pytest.mark.benchmark

ATTEMPTS = 100_000
ROUNDS = 7


def fill(folder: Path) -> None:
    """Write so many attempts, spread over the course, and a first visit."""
    store = Store.open(folder)
    store.keep_setting("welcomed", "before")
    store.visit_page("1-3-why-now", "a-page")
    store.unsaved()
    lessons = [lesson.id for lesson in read_index(shipped_course()).lessons]
    rows = (
        (f"{n:032x}", float(n), lessons[n % len(lessons)], f"question-{n // 50 % 30}", n % 5 / 4)
        for n in range(ATTEMPTS)
    )
    insert = (
        "INSERT INTO attempts (uid, at, lesson, question, score, version, answer, outcome, seed)"
        " VALUES (?, ?, ?, ?, ?, 'abc', '\"an answer\"', 'partly', 0)"
    )
    store._database.write(lambda file: file.executemany(insert, rows))
    store.close()


def test_home_paints_as_soon_after_a_hundred_thousand_attempts(
    open_terminal: Callable[[list[str]], Any], tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "empty").mkdir()
    fill(tmp_path / "full")
    index = read_index(shipped_course())
    store = Store.open(tmp_path / "full")
    start = time.perf_counter()
    Standing(index, store)
    print(f"\nfirst reading {(time.perf_counter() - start) * 1e3:.1f} ms")

    def seconds_until_painted(folder: str) -> float:
        command = [sys.executable, "-m", "tutor", "--data-dir", str(tmp_path / folder)]
        start = time.perf_counter()
        terminal = open_terminal(command)
        terminal.wait_for("lessons done")
        elapsed = time.perf_counter() - start
        terminal.process.kill()
        return elapsed

    Store.open(tmp_path / "empty").keep_setting("welcomed", "before")
    times = [[seconds_until_painted(name) for name in ("full", "empty")] for _ in range(ROUNDS)]
    full, empty = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"full {full:.3f} s, empty {empty:.3f} s: {full / empty:.2f}")
    assert full / empty <= 1.2
