"""The store keeps everything, survives a killed process, and refuses what is not its own."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tutor.progress.faults import StoreError
from tutor.progress.folder import data_folder
from tutor.progress.records import LessonProgress
from tutor.progress.steady_file import FILE_NAME
from tutor.progress.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path)


def test_attempts_are_appended_and_read_back_in_order(store: Store) -> None:
    store.record_attempt("2-7", "dv", "6", 0.0, "wrong", seed=3, confidence="sure")
    store.record_attempt("2-7", "dv", [0, 2], 1.0, "right")
    first, second = store.attempts("2-7")
    assert (first.answer, first.score, first.seed, first.confidence) == ("6", 0.0, 3, "sure")
    assert (second.answer, second.outcome, second.confidence) == ([0, 2], "right", None)
    assert first.at <= second.at
    assert store.attempts("1-3") == []


def test_guesses_made_and_skipped_are_lifted(store: Store) -> None:
    store.record_attempt("1-3", "tried", 0, 0.0, "wrong")
    store.skip_guess("1-3", "skipped")
    store.skip_guess("1-3", "skipped")
    assert store.lifted() == {("1-3", "tried"), ("1-3", "skipped")}
    assert not store.best_scores("1-3").get("skipped")


def test_best_scores_keep_the_best_of_each_question(store: Store) -> None:
    for question, score in [("a", 0.5), ("a", 0.25), ("b", 1.0)]:
        store.record_attempt("1-3", question, 0, score, "partly")
    assert store.best_scores("1-3") == {"a": 0.5, "b": 1.0}


def test_pages_and_places_are_remembered_by_name(store: Store) -> None:
    assert store.last_lesson() is None
    for lesson, page in [("1-3", "one"), ("1-3", "two"), ("2-7", "five"), ("1-3", "one")]:
        store.visit_page(lesson, page)
    assert store.done_pages("1-3", ("one", "two", "three")) == {0, 1}
    assert store.done_pages("1-3", ("new", "two", "one")) == {1, 2}
    assert store.last_lesson() == "1-3"
    assert store.last_page("2-7", ("four", "five")) == 1
    assert store.last_page("2-7", ("a page by another name",)) == 0
    assert store.last_page("7-3", ("one",)) == 0


def test_summary_counts_pages_questions_and_points(store: Store) -> None:
    store.visit_page("1-3", "one")
    store.visit_page("1-3", "one")
    store.visit_page("1-3", "a page that is no more")
    store.record_attempt("1-3", "a", 0, 0.5, "partly")
    store.record_attempt("1-3", "a", 0, 0.75, "partly")
    store.record_attempt("2-7", "b", 0, 1.0, "right")
    assert store.summary({"1-3": ("one", "two")}) == {
        "1-3": LessonProgress(1, 1, 0.75),
        "2-7": LessonProgress(0, 1, 1.0, 1),
    }
    assert (store.tries("1-3", "a"), store.tries("1-3", "b")) == (2, 0)


def test_each_attempt_has_a_name_of_its_own_and_the_version_of_its_question(store: Store) -> None:
    for _ in range(3):
        store.record_attempt("1-3", "a", 0, 0.5, "partly", version="abc")
    assert len({attempt.uid for attempt in store.attempts()}) == 3
    assert {attempt.version for attempt in store.attempts()} == {"abc"}


def test_tests_of_units_keep_their_number_and_best_score(store: Store) -> None:
    assert store.tests() == {}
    for unit, score in [("one", 0.5), ("one", 0.9), ("one", 0.7), ("two", 0.0)]:
        store.record_test(unit, score)
    assert store.tests() == {"one": (3, 0.9), "two": (1, 0.0)}


def test_settings_are_kept_and_replaced(store: Store, tmp_path: Path) -> None:
    assert store.setting("theme") is None
    store.keep_setting("theme", "nord")
    store.keep_setting("theme", "dracula")
    store.close()
    assert Store.open(tmp_path).setting("theme") == "dracula"


def test_what_was_written_survives_a_killed_process(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from tutor.progress.store import Store\n"
        "store = Store.open(Path(sys.argv[1])); store.visit_page('2-7', 'three')\n"
        "store.record_attempt('2-7', 'dv', '3', 1.0, 'right'); print('kept', flush=True)\n"
        "time.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"kept\n"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    store = Store.open(tmp_path)
    assert store.last_page("2-7", ("one", "two", "three")) == 2
    assert store.best_scores("2-7") == {"dv": 1.0}


def test_a_store_of_a_newer_version_is_read_and_left_as_it_was(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.record_attempt("1-3", "a", 0, 1.0, "right")
    store.close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as later:
        later.execute("PRAGMA user_version = 99")
    before = (tmp_path / FILE_NAME).read_bytes()
    store = Store.open(tmp_path)
    assert store.best_scores("1-3") == {"a": 1.0}
    store.record_attempt("1-3", "b", 0, 1.0, "right")
    (told,) = store.notices()
    assert "update nn-tutor" in told
    assert "progress-unsaved" in store.close()
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(StoreError, match="NN_TUTOR_HOME"):
        Store.open(tmp_path / "taken" / "inside")


def test_the_data_folder_is_chosen_then_named_then_the_users(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NN_TUTOR_HOME", str(tmp_path))
    assert data_folder("/elsewhere") == Path("/elsewhere")
    assert data_folder() == tmp_path
    monkeypatch.delenv("NN_TUTOR_HOME")
    assert data_folder().name == "nn-tutor"
