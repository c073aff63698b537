"""What a learner is told who makes a mistake that no author foresaw."""

from __future__ import annotations

import pytest
from exercises_written import BACKWARD, exercise, mutant

from tutor.exercises.checking import check
from tutor.exercises.model import Exercise

COST = exercise(
    """
import numpy as np

def cases(random):
    for m in (1, 3, 5, 6):
        A = random.uniform(0.1, 0.9, size=(1, m))
        yield {"title": f"m = {m}", "inputs": {"A": A, "Y": random.integers(0, 2, (1, m)) * 1.0}}

def expected(A, Y):
    return float(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))
""",
    function="cost",
    returns=("J",),
)
SOFTMAX = exercise(
    """
import numpy as np
from engine.activations import Softmax

def cases(random):
    for shape in ((3, 1), (3, 4), (2, 5), (4, 4)):
        yield {"title": f"{shape}", "inputs": {"Z": random.normal(size=shape)}}
    yield {"title": "large", "inputs": {"Z": np.array([[1000.0, 0.0], [0.0, 1000.0]])}}

def expected(Z):
    return Softmax()(Z)
""",
    function="softmax",
    returns=("A",),
)
FORWARD = exercise(
    """
import numpy as np

def cases(random):
    for n, k, m in ((1, 1, 1), (2, 3, 4), (3, 2, 5), (4, 4, 4)):
        W, b = random.normal(size=(n, k)), random.normal(size=(n, 1))
        yield {"title": "one", "inputs": {"W": W, "b": b, "X": random.normal(size=(k, m))}}

def expected(W, b, X):
    return 1 / (1 + np.exp(-(W @ X + b)))
""",
    function="forward",
    returns=("A",),
)

STABLE = "e = np.exp(Z - Z.max(axis=0, keepdims=True)); "
TOLD = [
    ("no mean", "m = 1; dW = dZ @ A_prev.T; db = dZ.sum(axis=1, keepdims=True)",
     "Your dW and db are exactly m times too large (m is the number of columns of dZ, 3 in the"),
    ("twice", "dW = dZ @ A_prev.T / m / m; db = dZ.mean(axis=1, keepdims=True)",
     "Your dW is exactly m times too small"),
    ("half", "dW = dZ @ A_prev.T / m / 2; db = dZ.mean(axis=1, keepdims=True)",
     "Your dW is exactly half of what is asked"),
    ("sign", "dW = -dZ @ A_prev.T / m; db = -dZ.mean(axis=1, keepdims=True)",
     "Your dW and db are right but for the sign"),
    ("factor", "dW = 0.3 * dZ @ A_prev.T / m; db = dZ.mean(axis=1, keepdims=True)",
     "Your dW is exactly 0.3 times what is asked"),
    ("transposed", "dW = A_prev @ dZ.T / m; db = dZ.mean(axis=1, keepdims=True)",
     "Your dW is right but transposed"),
    ("flat", "dW = dZ @ A_prev.T / m; db = dZ.mean(axis=1)",
     "The numbers of db are right, but the shape is (2,); (2, 1) is asked: `keepdims"),
    ("a row", "dW = dZ @ A_prev.T / m; db = dZ.mean(axis=1).reshape(1, -1)",
     "but the shape is (1, 2); (2, 1) is asked"),
    ("all summed", "dW = dZ @ A_prev.T / m; db = dZ.sum() / m",
     "Your db is a single number, the sum over all of them"),
    ("other axis", "dW = dZ @ A_prev.T / m; db = dZ.sum(axis=0, keepdims=True) / m",
     "Your db is dZ added along axis 0; axis 1 is asked"),
    ("swapped", "db = dZ @ A_prev.T / m; dW = dZ.mean(axis=1, keepdims=True)",
     "The results are right, but in another order: dW, db is asked"),
    ("whole", "dW = (dZ @ A_prev.T / m).astype(int); db = dZ.mean(axis=1, keepdims=True)",
     "Your dW is cut to whole numbers"),
    ("in place", "dZ /= m; dW = dZ @ A_prev.T; db = dZ.sum(axis=1, keepdims=True)",
     "What comes back is right, but your code changes its input dZ"),
    ("m - 1", "m = max(m - 1, 1); dW = dZ @ A_prev.T / m; db = dZ.sum(axis=1, keepdims=True) / m",
     "Your dW and db are divided by m - 1 where m is asked"),
    ("one example", "dW = dZ[:, :1] @ A_prev[:, :1].T; db = dZ[:, :1]",
     "dW is wrong in 7 of 8 numbers: dW[0, 0] is 1; 2.33333 is right. It is right where dZ has "
     "one column, and wrong where it has more."),
    ("features", "m = len(A_prev); dW = dZ @ A_prev.T / m; db = dZ.mean(axis=1, keepdims=True)",
     "Your dW is divided by the number of rows of A_prev where the number of columns of dZ is"),
    ("cut", "dW = np.zeros((len(dZ), len(A_prev)), int); dW[:] = dZ @ A_prev.T / m; "
     "db = dZ.mean(axis=1, keepdims=True)", "Your dW is cut to whole numbers"),
    ("rounded", "dW = np.round(dZ @ A_prev.T / m, 3); db = dZ.mean(axis=1, keepdims=True)",
     "Your dW is rounded to 3 digits after the point"),
    ("first row", "dW = dZ @ A_prev.T / m; dW[1:] = 0; db = dZ.mean(axis=1, keepdims=True)",
     "Your dW is 0 in places where another number is asked, and right elsewhere."),
    ("unknown", "dW = np.abs(dZ)**2 @ A_prev.T / m; db = dZ.mean(axis=1, keepdims=True)",
     "dW is wrong in every number: dW[0, 0] is 6.33333; 2.33333 is right. db is right in every"),
    ("three times", "dW = 3 * dZ @ A_prev.T / m; db = dZ.mean(axis=1, keepdims=True)",
     "Your dW is exactly 3 times too large, in every case."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "said"), TOLD, ids=[name for name, _, _ in TOLD])
