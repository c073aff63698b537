"""What lesson 1-2 says that its live part reaches."""

from __future__ import annotations

from lesson_runs import copies, last_of


@copies
def test_the_task_can_be_done_with_a_hidden_layer_only(copy: int) -> None:
    assert last_of("1-2-supervised-learning", copy=copy).accuracy >= 0.99
    assert last_of("1-2-supervised-learning", copy=copy, hidden=()).accuracy < 0.95
