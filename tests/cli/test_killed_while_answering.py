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


def kill_once(open_terminal: Any, home: Path, seed: int) -> None:
    store = Store.open(home)
    before = len(store.attempts())
    store.visit_page(
        LESSON, load_lesson(shipped_course(), LESSON).page_names[first_page_that_asks()]
    )
    store.close()
    terminal = open_terminal([sys.executable, "-m", "tutor", "open", LESSON])
    terminal.wait_for(f"page {first_page_that_asks() + 1}/")
    terminal.press("\t")
    shown = verdicts_shown(terminal, random.Random(seed))
    store = Store.open(home)
    assert not store.notices()
    print(f"{shown} verdicts were shown, {len(store.attempts()) - before} answers are kept")
    assert len(store.attempts()) - before >= shown
    store.close()


@pytest.mark.parametrize("seed", range(3))
def test_an_answer_that_was_acknowledged_outlives_a_kill(
    seed: int, open_terminal: Any, tmp_path: Path
) -> None:
    kill_once(open_terminal, tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 43))
def test_answers_outlive_many_kills(seed: int, open_terminal: Any, tmp_path: Path) -> None:
    kill_once(open_terminal, tmp_path, seed)
