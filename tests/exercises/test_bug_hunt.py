"""The line of a bug is found wherever repairs have moved it; the reason comes after it."""

from __future__ import annotations

from exercise_course import BUG_SOLUTION, BUG_STARTER

from tutor.assessment.parts import Option
from tutor.exercises.bug_hunt import BugHunt, lines_now
from tutor.exercises.written import Bug

BUG = Bug(
    line=3,
    why=(
        Option(text="No mean", correct=True, feedback="So it is."),
        Option(text="The axis", feedback="It is right."),
    ),
)


def test_a_wrong_line_then_the_right_one_then_the_reason() -> None:
    hunt = BugHunt(BUG, BUG_STARTER)
    assert not hunt.mark(2, BUG_STARTER) and "Line 2 is not where" in hunt.said
    assert hunt.mark(3, BUG_STARTER) and hunt.line_found
    assert not hunt.choose(1) and hunt.said == "It is right."
    assert hunt.choose(0) and hunt.reason_found


def test_the_line_is_found_after_changes() -> None:
    assert lines_now(BUG_STARTER, f"import numpy as np\n\n{BUG_STARTER}", [3]) == {5}
    assert lines_now(BUG_STARTER, BUG_SOLUTION, [3]) == {3}
    without = BUG_STARTER.replace("    db = dZ.sum(axis=1, keepdims=True)\n", "")
    assert lines_now(BUG_STARTER, without, [3]) == {3}