def test_a_backward_pass(name: str, lines: str, said: str) -> None:
    code = (
        f"import numpy as np\ndef backward(dZ, A_prev):\n    m = dZ.shape[1]\n    {lines}\n"
        "    return dW, db\n"
    )
    assert said in check(exercise(), code).message


OTHERS = [
    (COST, "cost(A, Y)", "return np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
     "Your J is m times too large (m is the number of columns of A), and"),
    (COST, "cost(A, Y)", "return -np.mean(Y * np.log2(A) + (1 - Y) * np.log2(1 - A))",
     "a logarithm to base 2?"),
    (COST, "cost(A, Y)", "print(-np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A)))",
     "cost prints, and gives back None"),
    (COST, "cost(A, Y)", "return -(Y * np.log(A) + (1 - Y) * np.log(1 - A))",
     "Your J is several numbers, and their mean is asked: it is not taken yet."),
    (COST, "cost(A, Y)", "return 0.5", "J is the same whatever the inputs are"),
    (COST, "cost(A, Y)", "return np.array([[-np.mean(Y*np.log(A) + (1-Y)*np.log(1-A))]])",
     "The numbers of J are right, but the shape is (1, 1); a single number is asked"),
    (SOFTMAX, "softmax(Z)", "e = np.exp(Z); return e / e.sum(axis=0, keepdims=True)",
     "Your A is nan where an input is as large as 1000, and right elsewhere"),
    (SOFTMAX, "softmax(Z)", STABLE + "return e / e.sum(axis=1, keepdims=True)",
     "Each row of A adds up to 1; each column should"),
    (SOFTMAX, "softmax(Z)", STABLE + "return e / e.sum()",
     "All of A adds up to 1; each column should"),
    (SOFTMAX, "softmax(Z)", STABLE + "return 1 - e / e.sum(axis=0, keepdims=True)",
     "Your A is exactly 1 minus what is asked"),
    (FORWARD, "forward(W, b, X)", "return W @ X + b", ""),
    (FORWARD, "forward(W, b, X)", "return 1 / (1 + np.exp(W @ X + b))",
     "Your A is exactly 1 minus what is asked"),
    (FORWARD, "forward(W, b, X)", "return 1 / (1 + np.exp(-(X @ W + b)))",
     "`@` needs as many rows at the right as columns at the left; there are 2 and 4."),
    (FORWARD, "forward(W, b, X)", "return W @ 1.0 + b",
     "raises ValueError: matmul multiplies arrays, and its operand 1"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "head", "line", "said"), OTHERS)
def test_other_functions(asked: Exercise, head: str, line: str, said: str) -> None:
    code = f"import numpy as np\ndef {head}:\n    {line}\n"
    message = check(asked, code).message
    assert said in message
    if not said:
        assert message.startswith("A is wrong in every number")


def test_single_numbers() -> None:
    move = exercise(
        """
def cases(random):
    for w, b in random.normal(size=(4, 2)).tolist():
        yield {"title": f"w = {w}", "inputs": {"w": w, "b": b}}

def expected(w, b):
    return w + b
""",
        function="move",
        returns=("w",),
    )
    assert "b" in check(move, "def move(w, b):\n    return w\n").message
    message = check(move, "def move(w, b):\n    return w * w + b\n").message
    assert message == "Line 2: `* w` in `w * w` is too much."


NO_MEAN = BACKWARD.replace("dZ @ A_prev.T / m", "dZ @ A_prev.T")
FLAT = BACKWARD.replace("axis=1, keepdims=True", "axis=1")
MUTANTS = {
    "no-mean": mutant("Where is the mean in dW?", NO_MEAN),
    "flat": mutant("Keep the dimension of db.", FLAT),
    "both-signs": mutant("Both have the wrong sign.", BACKWARD.replace("/ m", "/ -m")),
}


