"""States of Adam that are shared, not taken or counted too often, and looks back; right ones."""

from __future__ import annotations

import re

import pytest

from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.running import run_program

BEGIN = """
import numpy as np
rng = np.random.default_rng(1)
X, y = rng.normal(size=(12, 3)), rng.normal(size=(12, 2))
p = {"W": rng.normal(size=(3, 2)), "b": np.zeros(2)}
lr, mu, b1, b2 = 0.05, 0.9, 0.9, 0.99
def slopes(p):
    d = (X @ p["W"] + p["b"] - y) / 12
    return {"W": X.T @ d, "b": d.sum(axis=0)}
"""
ADAM = """
class Adam:
    def __init__(self, p):
        self.m = {k: np.zeros_like(w) for k, w in p.items()}
        self.v = {k: np.zeros_like(w) for k, w in p.items()}
        self.t = 0
    def step(self, p, g):
        self.t += 1
        for k in p:
            self.m[k] = b1 * self.m[k] + (1 - b1) * g[k]
            self.v[k] = b2 * self.v[k] + (1 - b2) * g[k] ** 2
            m_hat = self.m[k] / (1 - b1**self.t)
            v_hat = self.v[k] / (1 - b2**self.t)
            p[k] = p[k] - lr * m_hat / (np.sqrt(v_hat) + 1e-8)
adam = Adam(p)
for _ in range(5):
    adam.step(p, slopes(p))
"""
NESTEROV = """
v = {k: 0 * w for k, w in p.items()}
for _ in range(5):
    ahead = {}
    for k in p:
        ahead[k] = p[k] + mu * v[k]
    g = slopes(ahead)
    for k in p:
        before = v[k]
        v[k] = mu * v[k] - lr * g[k]
        p[k] = p[k] + v[k]
"""
CORRECTED = NESTEROV.replace("p[k] + mu * v[k]", "p[k]").replace(
    "p[k] + v[k]", "p[k] - mu * before + (1 + mu) * v[k]"
)
RIGHT = {
    "Adam": ADAM,
    "Adam, the rate corrected": ADAM.replace("m_hat / (np", "self.m[k] * (1 / (1 - b1)) / (np")
    .replace("            m_hat = self.m[k] / (1 - b1**self.t)\n", "")
    .replace("(1 / (1 - b1))", "(1 / (1 - b1**self.t))"),
    "a count for each": ADAM.replace("self.t = 0", "self.t = dict.fromkeys(p, 0)")
    .replace("        self.t += 1\n", "")
    .replace("            self.m[k] =", "            self.t[k] += 1\n            self.m[k] =")
    .replace("**self.t", "**self.t[k]"),
    "one scalar state begun for both": ADAM
    + "m = v = 0\nfor _ in range(2):\n    m = 0.9 * m + 1\n",
    "looking ahead": NESTEROV,
    "taken, not added": NESTEROV.replace("p[k] + mu", "p[k] - mu")
    .replace("- lr * g", "+ lr * g")
    .replace("p[k] + v[k]", "p[k] - v[k]"),
    "corrected": CORRECTED,
}
WRONG = {
    "counted for each parameter": ADAM.replace("        self.t += 1\n", "").replace(
        "            self.m[k] =",
        "            self.t += 1  # counted too often\n            self.m[k] =",
    ),
    "correction not taken": ADAM.replace("lr * m_hat / (", "lr * self.m[k] / (").replace(
        "+ 1e-8)", "+ 1e-8)  # correction not taken"
    ),
    "another average": ADAM.replace("b2 * self.v[k]", "b2 * self.m[k]").replace(
        "g[k] ** 2", "g[k] ** 2  # another average"
    ),
    "one state for both": ADAM.replace(
        "self.v = {k: np.zeros_like(w) for k, w in p.items()}",
        "self.v = self.m  # one state for two",
    ),
    "decay for its rest": ADAM.replace("(1 - b1) * g[k]", "b1 * g[k]  # uneven weights"),
    "looking back": NESTEROV.replace("p[k] + mu * v[k]", "p[k] - mu * v[k]  # looks back"),
    "taken, and looking back": NESTEROV.replace(
        "p[k] + mu * v[k]", "p[k] + mu * v[k]  # looks back"
    )
    .replace("- lr * g", "+ lr * g")
    .replace("p[k] + v[k]", "p[k] - v[k]"),
    "corrected back": CORRECTED.replace("p[k] - mu", "p[k] + mu").replace(
        "(1 + mu) * v[k]", "(1 + mu) * v[k]  # looks back"
    ),
}


def _noticed(code: str) -> set[tuple[int, str]]:
    run = run_program(Program("code.py", code))
    assert run.message == ""
    return {(each.line, each.kind) for each in noticed(run)}


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT.keys())
def test_right_states_are_not_noticed(body: str) -> None:
    assert _noticed(BEGIN + body) == set()


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG.keys())
def test_wrong_states_are_noticed_on_their_lines(body: str) -> None:
    """The comments at the ends of lines are the kinds of the mistakes."""
    lines = enumerate((BEGIN + body).split("\n"), 1)
    marked = {(n, found[1]) for n, line in lines if (found := re.search(r"  # (.+)$", line))}
    assert _noticed(BEGIN + body) == marked
