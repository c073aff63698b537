"""Steps that stand behind the loop of the batches, leave biases out, or lose the parameter."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

TANH = Reference((2, 4, 1), "tanh", "linear", "mse")
CODE = """import numpy as np
rng = np.random.default_rng(7)
X = rng.normal(size=(12, 2))
y = X[:, :1] * X[:, 1:]
p = {"W1": rng.normal(size=(2, 4)), "b1": np.zeros(4)}
p |= {"W2": rng.normal(size=(4, 1)), "b2": np.zeros(1)}
v = {k: np.zeros_like(p[k]) for k in p}

def gradients(p, X, y):
    h = np.tanh(X @ p["W1"] + p["b1"])
    d = 2 * (h @ p["W2"] + p["b2"] - y) / len(X)
    dz = d @ p["W2"].T * (1 - h**2)
    grads = {"W1": X.T @ dz + 0.01 * p["W1"], "b1": dz.sum(axis=0)}
    return grads | {"W2": h.T @ d, "b2": d.sum(axis=0)}

def step(p, grads, v):
    for k in p:
        v[k] = 0.9 * v[k] - 0.05 * grads[k]
        p[k] = p[k] + v[k]

for epoch in range(4):
    for start in range(0, 12, 4):
        grads = gradients(p, X[start : start + 4], y[start : start + 4])
        step(p, grads, v)
"""


def _line(code: str, part: str) -> int:
    return next(n for n, line in enumerate(code.split("\n"), 1) if part in line)


def test_the_right_one_shows_nothing() -> None:
    run = run_program(Program("code.py", CODE))
    assert compare(run, TANH).first is None
    assert noticed(run) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("        step(p, g", "    step(p, g", "    step(p, g", "behind the loop"),
        ("for k in p:\n", 'for k in ("W1", "W2"):\n', 'for k in ("W1"', "is left out here"),
    ],
)
def test_the_line_is_named_that_takes_the_steps(old: str, new: str, line: str, said: str) -> None:
    code = CODE.replace(old, new)
    first = compare(run_program(Program("code.py", code)), TANH).first
    assert first is not None
    assert (first.event.line, said in first.message) == (_line(code, line), True)


def test_a_parameter_that_becomes_its_velocity_is_noticed() -> None:
    code = CODE.replace("p[k] = p[k] + v[k]", "p[k] = v[k]")
    found = [(e.line, e.kind) for e in noticed(run_program(Program("code.py", code)))]
    assert (_line(code, "p[k] = v[k]"), "parameter lost") in found


def test_weights_that_become_their_average_are_not_lost() -> None:
    code = CODE + (
        "    a = {k: 0.9 * a[k] + 0.1 * p[k] for k in p} if epoch else dict(p)\n"
        "    gradients(a, X, y)\n"
        "for k in p:\n    p[k] = a[k]\ngradients(p, X, y)\n"
    )
    assert noticed(run_program(Program("code.py", code))) == []
