"""Lines to put in order: any order and indentation whose program passes is right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from exercises_written import BACKWARD, exercise

from tutor.exercises.checking import check
from tutor.exercises.parsons import shuffled, shuffled_text, solution_lines
from tutor.exercises.written import Distractor

ASKED = replace(
    exercise(),
    kind="parsons",
    distractors=(
        Distractor(line="    db = dZ.sum() / m", why="it adds up over the units as well."),
        Distractor(line="m = len(dZ)", why="that is the number of units."),
    ),
)
OTHER_ORDER = """
import numpy as np
def backward(dZ, A_prev):
  m = dZ.shape[1]
  db = dZ.sum(axis=1, keepdims=True) / m
  dW = dZ @ A_prev.T / m
  return dW, db
"""


def test_all_lines_are_there_without_their_indentation() -> None:
    lines = shuffled(ASKED)
    assert sorted(line.text for line in lines if not line.why) == sorted(
        line.strip() for line in BACKWARD.splitlines() if line.strip()
    )
    assert [line.text for line in lines if not line.why] != [
        line.strip() for line in solution_lines(ASKED)
    ]
    assert len([line for line in lines if line.why]) == 2
    assert all(line.text == line.text.strip() for line in lines)
    assert shuffled(ASKED) == lines
    assert shuffled_text(ASKED).splitlines()[2:] == [line.text for line in lines]


def test_as_it_begins_it_is_wrong() -> None:
    assert not check(ASKED, shuffled_text(ASKED)).passed


def test_any_order_that_passes_is_right() -> None:
    assert check(ASKED, BACKWARD).passed
    assert check(ASKED, OTHER_ORDER).passed
    assert check(ASKED, OTHER_ORDER + "# db = dZ.sum() / m\n").passed


@pytest.mark.parametrize(
    "code",
    [
        OTHER_ORDER.replace("dZ.sum(axis=1, keepdims=True) / m", "dZ.sum() / m"),
        OTHER_ORDER.replace("  return", "  db = dZ.sum() / m\n  return"),
        OTHER_ORDER.replace("  return", "db = dZ.sum() / m\n  return"),
    ],
)
def test_a_line_that_does_not_belong_is_named(code: str) -> None:
    outcome = check(ASKED, code)
    assert not outcome.passed
    assert "`db = dZ.sum() / m`, does not belong: it adds up over the units" in outcome.message
