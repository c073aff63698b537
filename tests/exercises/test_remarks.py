"""What a learner's program shows as it reads, and what NumPy says of its numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from exercises_written import exercise

from tutor.exercises.checking import check
from tutor.exercises.remarks import remark
from tutor.exercises.steps import look_at_case
from tutor.programs.program import UnreadableProgram

TESTS = """
import numpy as np

def cases(random):
    for m in (1, 3, 4):
        yield {"title": f"m = {m}", "inputs": {"X": random.normal(size=(2, m)), "n": 2 * m}}

def expected(X, n):
    return X.mean(axis=0)
"""
ASKED = exercise(TESTS, function="f", returns=("A",), solution="def f(X, n):\n    return X[n]\n")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("for i in n:\n        a = X[i]\n        return a", "Line 4: `return` stands inside the"),
        ("for i in n:\n        a = X[:, i]\n        A = a / 2\n    return A", "Line 4 gives `A` a"),
        ("return X", "`n` is never used in f, and what is asked depends on it."),
        ("for i in n:\n        A = A + X[i]\n    return A", ""),
        ("for i in n:\n        if X[i]:\n            return i\n    return 0", ""),
        ("for i in n:\n        X = g(X)\n    return X", ""),
        ("return (", ""),
    ],
    ids=range(7),
)
def test_what_is_strange_is_said(lines: str, said: str) -> None:
    code = f"def f(X, n):\n    {lines}\n"
    assert remark(ASKED, code).startswith(said)
    assert bool(remark(ASKED, code)) is bool(said)
    assert remark(replace(ASKED, kind="bug"), code) == ""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("X[:0].mean(axis=0)", "Line 5 takes the mean of an array without numbers."),
        ("np.sqrt(-1 - X[0] ** 2)", "Line 5 takes the root of a number below 0."),
        ("np.log(0 * X[0])", "Line 5 takes the logarithm of 0."),
        ("X[0] / (0 * X[0])", "Line 5 divides by 0."),
        ("np.exp(1000 + X[0])", "Line 5 takes e to a power that is too large for a float."),
    ],
    ids=range(5),
)
def test_the_line_is_named_whence_nan_and_infinity_come(value: str, said: str) -> None:
    code = f"import numpy as np\n\ndef f(X, n):\n    if n > 2:\n        return {value}"
    code += "\n    return X.mean(axis=0)\n"
    assert said in check(ASKED, code).message


def test_what_python_cannot_read_is_not_stepped_through() -> None:
    code = "import numpy as np\nreturn 1\n"
    with pytest.raises(UnreadableProgram, match="Python cannot read line 2"):
        look_at_case(ASKED, check(ASKED, code), code)
