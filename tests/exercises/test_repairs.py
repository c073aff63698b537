"""Where one change of a wrong program makes it right, the place is named, and not the cure."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest
from exercises_written import BACKWARD, exercise, mutant

from tutor.course.index import shipped_course
from tutor.exercises.checking import check
from tutor.exercises.loading import find
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
    right = ast.unparse(ast.parse(RIGHT))
    found = [each for each in repairs_of(RIGHT.replace(old, new, 1)) if each.code == right]
    assert start in found[0].said
    assert said in found[0].said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("axis=0", "axis=1", "Line 5: the axis in `Z.max(axis=1, keepdims=True)` is not the right"),
        ("-largest", "largest", "Line 6: a minus is missing at `largest` in `np.exp(largest)`."),
    ],
    ids=range(2),
)
def test_the_place_of_a_slip_is_told(old: str, new: str, said: str) -> None:
    assert check(ASKED, RIGHT.replace(old, new, 1)).message.startswith(said)


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


FOUND = [
    ("h = (H + p) // s\n    v = (W + p) // s", "h = (H + 2 * p) // s\n    v = (W + 2 * p) // s",
     "Line 2: a factor is missing at `p`. The same holds for line 3."),
    ("h = round(H / s)\n    v = round(W / s)", "h = int(H / s)\n    v = int(W / s)",
     "Line 2: `round` is the wrong function in `round(H / s)`. The same holds for line 3."),
    ("h = H / (1 - p * s)\n    v = W / (1 - p * s)",
     "h = H / (1 - p ** s)\n    v = W / (1 - p ** s)",
     "Line 2: `*` is the wrong operation in `p * s`. The same holds for line 3."),
    ("h[H + s, W + p] = 1\n    v = 0", "h[p * H + s, p * W + p] = 1\n    v = 0",
     "Line 2: a factor is missing at `H`. The same holds for `W` beside it."),
    ("h = np.exp(np.abs(H), W)\n    v = 0", "h = np.exp(-np.abs(H), W)\n    v = 0",
     "Line 2: a minus is missing at `np.abs(H)` in `np.exp(np.abs(H), W)`."),
    ("h, v = H", "v, h = H", "Line 2: `h` and `v` have to change places in `h, v = H`."),
    ("h = relu(H)\n    v = tanh(W)", "h = tanh(H)\n    v = tanh(W)",
     "Line 2: `relu` is the wrong function in `relu(H)`."),
    ("h = np.exp(H)\n    v = W.sum(H)", "h = np.exp(H)\n    v = W.sum(np.exp(H))",
     "Line 3: `np.exp` is missing at `H` in `W.sum(H)`."),
    ("h = p * H\n    v = 0", "h = p * H ** 2\n    v = 0",
     "Line 2: a square is missing at `H` in `p * H`."),
    ("h = H * W * (1 - W)\n    v = 0", "h = H\n    v = 0",
     "Line 2: `* W * (1 - W)` in `H * W * (1 - W)` is too much."),
    ("h = H * (1 - W)\n    v = 0", "h = H\n    v = 0",
     "Line 2: `* (1 - W)` in `H * (1 - W)` is too much."),
    ("h = (H - s) * W\n    v = 0", "h = W\n    v = 0",
     "Line 2: `(H - s) *` in `(H - s) * W` is too much."),
    ("h = (H - s) * W * p\n    v = 0", "h = H - s\n    v = 0",
     "Line 2: `* W * p` in `(H - s) * W * p` is too much."),
    ("h = (H - s)[0]\n    v = 0", "h = H - s\n    v = 0",
     "Line 2: `[0]` in `(H - s)[0]` is too much."),
    ("h = 0\n    if H:\n        v = 1\n    h = 1\n    v = 2",
     "h = 0\n    if H:\n        v = 1\n        h = 1\n        v = 2",
     "Lines 5 and 6 stand after the `if`; they belong inside it."),
    ("v = 1\n    for h in H:\n        v += h", "for h in H:\n        v = 1\n        v += h",
     "Line 2 stands before the loop; it belongs inside it."),
    ("for h in H:\n        v = 1\n        v += h", "v = 1\n    for h in H:\n        v += h",
     "Line 3 stands inside the loop; it belongs before it."),
    ("h = np.zeros(p, dtype=int)\n    v = 0", "h = np.zeros(p)\n    v = 0",
     "Line 2: `dtype` in `np.zeros(p, dtype=int)` lets no fraction in, or too few digits."),
    ("h = H\n    v = 0\n    while v <= p:\n        v += 1",
     "h = H\n    v = 0\n    while v < p:\n        v += 1",
     "Line 4: the border of `v <= p` lies on the wrong side."),
    ("h = H - (W - p)\n    v = 0", "h = H - (W - p) * s\n    v = 0",
     "Line 2: a factor is missing at `W - p`, or where it is used."),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "right", "said"), FOUND, ids=range(len(FOUND)))
def test_a_way_from_the_wrong_to_the_right_program_is_found(
    wrong: str, right: str, said: str
) -> None:
    code = "def f(H, W, p, s):\n    {}\n    return h, v\n"
    asked = ast.unparse(ast.parse(code.format(right)))
    found = [each.said for each in repairs_of(code.format(wrong)) if each.code == asked]
    assert found
    assert said in found[0]


STEP = """def step(W, V, X):
    {}
    X = 2 * X
    V = V - W @ X
    return W, V
"""


@pytest.mark.parametrize("change", ["W -= 0.1 * X", "W = W - 0.1 * X"])
def test_a_variable_that_is_changed_too_early_is_told(change: str) -> None:
    tests = """
def cases(random):
    for n in (1, 2, 3):
        W, V, X = (random.normal(size=(n, n)) for _ in "WVX")
        yield {"title": f"n = {n}", "inputs": {"W": W, "V": V, "X": X}}

def expected(W, V, X):
    return W - 0.1 * X, V - 2 * W @ X
"""
    asked = exercise(tests, function="step", returns=("W", "V"))
    message = check(asked, STEP.format(change)).message
    assert message == "Line 2 changes `W`, and line 4 needs it as it was."


def test_of_two_mistakes_one_is_placed() -> None:
    tests = """
def cases(random):
    for n in (1, 2, 3):
        yield {"title": f"n = {n}", "inputs": {"x": random.normal(size=n)}}

def expected(x):
    return 1 / (1 + x**2), x**3 + x
"""
    asked = exercise(tests, function="f", returns=("a", "b"))
    code = "import numpy as np\n\ndef f(x):\n    return 1 / (1 - x**2), np.tan(x)\n"
    assert check(asked, code).message == (
        "Line 4: `-` is the wrong operation in `1 - x ** 2`. With that a is right, and b not yet."
    )


@pytest.mark.parametrize("start", ["A", "A * 1", "A.copy()"])
def test_an_input_that_is_written_to_is_judged_too(start: str) -> None:
    """Some changes leave the input alone, and the result as wrong as it was."""
    asked = find(shipped_course(), "max-pool-backward")
    outcome = check(asked, asked.solution.replace("np.zeros(A.shape)", start))
    assert not outcome.passed and outcome.message
