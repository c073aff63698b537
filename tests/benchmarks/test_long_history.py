"""No place slows down with what a learner did: 100,000 attempts against none."""

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
from tutor.progress.store import Store
from tutor.review.schedule import catch_up

pytestmark = pytest.mark.benchmark

ATTEMPTS = 100_000
ROUNDS = 5


def fill(folder: Path) -> None:
    """Write so many attempts, spread over the course, and a first visit."""
    store = Store.open(folder)
    store.keep_setting("welcomed", "before")
    store.visit_page("1-3-why-now", "a-page")
    store.unsaved()
    questions = [
        (lesson.id, question)
        for lesson in read_index(shipped_course()).lessons
        for question in lesson.question_ids
    ]
    rows = (
        (f"{n:032x}", float(n), *questions[n % len(questions)], n % 5 / 4) for n in range(ATTEMPTS)
    )
    insert = (
        "INSERT INTO attempts (uid, at, lesson, question, score, version, answer, outcome, seed)"
        " VALUES (?, ?, ?, ?, ?, 'abc', '\"an answer\"', 'partly', 0)"
    )
    store._database.write(lambda file: file.executemany(insert, rows))
    store.close()


@pytest.fixture
def histories(tmp_path: Path) -> list[Path]:
    """A folder with a long history that the schedule knows, and one with next to nothing."""
    full, empty = tmp_path / "full", tmp_path / "empty"
    for folder in (full, empty):
        folder.mkdir()
    fill(full)
    store = Store.open(full)
    start = time.perf_counter()
    catch_up(store)
    print(f"\nthe schedule learned it in {time.perf_counter() - start:.1f} s, once")
    store.close()
    store = Store.open(empty)
    store.keep_setting("welcomed", "before")
    store.close()
    return [full, empty]


def test_home_is_there_as_soon_after_a_hundred_thousand_attempts(
    until_shown: Callable[[list[str], str], float],
    in_turn: Callable[[Callable[[], float], Callable[[], float]], float],
    histories: list[Path],
    row: Any,
) -> None:
    full, empty = ([sys.executable, "-m", "tutor", "--data-dir", str(each)] for each in histories)
    share = in_turn(
        lambda: until_shown(full, "lessons done"), lambda: until_shown(empty, "lessons done")
    )
    row("home with 100,000 attempts / empty progress", share, 1.2, 1.1)


# What is typed, what is pressed once the first screen is there, and what tells that it is open.
PLACES = [
    ([], "p", "What you know today"),
    (["review"], "", "esc stop"),
]


@pytest.mark.parametrize(("words", "key", "sign"), PLACES, ids=["progress", "review"])
def test_a_place_opens_as_soon_after_a_hundred_thousand_attempts(
    words: list[str],
    key: str,
    sign: str,
    open_terminal: Callable[[list[str]], Any],
    histories: list[Path],
) -> None:
    def seconds_until_open(folder: Path) -> float:
        start = time.perf_counter()
        terminal = open_terminal([sys.executable, "-m", "tutor", "--data-dir", str(folder), *words])
        if key:
            terminal.wait_for("lessons done")
            start = time.perf_counter()
            terminal.press(key)
        terminal.wait_for(sign)
        elapsed = time.perf_counter() - start
        terminal.process.kill()
        return elapsed

    times = [[seconds_until_open(folder) for folder in histories] for _ in range(ROUNDS)]
    full, empty = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"full {full:.3f} s, empty {empty:.3f} s: {full / empty:.2f}")
    assert full / empty <= 1.5


def test_the_first_question_of_a_review_comes_soon_after_a_hundred_thousand_attempts(
    open_terminal: Callable[[list[str]], Any], histories: list[Path], tmp_path: Path
) -> None:
    """Against a history of a single answer: on an empty one there is no question to wait for."""
    single = tmp_path / "single"
    store = Store.open(single)
    lesson = next(each for each in read_index(shipped_course()).lessons if each.question_ids)
    asked = lesson.id, lesson.question_ids[0]
    store.record_attempt(*asked, 0, 0.0, "wrong", confidence="sure")
    catch_up(store)
    store.close()

    def seconds_until_asked(folder: Path) -> float:
        start = time.perf_counter()
        command = [sys.executable, "-m", "tutor", "--data-dir", str(folder), "review"]
        terminal = open_terminal(command)
        terminal.wait_for("1 of")
        elapsed = time.perf_counter() - start
        terminal.process.kill()
        return elapsed

    times = [[seconds_until_asked(each) for each in (histories[0], single)] for _ in range(ROUNDS)]
    full, one = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"full {full:.3f} s, a single answer {one:.3f} s: {full / one:.2f}")
    assert full / one <= 1.5
