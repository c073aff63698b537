"""Layers drawn with one seed, and batches that stay the same; what may be meant shows nothing."""

from __future__ import annotations

import re

import pytest

from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.running import run_program

BEGIN = """
import numpy as np
rng = np.random.default_rng(1)
X, Y = rng.normal(size=(12, 3)), rng.normal(size=(12, 1))
def drawn(rows, columns, seed):
    return np.random.RandomState(seed).randn(rows, columns) / np.sqrt(rows)
def step(W, x, y):
    return W - 0.1 * x.T @ (x @ W - y) / len(x)
"""
RIGHT = {
    "other seeds": """
W1 = drawn(3, 5, 1)
W2 = drawn(5, 1, 2)
for i in range(3):
    h = np.tanh(X @ W1)
    d = (h @ W2 - Y) / 12
    W1 = W1 - 0.1 * X.T @ (d @ W2.T * (1 - h * h))
    W2 = W2 - 0.1 * h.T @ d
""",
    "two networks from one beginning": """
W_a = drawn(3, 4, 1)
W_b = drawn(3, 4, 1)
for i in range(3):
    a = np.tanh(X @ W_a)
    b = np.maximum(0, X @ W_b)
""",
    "tied weights": """
W = drawn(3, 4, 1)
for i in range(3):
    h = np.tanh(X @ W)
    W = W - 0.1 * (h @ W.T - X).T @ h
""",
    "data and weights from one seed": """
np.random.seed(5)
A = np.random.randn(12, 3)
np.random.seed(5)
W = np.random.randn(3, 1)
for i in range(3):
    W = step(W, A, Y)
""",
    "several steps along a batch": """
W = drawn(3, 1, 1)
for start in range(0, 12, 6):
    xb, yb = X[start : start + 6], Y[start : start + 6]
    for k in range(3):
        W = step(W, xb, yb)
""",
    "some rates, one training set": """
for rate in (0.1, 0.2):
    W = drawn(3, 1, 1)
    for i in range(3):
        W = step(W, X[:8], Y[:8])
""",
    "batches": """
W = drawn(3, 1, 1)
for epoch in range(2):
    for batch in np.array_split(rng.permutation(12), 3):
        W = step(W, X[batch], Y[batch])
    for rows in [X[k:k + 4] for k in range(0, 12, 4)]:
        print([rows[:4] for k in range(3)], [rows[:2] for k in range(0, 12, 4)])
    for n, batch in enumerate(np.array_split(rng.permutation(12), 3)):
        W = step(W, X[n::3], Y[n::3])
""",
    "a first part of what is another in each turn": """
W, pairs = drawn(3, 1, 1), list(zip(X, Y))
rest = pairs
for k in range(0, 12, 4):
    rng.shuffle(pairs)
    batch, other = pairs[:4], rest[0:4]
    rest = rest[4:]
    for part in batch, other:
        W = step(W, np.array([x for x, t in part]), np.array([t for x, t in part]))
""",
}
WRONG = {
    "one seed": """
W1 = drawn(3, 5, 1)
W2 = drawn(5, 1, 1)
for i in range(3):
    h = np.tanh(X @ W1)
    d = (h @ W2 - Y) / 12
    W1 = W1 - 0.1 * X.T @ (d @ W2.T * (1 - h * h))
    W2 = W2 - 0.1 * h.T @ d
""",
    "parts of an order": """
W = drawn(3, 1, 1)
for epoch in range(2):
    order = rng.permutation(12)
    for batch in np.array_split(order, 3):
        x = X[order[:4]]  # same batch
        W = step(W, x, Y[order[:4]])
""",
    "the first numbers of columns": """
W, C, T = drawn(3, 1, 1), X.T, Y.T
for epoch in range(2):
    order = rng.permutation(12)
    for start in range(0, 12, 4):
        batch = order[:4]  # same batch
        W = step(W, C[:, batch].T, T[:, batch].T)
""",
    "the first part in a list": """
W, pairs, n = drawn(3, 1, 1), list(zip(X, Y)), 12
for epoch in range(2):
    batches = [pairs[:4] for k in range(0, n, 4)]  # same batch
    for batch in batches:
        W = step(W, np.array([x for x, t in batch]), np.array([t for x, t in batch]))
""",
    "the first part, from 0": """
W, pairs, n, size = drawn(3, 1, 1), list(zip(X, Y)), 12, 4
for epoch in range(2):
    for k in range(0, n, size):
        batch = pairs[0:size]  # same batch
        W = step(W, np.array([x for x, t in batch]), np.array([t for x, t in batch]))
""",
    "the first part": """
W = drawn(3, 1, 1)
for epoch in range(2):
    for k in range(3):
        x, y = X[0:4], Y[0:4]  # same batch
        W = step(W, x, y)
""",
}


def _noticed(code: str) -> set[tuple[int, str]]:
    run = run_program(Program("code.py", code))
    assert run.message == ""
    return {(each.line, each.kind) for each in noticed(run)}


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT.keys())
def test_what_may_be_meant_is_not_noticed(body: str) -> None:
    assert _noticed(BEGIN + body) == set()


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG.keys())
def test_what_is_not_meant_is_noticed_on_its_line(body: str) -> None:
    lines = enumerate((BEGIN + body).split("\n"), 1)
    marked = {(n, found[1]) for n, line in lines if (found := re.search(r"  # (.+)$", line))}
    assert _noticed(BEGIN + body) == (marked or {(6, "same draws")})
