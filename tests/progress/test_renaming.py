"""Progress follows what is renamed or moved, and loses no attempt where two histories meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.progress.store import Store

MOVED = {
    "2-4/valley": "2-13/long-valley",
    "2-4#a-long-valley": "2-13#valleys",
    "2-4": "2-4-descent",
    "old": "new",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path)
    for lesson, question in [("2-4", "valley"), ("2-4", "slope"), ("old", "a"), ("new", "a")]:
        store.record_attempt(lesson, question, lesson, 0.5, "partly")
    store.record_attempt("2-13", "long-valley", "2-13", 1.0, "right")
    for lesson, page in [("2-4", "a-long-valley"), ("2-4", "one"), ("old", "one"), ("2-4", "#1")]:
        store.visit_page(lesson, page)
    store.keep_setting("finished", "old")
    return store


def test_lessons_questions_and_pages_are_followed(store: Store) -> None:
    store.follow(MOVED)
    assert store.best_scores("2-13") == {"long-valley": 1.0}
    assert [attempt.answer for attempt in store.attempts("2-13")] == ["2-4", "2-13"]
    assert store.best_scores("2-4-descent") == {"slope": 0.5}
    assert [attempt.answer for attempt in store.attempts("new")] == ["old", "new"]
    assert store.attempts("2-4") == store.attempts("old") == []
    assert store.done_pages("2-13", ("valleys",)) == {0}
    assert store.done_pages("2-4-descent", ("one", "two")) == {0, 1}
    assert store.last_lesson() == "2-4-descent"
    assert store.setting("finished") == "new"


def test_no_attempt_is_lost_and_doing_it_again_changes_nothing(store: Store) -> None:
    before = {attempt.uid for attempt in store.attempts()}
    for _ in range(2):
        store.follow(MOVED)
        assert {attempt.uid for attempt in store.attempts()} == before


def test_where_nothing_has_moved_nothing_is_written(store: Store) -> None:
    store.follow(MOVED)
    stamp = store._database.stamp()
    store.follow(MOVED)
    assert store._database.stamp() == stamp


def test_tasks_follow_their_lessons_and_pages(store: Store) -> None:
    for name in ("2-4#a-long-valley/fit", "2-4#one/fit", "2-4-other#one/fit", "2-13#valleys/fit"):
        store.record_task(name, 7)
    store.follow(MOVED)
    names = ("2-13#valleys/fit", "2-4-descent#one/fit", "2-4-other#one/fit")
    assert [store.task(name) for name in names] == [7, 7, 7]
    assert store.task("2-4#one/fit") is None
