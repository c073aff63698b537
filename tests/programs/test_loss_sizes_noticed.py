"""Losses that are added up over the examples, and what they are divided by."""

from __future__ import annotations

import pytest

from tests.support.noticed_programs import found

CODE = """\
import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(30, 5))
y = rng.integers(0, 3, 30)
t = X[:, :1] * X[:, 1:2]
W, w = rng.normal(size=(5, 3)), rng.normal(size=(5, 1))
def chances(X):
    E = np.exp(X @ W)
    return E / E.sum(axis=1, keepdims=True)
def loss(P, y):
    n = len(y)
    return -np.sum(np.log(P[np.arange(n), y])) / n
def squared_loss(X, t):
    m = X.shape[0]
    errors = X @ w - t
    return 0.5 * np.sum(errors ** 2) / m
def in_columns(x, t):
    p = 1 / (1 + np.exp(-w.T @ x))
    return np.sum(-t * np.log(p) - (1 - t) * np.log(1 - p)) / t.shape[1]
print(loss(chances(X), y), squared_loss(X, t), in_columns(X.T, (t.T > 0) * 1.0))
"""
LIKE = """
def penalised(X, t):
    return squared_loss(X, t) + 0.1 * np.sum(W ** 2) / X.shape[0] + np.sum(w ** 2) / X.shape[1]
total = 0.0
for start in range(0, 30, 5):
    part = slice(start, start + 5)
    total += -np.sum(np.log(chances(X[part])[np.arange(5), y[part]])) / X.shape[0]
print(penalised(X, t), total)
T = np.eye(3)[y]
per_number_loss = np.sum((chances(X) - T) ** 2) / T.size
per_output_loss = np.sum((chances(X) - T) ** 2) / T.shape[1]
entropy = -np.sum(chances(X) * np.log(chances(X))) / X.shape[0]
variance = np.sum((w - w.mean()) ** 2) / w.shape[0]
one_loss = np.sum((X[0] @ W - T[0]) ** 2) / T.shape[1]
both_loss = np.sum((X @ w - t) ** 2) / t.shape[1] / t.shape[0]
"""
WRONG = [
    ("y])) / n", "y])) / P.size"),
    ("y])) / n", "y])) / P.shape[1]"),
    ("(errors ** 2) / m", "(errors ** 2) / X.size"),
    ("m = X.shape[0]", "m = X.shape[1]"),
    ("(errors ** 2) / m", "(errors ** 2) / X.shape[1]"),
    ("t.shape[1]", "t.shape[0]"),
    ("t.shape[1]", "x.size"),
]


@pytest.mark.parametrize(("right", "wrong"), WRONG)
def test_a_loss_divided_by_a_size_of_something_else_is_told(right: str, wrong: str) -> None:
    line = CODE[: CODE.index(right)].count("\n") + 1
    assert found(CODE.replace(right, wrong, 1)) == [(line, "size of something else")]


def test_losses_divided_by_their_own_sizes_and_parts_of_losses_are_not() -> None:
    assert found(CODE + LIKE) == []
