"""Numbers of things, in words."""

from __future__ import annotations

import pytest

from engine.counted import counted


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 steps"),
        (1, "1 step"),
        (2, "2 steps"),
        (12_345, "12,345 steps"),
        (0.5, "0.5 steps"),
        (1.0, "1 step"),
    ],
)
def test_one_of_a_thing_is_no_plural(number: float, said: str) -> None:
    assert counted(number, "step") == said
