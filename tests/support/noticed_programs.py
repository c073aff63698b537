"""A program whose data can be mixed up in many ways, and what is noticed in any."""

from __future__ import annotations

from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.running import run_program

PROGRAM = """\
import numpy as np
rng = np.random.default_rng(0)
centres = np.array([[0.0, 20.0, 3.0], [4.0, 60.0, 1.0], [-4.0, 40.0, -2.0]])
X = np.concatenate([c + rng.normal(size=(30, 3)) * [1, 9, 0.5] for c in centres])
y = np.repeat(np.arange(3), 30)
order = rng.permutation(90)
X, y = X[order], y[order]
cut = 60
X_train, X_val = X[:cut], X[cut:]
y_train, y_val = y[:cut], y[cut:]
mu, sd = X_train.mean(axis=0), X_train.std(axis=0)
X_train = (X_train - mu) / sd
X_val = (X_val - mu) / sd
T_val = np.eye(3)[y_val]
W1, b1 = rng.normal(size=(3, 8)), np.zeros(8)
W2, b2 = rng.normal(size=(8, 3)), np.zeros(3)

def forward(X):
    A1 = np.tanh(X @ W1 + b1)
    E = np.exp(A1 @ W2 + b2)
    return A1, E / E.sum(axis=1, keepdims=True)

def batches(size):
    drawn = rng.permutation(cut)
    for start in range(0, cut, size):
        idx = drawn[start:start + size]
        yield X_train[idx], y_train[idx]

for epoch in range(3):
    for Xb, yb in batches(20):
        A1, P = forward(Xb)
        G = P.copy()
        G[np.arange(len(yb)), yb] -= 1
        dZ2 = G / len(yb)
        dZ1 = dZ2 @ W2.T * (1 - A1 ** 2)
        W2 -= 0.5 * A1.T @ dZ2
        b2 -= 0.5 * dZ2.sum(axis=0)
        W1 -= 0.5 * Xb.T @ dZ1
        b1 -= 0.5 * dZ1.sum(axis=0)
    loss = -np.mean(np.log((forward(X_val)[1] * T_val).sum(axis=1)))
"""


def found(code: str) -> list[tuple[int, str]]:
    """Return the lines of all that is noticed in a program that runs to its end, and its kind."""
    run = run_program(Program("code.py", code), seconds=60)
    assert run.message == ""
    return [(each.line, each.kind) for each in noticed(run)]
