"""Programs that are right, and look like a mistake that is noticed: nothing is said of them."""

from __future__ import annotations

import pytest
from other_fields import PROGRAMS

from tutor.programs.comparison import compare
from tutor.programs.guarding import Guard
from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

BEGIN = "import numpy as np\nrng = np.random.default_rng(0)\n"


def found(code: str) -> list[tuple[int, str]]:
    run = run_program(Program("code.py", BEGIN + code), seconds=60)
    assert run.message == ""
    return [(each.line, each.kind) for each in noticed(run)]


SQUARES = """
X = rng.normal(size=(9, 2))
y = (X[:, 0] > 0).astype(int)
sq = np.sum(X ** 2, axis=1)
D = sq + sq.reshape(-1, 1) - 2 * X @ X.T
near = (D + np.eye(9) * 99).argmin(axis=1)
accuracy = (y[near] == y).mean()
S = np.sum(X ** 2, axis=1, keepdims=True) + np.sum(X ** 2, axis=1)
x = np.linspace(0, 1, 9)
total = (x * x.reshape(-1, 1)).sum()
t = np.arange(9)
causal = t <= t.reshape(-1, 1)
alike = y == y.reshape(-1, 1)
v, h = rng.normal(size=9), rng.normal(size=9)
association = v * h.reshape(-1, 1)
centres = np.sort(rng.normal(size=9))
K = np.exp(-((x - centres.reshape(-1, 1)) ** 2))
smooth = K.T @ v / K.sum(axis=0)
mean_kernel = np.mean(np.exp(-np.abs(x - centres.reshape(9, 1))))
"""
FILLED = """
X = np.zeros((3, 4))
first = X[0]
first[:] = 1
print(X)
X = rng.normal(size=(3, 4))
last = X[:, 3]
last[...] = 1
patch = X[1:, 1:3]
patch *= 0
out = X * 2
Z1 = rng.normal(size=(3, 4))
A1 = Z1
A1[A1 < 0] = 0
mask = Z1 > 0
dA1 = rng.normal(size=(3, 4))
dA1[Z1 <= 0] = 0

def slope(z):
    return np.where(z > 0, 1.0, 0.01)

Z2 = rng.normal(size=(3, 4))
A2 = Z2
A2[A2 < 0] *= 0.01
dZ2 = dA1 * slope(Z2)
"""
UNITS = """
x = rng.normal(size=(50, 2))
t = x @ np.array([2.0, -1.0])
w = np.zeros(2)
for i in range(20):
    y = x @ w
    loss = np.mean((y - t) ** 2) / 2
    d = (y - t) / 50
    w -= 0.1 * x.T @ d
"""
LEFT_OUT = """
z = np.array([-800.0, 0.0, 800.0])
p = np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
soft = np.where(z > 30, z, np.log1p(np.exp(z)))
q = np.array([0.0, 0.5, 1.0])
H = -np.where(q > 0, q * np.log(q), 0).sum()
H = -np.nan_to_num(q * np.log(q)).sum() - np.nansum(q * np.log(q))
each = q * np.log(q)
each[q == 0] = 0
H = -each.sum()
named = q * np.log(q)
H = -np.sum(named[~np.isnan(named)])
rate = np.zeros(3) / np.array([0, 4, 6])
rate = np.nan_to_num(rate)
best = (np.log(q) + np.log([0.2, 0.3, 0.5])).argmax()
shares = np.zeros(3) / np.zeros(3)
shares[np.isnan(shares)] = 0
mean = np.nanmean(np.array([0.0, 1.0]) / np.array([0.0, 2.0]))
A = np.tril(np.ones((3, 3)))
scores = np.where(A == 1, rng.normal(size=(3, 3)), -np.inf)
E = np.exp(scores - scores.max(axis=1, keepdims=True))
attention = E / E.sum(axis=1, keepdims=True)
path = np.log(A / A.sum(axis=1, keepdims=True))
last = np.max(path + rng.normal(size=3), axis=1)
far = 1 / (1 + np.exp(np.array([900.0, -900.0])))
"""
BATCHES = """
X = rng.normal(size=(2, 64))
Y = (X[:1] > 0).astype(float)
W1, b1 = rng.normal(size=(1, 2)), np.zeros((1, 1))
for it in range(3):
    gW, gb = np.zeros_like(W1), np.zeros_like(b1)
    for k in range(8):
        Xb, Yb = X[:, k * 8:k * 8 + 8], Y[:, k * 8:k * 8 + 8]
        A1 = 1 / (1 + np.exp(-(W1 @ Xb + b1)))
        dZ1 = (A1 - Yb) / 8
        dW1 = dZ1 @ Xb.T / 8
        db1 = dZ1.sum(axis=1, keepdims=True) / 8
        gW += dW1
        gb = gb + db1
    W1, b1 = W1 - 0.5 * gW, b1 - 0.5 * gb
"""
FIXED = """
X, Y = rng.normal(size=(2, 50)), rng.normal(size=(1, 50))
W1, W2 = rng.normal(size=(4, 2)), rng.normal(size=(1, 4))
for it in range(12):
    A1 = np.tanh(W1 @ X)
    dZ2 = (W2 @ A1 - Y) / 50
    dW2 = dZ2 @ A1.T
    W2 = W2 - 0.1 * dW2
"""
DEAD = """
X, Y = rng.random((2, 50)), rng.random((1, 50))
W1, W2, b2 = -rng.random((4, 2)), rng.normal(size=(1, 4)), np.zeros((1, 1))
W3 = rng.normal(size=(1, 1))
for it in range(12):
    A1 = np.maximum(W1 @ X, 0)
    A2 = W2 @ A1 + b2
    dZ3 = (W3 @ A2 - Y) / 50
    dZ2 = W3.T @ dZ3
    dW1 = (W2.T @ dZ2 * (A1 > 0)) @ X.T
    W3 = W3 - 0.1 * (dZ3 @ A2.T)
    b2 = b2 - 0.1 * dZ2.sum(axis=1, keepdims=True)
    W1 -= 0.1 * dW1
    W2 -= 0.1 * (dZ2 @ A1.T)
"""


