"""What a learner has written is never lost: saves, resets and undos in any order."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from exercises_written import exercise

from tutor.exercises.model import ExerciseEntry
from tutor.exercises.notebook import Notebook
from tutor.exercises.parsons import shuffled_text
from tutor.exercises.work import (
    Work,
    first_text,
    hints_shown,
    record_hints,
    record_passed,
    states,
)
from tutor.progress.store import Store
from tutor.progress.texts import KIND, keep_texts

ASKED = exercise()
NAME = ASKED.name
ENTRY = ExerciseEntry(NAME, ASKED.lesson, "code", "A title", None, 1.0)


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work(tmp_path)


def test_it_begins_with_the_starter_and_keeps_what_is_saved(work: Work, tmp_path: Path) -> None:
    assert work.text(ASKED) == ASKED.starter
    work.save(ASKED, "mine\n")
    assert Work(tmp_path).text(ASKED) == "mine\n"
    work.save(ASKED, "")
    assert work.text(ASKED) == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_among_the_texts_is_not_waited_for(work: Work, tmp_path: Path) -> None:
    work.save(ASKED, "mine\n")
    os.mkfifo(work.path(NAME).with_name("file.py"))
    row = {"exercise": NAME, "file": "now.py", "text": "theirs\n"}
    assert keep_texts(tmp_path, [(KIND, row), (KIND, row)]) == 1
    assert work.text(ASKED) == "mine\n"


def test_what_is_as_it_began_is_no_work(work: Work) -> None:
    work.save(ASKED, ASKED.starter)
    assert not work.is_begun(NAME)


def test_a_reset_and_its_undo(work: Work) -> None:
    assert not work.can_undo(NAME)
    work.save(ASKED, "mine")
    assert work.reset(ASKED) == ASKED.starter
    assert work.text(ASKED) == ASKED.starter
    assert work.can_undo(NAME)
    assert work.undo(ASKED) == "mine"
    assert work.text(ASKED) == "mine"
    assert not work.can_undo(NAME)
    with pytest.raises(LookupError):
        work.undo(ASKED)


def test_what_was_written_after_a_reset_changes_places(work: Work) -> None:
    work.save(ASKED, "first")
    work.reset(ASKED)
    work.save(ASKED, "second")
    assert work.undo(ASKED) == "first"
    assert work.undo(ASKED) == "second"


def test_a_file_of_the_learners_own_never_goes_over_the_text(work: Work) -> None:
    work.save_file(ASKED, "from a file")
    assert work.is_begun(NAME)
    assert work.text(ASKED) == "from a file"
    work.save(ASKED, "from the app")
    work.save_file(ASKED, "again")
    assert work.text(ASKED) == "from the app"
    work.reset(ASKED)
    assert work.text(ASKED) == ASKED.starter
    assert work.undo(ASKED) == "from the app"
    assert "again" in {path.read_text() for path in work.path(NAME).parent.iterdir()}


def test_many_resets_keep_all(work: Work) -> None:
    for text in ("one", "two", "three"):
        work.save(ASKED, text)
        work.reset(ASKED)
    work.reset(ASKED)
    assert work.undo(ASKED) == "three"
    work.reset(ASKED)
    assert work.undo(ASKED) == "three"
    kept = {path.read_text() for path in work.path(NAME).parent.iterdir()}
    assert kept == {"one", "two", "three"}


def test_odd_texts(work: Work) -> None:
    for text in ("a\r\nb", "\ud800", "é\0", "x" * 100_000):
        work.save(ASKED, text)
        assert work.text(ASKED)


def test_parsons_begin_shuffled(work: Work) -> None:
    parsons = replace(ASKED, kind="parsons", starter="")
    assert work.text(parsons) == first_text(parsons) == shuffled_text(parsons)


def test_states(work: Work, tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    assert states([ENTRY], store, work) == {NAME: "new"}
    work.save(ASKED, "mine")
    assert states([ENTRY], store, work) == {NAME: "started"}
    record_passed(store, ASKED)
    record_passed(store, ASKED)
    assert states([ENTRY], store, work) == {NAME: "passed"}
    assert states([ENTRY], None, work) == {NAME: "started"}
    assert hints_shown(store, ASKED) == 0
    record_hints(store, ASKED, 2)
    record_hints(store, ASKED, 1)
    assert hints_shown(store, ASKED) == 2
    store.close()


def test_a_pass_follows_its_lesson_to_another_name(tmp_path: Path, work: Work) -> None:
    store = Store.open(tmp_path)
    record_passed(store, ASKED)
    store.follow({ASKED.lesson: "1-1-another"})
    assert states([replace(ENTRY, lesson="1-1-another")], store, work) == {NAME: "passed"}
    store.close()


def test_a_text_whose_folder_is_taken_away_is_kept_again(work: Work) -> None:
    notebook = Notebook(work, ASKED)
    assert notebook.keep("mine") == "" == notebook.keep("mine")
    shutil.rmtree(work.folder)
    assert notebook.keep("mine") == ""
    assert work.text(ASKED) == "mine"
