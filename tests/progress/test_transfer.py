"""Progress moves as JSON lines: nothing is lost, nothing is doubled, and a reset can be undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tutor.progress.forgetting import counted, forget, last_reset, mark_undone, scope
from tutor.progress.store import Store
from tutor.progress.transfer import HEAD, TransferError, lines_of, rows_in, take_in


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "here")
    yield store
    store.close()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "there")
    yield store
    store.close()


def live_in(store: Store, name: str) -> None:
    """Do some of everything."""
    store.record_attempt("2-7", f"{name}-question", {"gap": "ä∂\u2028"}, 0.5, "partly", 3, "sure")
    store.record_attempt("1-3", "same", [1, 2], 1.0, "right", hints=2, aid="hint")
    store.visit_page("2-7", f"{name}-page")
    store.skip_guess("2-7", "same-guess")
    store.record_test("unit", 0.75)
    store.record_task("2-7#page/task", 12)
    store.keep_setting("left", name)
    store.unsaved()


def exported(store: Store) -> list[str]:
    return store.look(lambda file: list(lines_of(file, {})))


def imported(store: Store, lines: list[str]) -> dict[str, int]:
    return store.change(lambda file: take_in(file, rows_in(lines)))


def contents(store: Store) -> list[str]:
    return sorted(line for line in exported(store) if '"setting"' not in line)


def test_a_history_that_is_moved_is_the_same_there(here: Store, there: Store) -> None:
    live_in(here, "here")
    imported(there, exported(here))
    assert exported(there) == exported(here)
    assert there.attempts() == here.attempts()


def test_two_histories_become_one_whichever_takes_in_the_other(
    here: Store, there: Store, tmp_path: Path
) -> None:
    live_in(here, "here")
    live_in(there, "there")
    first, second = exported(here), exported(there)
    imported(here, second)
    imported(there, first)
    assert contents(here) == contents(there)
    assert len(here.attempts()) == 4
    assert len({attempt.uid for attempt in here.attempts()}) == 4
    assert len(here.done_pages("2-7", ("here-page", "there-page"))) == 2


def test_to_take_in_a_file_twice_changes_nothing(here: Store, there: Store) -> None:
    live_in(here, "here")
    live_in(there, "there")
    imported(there, exported(here))
    before = exported(there)
    assert not any(imported(there, exported(here)).values())
    assert not any(imported(there, before).values())
    assert exported(there) == before


def test_each_attempt_is_a_line_with_its_question_and_nothing_else_is(here: Store) -> None:
    live_in(here, "here")
    lines = [json.loads(line) for line in exported(here)]
    assert lines[0] == HEAD
    assert [line["kind"] for line in lines if "question" in line] == ["attempt", "attempt"]


def test_what_a_strange_hand_has_written_is_exported_so_that_it_can_be_taken_in(
    here: Store, there: Store
) -> None:
    live_in(here, "here")
    here.change(lambda file: file.execute("UPDATE attempts SET answer = 'no JSON', at = 9e999"))
    here.change(lambda file: file.execute("UPDATE visits SET page = 7, at = 'noon'"))
    imported(there, exported(here))
    assert [attempt.answer for attempt in there.attempts()] == ["no JSON"] * 2


TEXT = {"kind": "text", "exercise": "sigmoid", "file": "now.py", "text": "a = 1"}
ATTEMPT = {
    "kind": "attempt",
    "uid": "a",
    "at": 1.0,
    "lesson": "1-3",
    "question": "q",
    "answer": 1,
    "score": 1.0,
    "outcome": "right",
}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"score": 2}, "2: score must be a number between 0 and 1"),
        ({"score": True}, "2: score must be a number"),
        ({"at": float("inf")}, "2: at must be a number"),
        ({"at": "noon"}, "2: at must be a number"),
        ({"at": -1}, "2: at must be a time"),
        ({"at": 1e300}, "2: at must be a time"),
        ({"at": 10**400}, "2: at must be a time"),
        ({"score": 10**400}, "2: score must be a number between 0 and 1"),
        ({"uid": "\ud800"}, "2: uid must be a text"),
        ({"confidence": "\udfff"}, "2: confidence must be a text"),
        ({"seed": 2**63}, "2: seed must be a whole number"),
        ({"lesson": None}, "2: lesson must be a text"),
        ({"kind": "attempts"}, "2: kind must be one of attempt, visit"),
        ({"kind": ["attempt"]}, "2: kind must be one of"),
    ],
)
def test_a_line_that_is_none_is_refused_by_its_number(
    changed: dict[str, Any], message: str, here: Store
) -> None:
    with pytest.raises(TransferError, match=message):
        imported(here, [json.dumps(HEAD), json.dumps(ATTEMPT | changed)])
    assert not here.attempts()


@pytest.mark.parametrize("answer", ["NaN", "-Infinity", "[1e999]", '"\\ud800"', f"{9**2000}"])
def test_an_answer_that_is_hardly_json_is_exported_as_json(
    answer: str, here: Store, there: Store
) -> None:
    line = json.dumps(ATTEMPT).replace('"answer": 1', f'"answer": {answer}')
    assert imported(here, [json.dumps(HEAD), line])["attempt"] == 1
    written = exported(here)
    for each in written:
        json.loads(each, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    imported(there, written)
    assert exported(there) == written


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([""], "1: the file is empty"),
        (["{"], "1: this is no line of JSON"),
        (["[" * 100_000], "1: this is no line of JSON"),
        (["[]"], "1: this is no object"),
        ([json.dumps(ATTEMPT)], "1: this is no progress"),
        (
            [json.dumps(HEAD), json.dumps(TEXT | {"exercise": "../../out"})],
            "2: exercise must be a name",
        ),
        ([json.dumps(HEAD), json.dumps(TEXT | {"file": "/etc/now.py"})], "2: file must be a name"),
        ([json.dumps(HEAD), json.dumps(TEXT | {"text": 5})], "2: text must be a text"),
        ([json.dumps(HEAD | {"format": 3})], "1: a newer nn-tutor wrote this"),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(lines: list[str], message: str) -> None:
    with pytest.raises(TransferError, match=message):
        rows_in(lines)


def test_what_a_line_leaves_out_is_as_if_it_had_not_been(here: Store) -> None:
    imported(here, [json.dumps(HEAD), json.dumps(ATTEMPT)])
    (attempt,) = here.attempts()
    assert (attempt.seed, attempt.confidence, attempt.hints, attempt.aid) == (0, None, 0, "")


def reset(store: Store, lesson: str | None) -> Path:
    return store.change(lambda file: forget(file, scope(lesson), store.path.parent))


def test_a_lesson_is_forgotten_and_the_others_are_not(here: Store) -> None:
    live_in(here, "here")
    before = exported(here)
    assert here.look(lambda file: counted(file, scope("2-7"))) == {
        "attempts": 1,
        "visits": 1,
        "skips": 1,
        "tasks": 1,
    }
    reset(here, "2-7")
    assert [attempt.lesson for attempt in here.attempts()] == ["1-3"]
    assert here.tests() and here.task("2-7#page/task") is None
    kept = last_reset(here.path.parent)
    assert kept is not None
    imported(here, kept.read_text("utf-8").split("\n"))
    assert sorted(exported(here)) == sorted(before)


def test_all_is_forgotten_and_comes_back_beside_what_was_done_since(here: Store) -> None:
    live_in(here, "here")
    before = set(exported(here))
    kept = reset(here, None)
    assert exported(here) == [json.dumps(HEAD)]
    here.record_attempt("1-3", "since", 0, 1.0, "right")
    imported(here, kept.read_text("utf-8").split("\n"))
    assert before < set(exported(here))
    assert len(here.attempts()) == 3


def test_resets_are_undone_one_after_the_other(here: Store) -> None:
    live_in(here, "here")
    first = reset(here, "2-7")
    second = reset(here, "1-3")
    assert last_reset(here.path.parent) == second
    mark_undone(second)
    assert last_reset(here.path.parent) == first
    mark_undone(first)
    assert last_reset(here.path.parent) is None


def test_where_no_copy_can_be_written_nothing_is_forgotten(
    here: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_in(here, "here")

    def full(self: Path, *_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(self))

    with monkeypatch.context() as disk:
        disk.setattr(Path, "open", full)
        with pytest.raises(OSError, match="No space"):
            reset(here, None)
    assert len(here.attempts()) == 2