@pytest.mark.parametrize(
    "code",
    [SQUARES, FILLED, UNITS, LEFT_OUT, BATCHES, FIXED, DEAD],
    ids=["squares", "filled", "units", "left out", "batches", "fixed", "dead"],
)
def test_what_is_meant_is_not_taken_for_its_look_alike(code: str) -> None:
    assert found(code) == []


@pytest.mark.sampled
@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_is_noticed_in_programs_of_other_fields(name: str) -> None:
    run = run_program(Program("code.py", PROGRAMS[name]), seconds=60)
    assert run.message == ""
    assert [(each.line, each.kind) for each in noticed(run)] == []


def test_an_accuracy_of_pairs_is_told_where_all_are_right() -> None:
    code = "y = rng.integers(0, 3, 9)\nP = np.eye(3)[y]\na = P.argmax(1).reshape(-1, 1) == y\n"
    assert found(code + "accuracy = a.mean()") == [(5, "accidental square")]


def test_a_loss_of_pairs_is_told_whatever_its_parts_are_called() -> None:
    code = "def far(a, b):\n    return np.mean((a - b) ** 2)\nu, v = rng.normal(size=(2, 9))\n"
    assert found(f"{code}print(far(u.reshape(9, 1), v))") == [(4, "accidental square")]


@pytest.mark.parametrize(
    ("changed", "used"),
    [("A1[A1 < 0] = 0", "dA1[Z1 < 0] = 0"), ("A1 -= 1", "m = Z1 > 0"), ("A1 *= 2", "c = Z1.sum()")],
)
def test_a_view_that_is_changed_is_told_where_what_follows_is_another(
    changed: str, used: str
) -> None:
    code = f"Z1, dA1 = rng.normal(size=(2, 3, 4))\nA1 = Z1\n{changed}\n{used}"
    assert found(code) == [(5, "view changed in place")]


