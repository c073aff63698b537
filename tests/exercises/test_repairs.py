"""Where one change of a wrong program makes it right, the place is named, and not the cure."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest
from exercises_written import BACKWARD, exercise, mutant

from tutor.exercises.checking import check
from tutor.exercises.repairs import MOST, repairs_of

TESTS = """
import numpy as np

def cases(random):
    for n, m in ((1, 1), (2, 3), (4, 2), (3, 5)):
        X, A = random.normal(size=(n, m)), random.uniform(0.1, 0.9, size=(1, m))
        W = random.normal(size=(n, n))
        yield {"title": f"n = {n}, m = {m}", "inputs": {"X": X, "A": A, "W": W}}

def expected(X, A, W):
    return np.exp(-(W @ X).max(axis=0, keepdims=True)) * A**2 + 1
"""
RIGHT = """import numpy as np

def f(X, A, W):
    Z = W @ X
    largest = Z.max(axis=0, keepdims=True)
    R = np.exp(-largest) * A**2
    return R + 1
"""
ASKED = exercise(TESTS, function="f", returns=("R",))

SLIPS = [
    ("W @ X", "X @ W", "Line 4: ", "the two sides of `@` in `X @ W` have to change places."),
    ("W @ X", "W.T @ X", "Line 4: ", "the `.T` in `W.T` is too much."),
    ("Z.max", "X.max", "Line 5: ", "`X` is the wrong variable in `largest = X.max("),
    (".max(", ".min(", "Line 5: ", "`min` is the wrong function in `Z.min(axis=0, keep"),
    ("axis=0", "axis=1", "Line 5: ", "the axis in `Z.max(axis=1, keepdims=True)` is not the right"),
    ("-largest", "largest", "Line 5: a minus is missing at `Z.max(", "`, or where it is used."),
    ("A**2", "A**3", "Line 6: the number 3 in `R = ", "A ** 3` is not the right one."),
    ("R + 1", "R + 1 + 1", "Line 7: `+ 1` in `R + 1 + 1` is too much.", ""),
    (") * A", ") / A", "Line 6: ", "`/` is the wrong operation in `np.exp(-largest) / A ** 2`."),
    ("    return R", "    R = R * A\n    return R", "Line 7", ""),
    ("np.exp(-largest) * A**2", "np.exp(-largest * A**2)", "Line 6: the bracket of `np.exp(", ""),
    ("W @ X", "W[:1] @ X", "Line 4: `[:1]` in `W[:1]` is too much.", ""),
    ("W @ X", "W[: len(X) - 1] @ X", "Line 4: `[:len(X) - 1]` in `W[:len(X) - 1]` is too", ""),
    ("A**2", "2**A", "Line 6: the two sides of `**` in `2 ** A` have to change places.", ""),
    ("Z.max(axis=0, keepdims=True)", "Z.max()", "Line 5: `Z.max()` takes all numbers together", ""),
]  # fmt: skip


def test_the_program_is_right() -> None:
    assert check(ASKED, RIGHT).passed


@pytest.mark.parametrize(
    ("old", "new", "start", "said"), SLIPS, ids=[new for _, new, _, _ in SLIPS]
)
def test_a_slip_is_placed(old: str, new: str, start: str, said: str) -> None:
    assert old in RIGHT
    message = check(ASKED, RIGHT.replace(old, new, 1)).message
    assert start in message
    assert said in message


def test_nothing_is_placed_where_two_changes_are_needed() -> None:
    code = RIGHT.replace("A**2", "A**5").replace(".max(", ".mean(")
    assert check(ASKED, code).message.startswith("R is wrong in every number")


def test_a_bug_hunt_is_not_spoilt() -> None:
    hunt = replace(ASKED, kind="bug")
    assert check(hunt, RIGHT.replace("A**2", "A**3")).message.startswith("R is wrong")


def test_a_known_mistake_says_more_than_a_place() -> None:
    wrong = RIGHT.replace("A**2", "A**3")
    known = replace(ASKED, mutants={"cube": mutant("That is the cube.", wrong)})
    assert check(known, wrong).message == "That is the cube."


def test_hostile_programs_are_not_worse_for_the_search() -> None:
    for line in ("import os; os._exit(0)", "while True: pass", "print('x' * 10**7)"):
        code = RIGHT.replace("A**2", "A**5").replace("Z = W", f"if len(X) == 3: {line}\n    Z = W")
        outcome = check(replace(ASKED, seconds=1.0), code)
        assert not outcome.passed
        assert outcome.message


def test_the_program_stays_as_it_is_while_changes_are_made() -> None:
    found = repairs_of(BACKWARD)
    assert 50 < len(found) <= MOST
    assert len({repair.code for repair in found}) == len(found)
    assert ast.unparse(ast.parse(BACKWARD)) not in {repair.code for repair in found}
    assert repairs_of(BACKWARD) == found
    assert all(repair.said.startswith("Line") for repair in found)
    assert repairs_of("def f(:") == []
    assert repairs_of("") == []
