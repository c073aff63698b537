"""`kill -9` at any moment: every answer whose verdict was on the screen is found again."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tutor.course.index import shipped_course
from tutor.course.loader import load_lesson
from tutor.progress.store import Store
from tutor.review.schedule import catch_up

LESSON = "1-3-why-now"
WRONG, VERDICT = "4\r", "✘ Not yet"


def first_page_that_asks() -> int:
    pages = load_lesson(shipped_course(), LESSON).pages
    return next(
        number
        for number, page in enumerate(pages)
        if any(part.name == "question" for part in page.parts.values())
    )


def verdicts_shown(terminal: Any, draw: random.Random) -> int:
    """Answer one question over and over until the kill comes; return how often it was marked."""
    shown = 0
    end = time.monotonic() + draw.uniform(1, 5)
    marked = False
    terminal.press(WRONG)
    while time.monotonic() < end:
        terminal._read()
        now = any(VERDICT in line for line in terminal.screen.display)
        if now != marked:
            marked = now
            shown += now
            terminal.press("r" if marked else WRONG)
    terminal.process.kill()
    terminal.process.wait()
    return shown


def question_of(lesson: str) -> str:
    """Return the id of the question that stands on the first page that asks."""
    page = load_lesson(shipped_course(), lesson).pages[first_page_that_asks()]
    return next(part.argument for part in page.parts.values() if part.name == "question")


def open_lesson(open_terminal: Any, home: Path) -> Any:
    store = Store.open(home)
    store.visit_page(
        LESSON, load_lesson(shipped_course(), LESSON).page_names[first_page_that_asks()]
    )
    store.close()
    terminal = open_terminal([sys.executable, "-m", "tutor", "open", LESSON])
    terminal.wait_for(f"page {first_page_that_asks() + 1}/")
    terminal.press("\t")
    return terminal


def open_review(open_terminal: Any, home: Path) -> Any:
    store = Store.open(home)
    store.record_attempt(LESSON, question_of(LESSON), 0, 0.0, "wrong", confidence="sure")
    store.close()
    terminal = open_terminal([sys.executable, "-m", "tutor", "review"])
    terminal.wait_for("1 of 1")
    return terminal


def kill_once(open_terminal: Any, home: Path, seed: int) -> None:
    terminal = (open_review if seed % 2 else open_lesson)(open_terminal, home)
    store = Store.open(home)
    before = len(store.attempts())
    store.close()
    shown = verdicts_shown(terminal, random.Random(seed))
    store = Store.open(home)
    assert not store.notices()
    kept = store.attempts()
    print(f"{shown} verdicts were shown, {len(kept) - before} answers are kept")
    assert len(kept) - before >= shown
    assert len({attempt.uid for attempt in kept}) == len(kept)
    catch_up(store)
    assert {card.key for card in store.cards.all()} == {
        (attempt.lesson, attempt.question) for attempt in kept
    }
    assert max((card.last for card in store.cards.all()), default=0.0) == max(
        (attempt.at for attempt in kept), default=0.0
    )
    store.close()


@pytest.mark.parametrize("seed", range(2))
def test_an_answer_that_was_acknowledged_outlives_a_kill(
    seed: int, open_terminal: Any, tmp_path: Path
) -> None:
    kill_once(open_terminal, tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 200))
def test_answers_outlive_many_kills(seed: int, open_terminal: Any, tmp_path: Path) -> None:
    kill_once(open_terminal, tmp_path, seed)
