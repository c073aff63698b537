"""Mistakes in what is handed to a call, and in the steps, are told at their own lines."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import Parting, compare
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

BEGIN = """import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(20, 2))
y = (X[:, :1] - X[:, 1:]) ** 2
"""

OBJECTS = """
class Linear:
    def __init__(self, n, k):
        self.w, self.b = rng.normal(size=(n, k)), np.zeros(k)
    def __call__(self, x):
        self.x = x
        return x @ self.w + self.b
    def pull(self, grad):
        self.dw, self.db = self.x.T @ grad, grad.sum(axis=0)
        return grad @ self.w.T
class Tanh:
    def __call__(self, x):
        self.x, self.y = x, np.tanh(x)
        return self.y
    def pull(self, grad):
        return grad * (1 - self.y ** 2)
l1, l2, l3, t1, t2 = Linear(2, 4), Linear(4, 4), Linear(4, 1), Tanh(), Tanh()
for step in range(4):
    z1 = l1(X)
    a1 = t1(z1)
    z2 = l2(a1)
    a2 = t2(z2)
    fit = l3(a2)
    g3 = 2 * (fit - y) / len(X)
    e2 = l3.pull(g3)
    g2 = t2.pull(e2)
    e1 = l2.pull(g2)
    g1 = t1.pull(e1)
    l1.pull(g1)
    for layer in (l1, l2, l3):
        layer.w -= 0.1 * layer.dw
        layer.b -= 0.1 * layer.db
"""

PULLS = """
net = [(rng.normal(size=(n, k)), rng.normal(size=k)) for n, k in [(2, 4), (4, 4), (4, 1)]]
for step in range(4):
    h, slopes, pulls = X, [], []
    for n, (W, b) in enumerate(net):
        pulls.append(lambda g, h=h: (h.T @ g, g.sum(axis=0)))
        h = h @ W + b
        h = np.tanh(h) if n < 2 else h
        slopes.append(lambda g, h=h, n=n: g * (1 - h ** 2) if n < 2 else g)
    g, grads = 2 * (h - y) / len(X), []
    for (W, b), slope, pull in zip(net[::-1], slopes[::-1], pulls[::-1]):
        d = slope(g)
        grads.append(pull(d))
        g = d @ W.T
    net = [(W - 0.1 * p, b - 0.1 * q) for (W, b), (p, q) in zip(net, grads[::-1])]
"""

STEPS = """
W1, W2 = rng.normal(size=(2, 4)), rng.normal(size=(4, 1))
b1, b2 = rng.normal(size=4), np.zeros(1)
vW1, vb1 = np.zeros_like(W1), np.zeros_like(b1)
for step in range(4):
    h = np.maximum(0, X @ W1 + b1)
    gap = h @ W2 + b2 - y
    dfit = 2 * gap / len(X)
    dW2 = h.T @ dfit + 0.01 * W2
    db2 = dfit.sum(axis=0)
    dh = dfit @ W2.T
    dh[h <= 0] = 0
    dW1 = X.T @ dh + 0.01 * W1
    db1 = dh.sum(axis=0)
    vW1 = 0.9 * vW1 - 0.1 * dW1
    vb1 = 0.9 * vb1 - 0.1 * db1
    W1 = W1 + vW1
    b1 = b1 + vb1
    W2 -= 0.1 * dW2
    b2 -= 0.1 * db2
"""

ONE_BY_ONE = """
W, c, V, d = rng.normal(size=(4, 2)), np.zeros(4), rng.normal(size=(2, 4)), np.zeros(2)
for x, goal in zip(X, np.hstack([y > 1, y <= 1]) * 1.0):
    a = W @ x + c
    h = np.tanh(a)
    guess = 1 / (1 + np.exp(-(V @ h + d)))
    error = guess - goal
    delta = error * guess * (1 - guess)
    back = V.T @ delta
    inner = back * (1 - h ** 2)
    nudge = inner
    V -= 0.1 * np.outer(delta, h)
    d -= 0.1 * delta
    W -= 0.1 * np.outer(inner, x)
    c -= 0.1 * nudge
