"""What is next to nothing is no multiple of a slope: a wrong loss is told beside small rates."""

from __future__ import annotations

from tutor.programs.comparison import compare
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

PENALISED = """import numpy as np
rng = np.random.default_rng(0)
m = 240
X, Y = rng.normal(size=(m, 5)), np.eye(4)[rng.integers(0, 4, m)]
T1, T2, lam = 0.3 * rng.normal(size=(8, 6)), 0.3 * rng.normal(size=(4, 9)), 1.0
history = np.zeros(400)
sigmoid = lambda z: 1 / (1 + np.exp(-z))
for it in range(2):
    a1 = np.column_stack((np.ones(m), X))
    z2 = a1 @ T1.T
    a2 = np.column_stack((np.ones(m), sigmoid(z2)))
    h = sigmoid(a2 @ T2.T)
    J = (1 / m) * np.sum(-Y * np.log(h) - (1 - Y) * np.log(1 - h))
    J = J + lam / (2 * m) * (np.sum(T1[:, 1:] ** 2) + np.sum(T2[:, 1:] ** 2))
    history[it] = J
    d3 = h - Y
    d2 = (d3 @ T2[:, 1:]) * sigmoid(z2) * (1 - sigmoid(z2))
    T1_grad, T2_grad = (d2.T @ a1) / m, (d3.T @ a2) / m
    T1_grad[:, 1:] += (lam / m) * T1[:, 1:]
    T2_grad[:, 1:] += (lam / m) * T2[:, 1:]
    T1 -= 0.5 * T1_grad
    T2 -= 0.5 * T2_grad
"""


def test_the_sign_of_a_term_is_told_beside_penalties() -> None:
    code = PENALISED.replace("- (1 - Y)", "+ (1 - Y)")
    reference = Reference((5, 8, 4), "sigmoid", "sigmoid", "binary_crossentropy")
    first = compare(run_program(Program("n.py", code)), reference).first
    assert first is not None and first.event.line == 13
    assert "is to be added" in first.message or "taken away" in first.message
