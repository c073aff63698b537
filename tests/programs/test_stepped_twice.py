"""A layer, or a line, that takes its step twice where another takes none."""

from __future__ import annotations

import pytest

from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.running import run_program

LAYERS = """import numpy as np
rng = np.random.default_rng(1)
X, Y = rng.normal(size=(20, 2)), rng.normal(size=(20, 1))
class Linear:
    def __init__(self, i, o):
        self.W, self.b = rng.normal(size=(i, o)), np.zeros(o)
    def forward(self, x):
        self.x = x
        return x @ self.W + self.b
    def backward(self, d):
        self.dW, self.db = self.x.T @ d, d.sum(axis=0)
        return d @ self.W.T
def move(layer, rate):
    layer.W -= rate * layer.dW
    layer.b -= rate * layer.db
one, two, three = None, None, None
one = Linear(2, 4)
two = Linear(4, 4)
three = Linear(4, 1)
for epoch in range(4):
    h = np.tanh(one.forward(X))
    g = np.tanh(two.forward(h))
    d = (three.forward(g) - Y) / len(X)
    d = two.backward(three.backward(d) * (1 - g * g))
    one.backward(d * (1 - h * h))
    move(three, 0.1)
    move(two, 0.1)
    move(one, 0.1)
"""
LINES = """import numpy as np
rng = np.random.default_rng(1)
X, Y = rng.normal(size=(20, 2)), rng.normal(size=(20, 1))
W1, W2 = rng.normal(size=(2, 4)), rng.normal(size=(4, 1))
for epoch in range(4):
    h = np.tanh(X @ W1)
    d = (h @ W2 - Y) / len(X)
    dW2 = h.T @ d
    dW1 = X.T @ (d @ W2.T * (1 - h**2))
    W1 -= 0.1 * dW1
    W2 -= 0.1 * dW2
"""


def _noticed(code: str) -> set[tuple[int, str]]:
    run = run_program(Program("code.py", code))
    assert run.message == ""
    return {(each.line, each.kind) for each in noticed(run)}


@pytest.mark.parametrize(
    ("code", "line", "by"),
    [
        (LAYERS, "move(two, 0.1)", "move(three, 0.1)"),
        (LAYERS, "move(two, 0.1)", "move(one, 0.1)"),
        (LINES, "W2 -= 0.1 * dW2", "W1 -= 0.1 * dW1"),
    ],
    ids=["the call after", "the call before", "a line"],
)
def test_what_is_stepped_twice_is_told_where_the_other_is_meant(
    code: str, line: str, by: str
) -> None:
    at = code[: code.index(line)].count("\n") + 1
    assert _noticed(code.replace(line, by)) == {(at, "another stepped twice")}


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (LAYERS, ()),
        (LAYERS, (("move(one, 0.1)", "move(one, 0.1)\n    move(one, 0.01)"),)),
        (LINES, (("W2 -= 0.1 * dW2", "W2 -= 0.1 * dW2\n    W1 -= 0.1 * dW1"),)),
    ],
    ids=["each once", "twice besides", "a line besides"],
)
def test_steps_that_leave_none_out_are_not_told(
    code: str, changes: tuple[tuple[str, str], ...]
) -> None:
    for old, new in changes:
        code = code.replace(old, new)
    assert _noticed(code) == set()