def test_known_mistakes_come_before_what_is_found_out() -> None:
    asked = exercise(mutants=MUTANTS)
    outcome = check(asked, NO_MEAN.replace("@", ".dot(").replace(".T", ".T)", 1))
    assert (outcome.mistake, outcome.message) == ("no-mean", "Where is the mean in dW?")
    outcome = check(asked, NO_MEAN.replace("axis=1, keepdims=True", "axis=1"))
    assert (outcome.mistake, outcome.message) == (
        None,
        "Where is the mean in dW? Keep the dimension of db.",
    )
    outcome = check(asked, NO_MEAN.replace("keepdims=True) / m", "keepdims=True) / -m"))
    assert outcome.mistake is None
    assert "Your dW is exactly m times too large" in outcome.message
    assert "Your db is right but for the sign" in outcome.message


def test_results_in_dictionaries() -> None:
    tests = """
def cases(random):
    for m in (1, 2, 5):
        yield {"title": f"m = {m}", "inputs": {"dZ": random.normal(size=(3, m)), "l": 2}}

def expected(dZ, l):
    return {"db2": dZ.mean(axis=1, keepdims=True), "names": ["a", None], "n": l}
"""
    asked = exercise(tests, function="f", returns=("grads",))
    head = "def f(dZ, l):\n    return "
    right = '{"db2": dZ.mean(axis=1, keepdims=True), "names": ["a", None], "n": l}'
    for code, said in {
        right.replace("mean", "sum"): 'Your grads["db2"] is exactly m times too large',
        right.replace("db2", "db1"): "grads has no db2.",
        right.replace("None", "1"): 'grads["names"][1] is a single number; None is asked.',
        right.replace('["a", None]', '["a"]'): 'grads["names"] holds 1 values; 2 are asked.',
        right.replace('"a"', '"b"'): "is the text 'b'; the text 'a' is asked.",
        "[1]": "grads is no dictionary; one with db2, names, n is asked.",
    }.items():
        assert said in check(asked, head + code).message
    assert check(asked, head + right).passed


@pytest.mark.parametrize("tolerance", [1e-7, 1e-2])
def test_rounding_is_no_mistake_and_more_is(tolerance: float) -> None:
    asked = exercise(tolerance=tolerance)
    assert check(asked, BACKWARD.replace("/ m", f"/ m * (1 + {0.5 * tolerance})")).passed
    assert not check(asked, BACKWARD.replace("/ m", f"/ m * (1 + {2 * tolerance})")).passed


def test_nothing_is_said_that_one_case_contradicts() -> None:
    code = BACKWARD.replace("    return", "    if m == 5: db = db * 5\n    return")
    assert check(exercise(), code).message == "Line 7: `* 5` in `db * 5` is too much."
    code = BACKWARD.replace("    return", "    dW = dW * (1 + m)\n    return")
    message = check(exercise(), code).message
    assert "times too" not in message
    assert "exactly" not in message


MOVED = exercise(
    """
import numpy as np

def cases(random):
    for n in (1, 3, 4):
        w, g = random.normal(size=(2, n))
        yield {"title": f"n = {n}", "inputs": {"w": w, "g": g}}

def expected(w, g):
    return w - 0.1 * g
""",
    function="step",
    returns=("w",),
)


def test_a_result_named_like_an_input_is_not_called_right_because_the_input_was_changed() -> None:
    wrong = check(MOVED, "def step(w, g):\n    w -= 0.1 * g * abs(g)\n    return w\n")
    assert "What comes back is right" not in wrong.message
    assert wrong.failing is not None
    assert "is right" in wrong.failing.faults["w"], "its value is told"
    assert "changes its input w" in wrong.failing.faults["w"]
    right = check(MOVED, "def step(w, g):\n    w -= 0.1 * g\n    return w\n")
    assert right.message.startswith("What comes back is right, but your code changes its input w")


def test_what_was_not_begun_is_told() -> None:
    assert check(MOVED, MOVED.starter).message.startswith("Nothing is written yet")


def test_a_truth_value_of_many_is_explained() -> None:
    code = "def step(w, g):\n    if w > 0:\n        return w\n    return w - 0.1 * g\n"
    assert "want one truth value" in check(MOVED, code).message


def test_a_number_too_many_is_told_before_another_sign() -> None:
    code = "def step(w, g):\n    return w[:len(w) - 1] - 0.1 * g[:len(g)]\n"
    assert "wrong operation" not in check(MOVED, code).message


def test_a_bug_that_is_as_it_was_is_said_to_be_and_truth_values_are_called_by_name() -> None:
    tests = """
def cases(random):
    for x in (1, 2, 3):
        yield {"title": f"x = {x}", "inputs": {"x": x}}

def expected(x):
    return x > 0
"""
    code = "def f(x):\n    return x < 0\n"
    asked = exercise(tests, function="f", returns=("positive",), kind="bug", starter=code)
    message = check(asked, code).message
    assert message == "Nothing is repaired yet. positive is False; True is right."