@pytest.mark.parametrize(
    ("code", "line", "kind"),
    [
        ("p = np.array([0.2, 0.0])\nkl = np.sum(np.zeros(2) * np.log(p * 0 / p))", 4, "NaN"),
        ("d = np.array([1.0, -1e-9])\nnear = np.sqrt(d).argmin()", 4, "NaN"),
        (
            "z = np.array([900.0, -900.0])\na = 1 / (1 + np.exp(-z))\n"
            "cost = -np.mean(np.ones(2) * np.log(a) + 0 * np.log(1 - a))",
            5,
            "log of 0",
        ),
        (
            "z = np.array([900.0, 0.0])\ne = np.exp(z)\nbest = (e / e.sum()).argmax()",
            4,
            "exp overflow",
        ),
        ("J = 0.0\nfor p in (0.5, 0.0):\n    J -= np.log(p)", 5, "log of 0"),
    ],
)
def test_no_numbers_are_told_at_what_gave_them(code: str, line: int, kind: str) -> None:
    assert found(code) == [(line, kind)]


def test_one_cause_is_told_once() -> None:
    code = FIXED.replace("    W2 = W2 - 0.1 * dW2", "    W2 = W2 - (1 // 50) * dW2")
    assert {kind for _, kind in found(code)} == {"integer division"}
    assert found(code.replace("for it", "rate = 1 // 50\nfor it").replace("(1 // 50)", "rate")) == [
        (6, "rate of 0")
    ]


ODD = """
odd = [0.0, -0.0, 5e-324, 1e308, np.inf, -np.inf, np.nan, 2**70, -1, True, np.float16(6e4)]
odd += [np.array(3), np.zeros(0), np.zeros((0, 3)), np.full((3, 1), np.nan), np.array([5e-324])]
odd += [np.array([np.inf, 1.0]), np.array([[1e308]]), np.uint8([200, 0]), np.array([2**63 - 1])]
np.seterr(all="ignore")
for one in odd:
    for other in odd:
        try:
            dZ2 = (one - other) / other
            dW2 = dZ2 @ one / 4 if np.ndim(one) > 1 else dZ2 * one / 4
            db2 = np.sum(dZ2) * (1 / other)
            m = 0.9 * one + 0.1 * other
            v = other * one + (1 - other) * one ** 2
            m_hat = m / (1 - other ** 3)
            W2 = one - other * m_hat / (np.sqrt(v) + one)
            X_train, y = one[:1], other[:1]
            X_train = (X_train - np.mean(one)) / np.std(one)
            probs = np.exp(one) / np.sum(np.exp(one))
            loss = -np.mean(other * np.log(probs)) + one * np.sum(W2 ** 2)
            accuracy = np.mean((probs > other) == y)
            lr = other * 0.5 ** one
            W2 -= lr * dW2
            W2[:] = np.clip(one, other, 1)
        except Exception:
            pass
"""


def test_no_rule_stumbles_over_odd_numbers() -> None:
    found(ODD)
    found("p = 1.0\nfor layer in range(400):\n    p = p * 0.1")


def test_a_search_that_fails_takes_nothing_down() -> None:
    faults: list[Exception] = []
    guard = Guard()
    assert [*guard.as_far_as(1 // each for each in (1, 0, 1))] == [1]
    guard.on_fault = faults.append
    assert [*guard.as_far_as(1 // each for each in (1, 0, 1))] == [1]
    assert isinstance(faults[0], ZeroDivisionError)


def test_the_mean_may_be_taken_by_the_rate() -> None:
    code = (
        f"{BEGIN}m = 40\nX = rng.normal(size=(2, m))\nY = (X[:1] > 0) * 1.0\n"
        "W1, b1 = rng.normal(size=(1, 2)), np.zeros((1, 1))\nrate = 0.4 / m\n"
        "for it in range(3):\n    A = 1 / (1 + np.exp(-(W1 @ X + b1)))\n"
        "    J = -np.mean(Y * np.log(A) + (1 - Y) * np.log(1 - A))\n    dZ = A - Y\n"
        "    dW1, db1 = dZ @ X.T, dZ.sum(axis=1, keepdims=True)\n"
        "    W1, b1 = W1 - rate * dW1, b1 - rate * db1\n"
    )
    for text, told in ((code, None), (code.replace("0.4 / m", "0.4"), 11)):
        first = compare(run_program(Program("code.py", text)), Reference((2, 1))).first
        assert (first and first.event.line) == told
