"""Files of the first form, made by the program of then, are brought to the newest one."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tutor.progress.forms import PROGRESS
from tutor.progress.schema import climb
from tutor.progress.steady_file import FILE_NAME
from tutor.progress.store import Store
from tutor.review.schedule import catch_up

BEFORE = Path(__file__).parent / "version-1"
PAGES = {"1-3-why-now": ("a", "b", "c", "d"), "2-4-gradient-descent": ("p", "q", "r", "s")}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    shutil.copytree(BEFORE, tmp_path / "home")
    return tmp_path / "home"


def test_all_that_was_kept_is_there(home: Path) -> None:
    store = Store.open(home)
    answers = [(a.question, a.answer, a.score, a.seed, a.confidence) for a in store.attempts()]
    assert answers == [
        ("more-data", 1, 0.0, 0, "sure"),
        ("more-data", 2, 1.0, 0, None),
        ("long-valley", "0.1", 0.5, 3, "guessing"),
        ("gaps", {"n": "4", "w": "ä∂"}, 0.75, 1, "think so"),
    ]
    assert store.done_pages("1-3-why-now", PAGES["1-3-why-now"]) == {0, 1, 2}
    assert store.last_lesson() == "2-4-gradient-descent"
    assert store.last_page("2-4-gradient-descent", PAGES["2-4-gradient-descent"]) == 3
    assert store.tests() == {"what-networks-are": (2, 0.9)}
    assert store.setting("theme") == "tutor-light"
    assert store.summary(PAGES)["2-4-gradient-descent"].pages == 2
    store.visit_page("1-3-why-now", "b")
    assert store.done_pages("1-3-why-now", PAGES["1-3-why-now"]) == {0, 1, 2}
    assert not store.notices()
    store.close()


def test_a_copy_of_before_is_kept_and_never_replaced(home: Path) -> None:
    Store.open(home).close()
    copy = home / "progress-form-1.db"
    with (
        closing(sqlite3.connect(copy)) as before,
        closing(sqlite3.connect(BEFORE / FILE_NAME)) as now,
    ):
        assert list(before.iterdump()) == list(now.iterdump())
    shutil.copyfile(BEFORE / FILE_NAME, home / FILE_NAME)
    kept = copy.read_bytes()
    Store.open(home).close()
    assert copy.read_bytes() == kept


def test_attempts_get_the_same_names_wherever_the_file_is_brought_on(
    home: Path, tmp_path: Path
) -> None:
    shutil.copytree(BEFORE, tmp_path / "elsewhere")
    first, second = (Store.open(folder).attempts() for folder in (home, tmp_path / "elsewhere"))
    assert first == second
    assert len({attempt.uid for attempt in first}) == 4


def test_a_damaged_file_of_the_first_form_is_mended_and_brought_on(home: Path) -> None:
    with (home / FILE_NAME).open("r+b") as file:
        file.write(b"garbage")
    store = Store.open(home)
    assert len(store.attempts()) == 4
    assert store.done_pages("1-3-why-now", PAGES["1-3-why-now"]) == {0, 1, 2}
    assert "4 attempts" in store.notices()[0]


def test_tasks_that_were_kept_by_their_text_are_tasks(home: Path) -> None:
    store = Store.open(home)
    said = "task: Bring the loss below 0.1. (loss < 0.1)"
    assert store.task(said) == 17
    assert store.setting(said) is None


@pytest.mark.parametrize("form", [2, 3])
def test_a_file_of_any_form_is_brought_to_the_newest(tmp_path: Path, form: int) -> None:
    path = tmp_path / FILE_NAME
    with closing(sqlite3.connect(path)) as before:
        climb(before, PROGRESS, 0, form)
        before.execute(
            "INSERT INTO attempts (uid, at, lesson, question, version, answer, score, outcome,"
            " seed) VALUES ('u', 7, '1-3-why-now', 'more-data', 'v', '2', 0.5, 'partly', 4)"
        )
        before.execute("INSERT INTO visits (at, lesson, page) VALUES (8, '1-3-why-now', 'b')")
        before.commit()
    store = Store.open(tmp_path)
    (attempt,) = store.attempts()
    assert (attempt.question, attempt.answer, attempt.score) == ("more-data", 2, 0.5)
    assert (attempt.seed, attempt.hints, attempt.aid) == (4, 0, "")
    assert store.done_pages("1-3-why-now", PAGES["1-3-why-now"]) == {1}
    store.skip_guess("1-3-why-now", "guess")
    assert ("1-3-why-now", "guess") in {*store.lifted()}
    assert not store.notices()
    store.close()
    assert (tmp_path / f"progress-form-{form}.db").exists()


def test_what_was_answered_before_there_was_a_review_is_in_it(home: Path) -> None:
    store = Store.open(home)
    catch_up(store)
    cards = {card.question: card for card in store.cards.all()}
    assert set(cards) == {attempt.question for attempt in store.attempts()}
    assert cards["more-data"].last == max(
        attempt.at for attempt in store.attempts() if attempt.question == "more-data"
    )
    assert not store.cards.are_behind()
    store.close()
