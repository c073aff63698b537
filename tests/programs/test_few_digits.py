"""Programs that compute in single or half precision: rounding is no mistake, a mistake is one."""

from __future__ import annotations

import pytest

from tutor.plots.cells import plain
from tutor.programs.comparison import EngineComparison, compare
from tutor.programs.looking import CodeLook
from tutor.programs.matching import near
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program
from tutor.programs.slopes.check import check_gradients, is_right

ROWS = """import numpy as np
f = np.{dtype}
for seed in range(4):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=({m}, 2)).astype(f)
    y = (X.sum(axis=1) > 0).astype(int)
    T = np.eye(2, dtype=f)[y]
    W1, b1 = rng.normal(size=(2, 2)).astype(f), np.zeros(2, f)
    for i in range(6):
        S = X @ W1 + b1
        P = np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)
        loss = -np.log(P[np.arange({m}), y] + f(1e-6)).mean()
        dS = (P - T) / f({m})
        dW1 = X.T @ dS
        db1 = dS.sum(axis=0)
        W1 -= f(0.1) * dW1
        b1 -= f(0.1) * db1
"""
COLUMNS = """import numpy as np
m = {m}
for seed in range(3):
    np.random.seed(seed)
    X = np.random.randn(2, m).astype("{dtype}")
    Y = (X[:1] * X[1:] > 0).astype(np.{dtype})
    W1 = (np.random.randn(5, 2) * 0.8).astype("{dtype}")
    W2 = (np.random.randn(1, 5) * 0.8).astype("{dtype}")
    b1, b2 = np.zeros((5, 1), "{dtype}"), np.zeros((1, 1), "{dtype}")
    for it in range(5):
        A1 = np.tanh(W1 @ X + b1)
        A2 = 1 / (1 + np.exp(-(W2 @ A1 + b2)))
        J = -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m
        dZ2 = A2 - Y
        dW2 = dZ2 @ A1.T / m
        db2 = np.sum(dZ2, axis=1, keepdims=True) / m
        dZ1 = (W2.T @ dZ2) * (1 - A1 ** 2)
        dW1 = dZ1 @ X.T / m
        db1 = np.sum(dZ1, axis=1, keepdims=True) / m
        W1, b1 = W1 - 0.3 * dW1, b1 - 0.3 * db1
        W2, b2 = W2 - 0.3 * dW2, b2 - 0.3 * db2
"""
CAST_UP = """import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=({m}, 3)).astype(np.{dtype})
y = (X @ np.array([1.0, -2.0, 0.5], np.{dtype}) + 1).reshape(-1, 1)
w, b = np.zeros((3, 1), np.{dtype}), np.zeros(1, np.{dtype})
for step in range(30):
    error = (X @ w + b).astype(np.float64) - y
    loss = np.mean(error ** 2)
    dw = 2 * X.T @ error / len(X)
    db = 2 * error.mean(axis=0)
    w = (w - 0.1 * dw).astype(np.{dtype})
    b = (b - 0.1 * db).astype(np.{dtype})
"""
PROGRAMS = {
    ROWS: Reference((2, 2)),
    COLUMNS: Reference((2, 5, 1), "tanh"),
    CAST_UP: Reference((3, 1), "relu", "linear", "mse"),
}


def compared(code: str, reference: Reference) -> EngineComparison:
    run = run_program(Program("code.py", code), seconds=60)
    assert run.message == ""
    return compare(run, reference)


@pytest.mark.parametrize("dtype", ["float32", "float16"])
@pytest.mark.parametrize("m", [20, 200])
@pytest.mark.parametrize("code", PROGRAMS, ids=["rows", "columns", "cast up"])
def test_rounding_is_no_mistake(code: str, dtype: str, m: int) -> None:
    found = compared(code.format(dtype=dtype, m=m), PROGRAMS[code])
    assert found.found and found.first is None, found.first and found.first.message


def test_what_half_precision_cannot_tell_is_said() -> None:
    for dtype, is_coarse in (("float32", False), ("float16", True)):
        program = Program("code.py", COLUMNS.format(dtype=dtype, m=20))
        look = CodeLook(text=program, reference=PROGRAMS[COLUMNS])
        said = plain([look.judge(run_program(program, seconds=60)).notes.line])
        assert said.startswith("✔") and ("float16 holds three digits" in said) == is_coarse


@pytest.mark.parametrize(
    ("code", "right", "wrong", "line"),
    [
        (ROWS, "dS = (P - T) / f(20)", "dS = (T - P) / f(20)", 13),
        (ROWS, "db1 = dS.sum(axis=0)", "db1 = dS.sum(axis=0) / f(20)", 15),
        (COLUMNS, "(1 - A1 ** 2)", "(1 - A1)", 17),
        (COLUMNS, "dW2 = dZ2 @ A1.T / m", "dW2 = dZ2 @ A1.T", 15),
        (COLUMNS, "b1 - 0.3 * db1", "b1 + 0.3 * db1", 20),
        (CAST_UP, "dw = 2 * X.T @ error / len(X)", "dw = 2 * X.T @ error ** 2 / len(X)", 9),
    ],
    ids=["sign", "mean", "slope", "no mean", "uphill", "square"],
)
def test_a_mistake_is_one_in_few_digits(code: str, right: str, wrong: str, line: int) -> None:
    text = code.format(dtype="float32", m=20)
    assert right in text
    found = compared(text.replace(right, wrong), PROGRAMS[code])
    assert found.first is not None and found.first.event.line == line


MIXED = """import numpy as np
rng = np.random.default_rng(3)
low = np.{dtype}
X = rng.normal(size=(60, 3)).astype(low)
Y = (X[:, :1] > 0).astype(low)
W1, W2 = rng.normal(size=(3, 4)), rng.normal(size=(4, 1))
for step in range(3):
    h = np.tanh(X @ W1.astype(low))
    o = 1 / (1 + np.exp(-(h @ W2.astype(low))))
    loss = -np.mean(Y * np.log(o) + (1 - Y) * np.log(1 - o))
    d = (o - Y) / low(60)
    dW2 = h.T @ d
    dW1 = X.T @ (d @ W2.T.astype(low) * (1 - h ** 2))
    W1 -= 0.5 * dW1
    W2 -= 0.5 * dW2
"""


@pytest.mark.parametrize("dtype", ["float32", "float16"])
def test_slopes_are_measured_as_exactly_as_a_program_computes(dtype: str) -> None:
    code = MIXED.format(dtype=dtype)
    for text, right in ((code, [True, True]), (code.replace("* (1 - h ** 2)", ""), [True, False])):
        program = Program("code.py", text)
        check = check_gradients(program, run_program(program, seconds=60))
        told = {each.pair.name: is_right(each, check.gradients) for each in check.gradients}
        assert [told["dW2"], told["dW1"]] == right


def test_nothing_is_near_to_inf() -> None:
    assert near(1e300, 1e300 * (1 + 1e-6))
    assert not near(float("inf"), 1.0) and not near(0.0, float("-inf"))
