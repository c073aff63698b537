"""Which lesson to go on with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index
from tutor.progress.standing import LEFT, Standing
from tutor.progress.store import Store


@pytest.mark.parametrize("has_begun", [False, True])
def test_the_answers_of_a_test_do_not_move_what_to_go_on_with(
    has_begun: bool, tmp_path: Path
) -> None:
    index = read_index(shipped_course())
    first, worked, asked = index.lessons[0], index.lessons[4], index.lessons[-1]
    store = Store.open(tmp_path)
    if has_begun:
        store.visit_page(worked.id, worked.page_names[0])
        store.record_attempt(worked.id, worked.question_ids[0], 1, 0.0, "wrong")
        store.keep_setting(LEFT, worked.id)
    store.record_attempt(asked.id, asked.question_ids[0], 1, 0.0, "wrong")
    goes_on = Standing(index, store).next_lesson()
    store.close()
    assert goes_on == (worked if has_begun else first).id