"""

DEEP = Reference((2, 4, 4, 1), "tanh", "linear", "mse")
FLAT = Reference((2, 4, 1), "relu", "linear", "mse")
SINGLE = Reference((2, 4, 2), "tanh", "sigmoid", "mse")
PROGRAMS = {
    "objects": (OBJECTS, DEEP),
    "pulls": (PULLS, DEEP),
    "steps": (STEPS, FLAT),
    "one by one": (ONE_BY_ONE, SINGLE),
}


def first_of(code: str, reference: Reference) -> Parting | None:
    run = run_program(Program("code.py", BEGIN + code), seconds=30)
    assert run.message == ""
    return compare(run, reference).first


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_right_programs_are_not_accused(name: str) -> None:
    assert first_of(*PROGRAMS[name]) is None


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("name", "right", "wrong", "said"),
    [
        ("objects", "z2 = l2(a1)", "z2 = l2(z1)", "A[1]"),
        ("objects", "e1 = l2.pull(g2)", "e1 = l2.pull(e2)", "dZ[2] is to be handed over"),
        ("objects", "g1 = t1.pull(e1)", "g1 = t1.pull(g2)", "dA[1] is to be handed over"),
        ("objects", "return grad * (1 - self.y ** 2)", "return 1 - self.y ** 2", "dA[2]"),
        ("objects", "return x @ self.w + self.b", "return x @ self.w", "b[1] is not added"),
        ("pulls", "grads.append(pull(d))", "grads.append(pull(g))", "dZ[2] is to be handed"),
        ("steps", "W1 = W1 + vW1", "W1 = W1 - vW1", "has its minus already"),
        ("steps", "vb1 = 0.9 * vb1", "vb1 = 0.9 * b1", "b[1] itself is added"),
        ("steps", "W2 -= 0.1 * dW2", "W2 =- 0.1 * dW2", "nothing of the old one"),
        ("steps", "vb1 - 0.1 * db1", "vb1 - 0.1 * db2", "not moved along its own slope"),
        ("steps", "X @ W1 + b1", "X @ W1 + b2", "takes b[2] for b[1]"),
        ("steps", "dfit = 2 * gap", "dfit = -2 * gap", "sign is turned"),
        ("steps", "dh[h <= 0] = 0", "dh[h < 0] = 0", "This is dA[1]"),
        ("one by one", "delta = error * guess * (1 - guess)", "delta = error", "not multiplied"),
        ("one by one", "(1 - h ** 2)", "(1 - a ** 2)", "tanh′(Z[1]) is meant"),
    ],
)
def test_it_is_told_at_its_own_line(name: str, right: str, wrong: str, said: str) -> None:
    text, reference = PROGRAMS[name]
    assert text.count(right) == 1
    code = text.replace(right, wrong)
    first = first_of(code, reference)
    assert first is not None
    line = (BEGIN + code[: code.index(wrong)]).count("\n") + 1
    assert (first.event.line, said in first.message) == (line, True), first.message


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("b1, b2 = rng.normal(size=4), np.zeros(1)", "b1, b2 = np.zeros(4), np.zeros(1)"),
        ("W1 = W1 + vW1", "W1 = 0.999 * W1 + vW1"),
        ("b1 = b1 + vb1", "b1 = b1 - 0.01 * b1 + vb1"),
        ("vW1 = 0.9 * vW1 - 0.1 * dW1\n", "vW1 = 0.1 * dW1 - 0.9 * vW1\n    vW1 = -vW1\n"),
    ],
)
def test_steps_that_take_some_of_the_old_away_are_not_accused(right: str, wrong: str) -> None:
    assert STEPS.count(right) == 1
    assert first_of(STEPS.replace(right, wrong), FLAT) is None


def test_one_bias_of_two_layers_on_purpose_is_not_accused() -> None:
    code = STEPS.replace("X @ W1 + b1", "X @ W1 + b2").replace("    b1 = b1 + vb1\n", "")
    code = code.replace("    db2 = dfit.sum(axis=0)\n", "")
    code = code.replace("db1 = dh.sum(axis=0)", "db2 = dfit.sum(axis=0) + dh.sum()")
    code = code.replace("    vb1 = 0.9 * vb1 - 0.1 * db1\n", "")
    assert first_of(code, FLAT) is None
