"""Means of batches that are added up, and by what they are divided behind the loop."""

from __future__ import annotations

import pytest

from tests.support.noticed_programs import found

CODE = """\
import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(60, 3))
y = np.sin(X[:, :1]) + X[:, 1:2]
W, size = rng.normal(size=(3, 1)), 10
n_batches = len(X) // size
def loss(X, y):
    return float(np.sum((X @ W - y) ** 2) / len(X))
for epoch in range(2):
    total, losses, squares, weighted = 0.0, [], 0.0, 0.0
    for start in range(0, len(X), size):
        x, t = X[start:start + size], y[start:start + size]
        gap = x @ W - t
        value = 0.5 * np.mean(gap ** 2)
        total += value
        squares += np.sum(gap ** 2)
        weighted += value * len(x)
        losses.append(loss(x, t))
        W -= 0.1 * x.T @ gap / len(x)
    total /= n_batches
    print(total, sum(losses) / len(losses), squares / len(X), weighted / len(X))
seen, gaps = 0, 0.0
for part in np.array_split(np.arange(60), 7):
    gaps += np.sum((X[part] @ W - y[part]) ** 2)
    seen += len(part)
print(gaps / seen)
one_by_one = 0.0
for i in range(60):
    one_by_one += np.mean((X[i] @ W - y[i]) ** 2)
print(one_by_one / 60)
"""
LIKE = """
approximate = 0.0
for start in range(0, 60, 16):
    approximate += loss(X[start:start + 16], y[start:start + 16])
print(approximate / (60 / 16), approximate / (60 // 16))
kept = 0.0
for k in range(6):
    if k % 2:
        continue
    kept += loss(X[k * size:(k + 1) * size], y[k * size:(k + 1) * size])
print(kept / 3)
"""
WRONG = [
    ("total /= n_batches", "total /= len(X)"),
    ("total /= n_batches", "total /= size"),
    ("sum(losses) / len(losses)", "sum(losses) / len(X)"),
    ("sum(losses) / len(losses)", "np.sum(losses) / 60"),
    ("gaps += np.sum(", "gaps += np.mean("),
]


@pytest.mark.sampled
@pytest.mark.parametrize(("right", "wrong"), WRONG)
def test_means_divided_by_the_number_of_something_else_are_told(right: str, wrong: str) -> None:
    line = CODE[: CODE.index(right)].count("\n") + 1
    assert found(CODE.replace(right, wrong, 1)) == [(line, "number of something else")]


def test_means_of_batches_and_sums_over_examples_are_not() -> None:
    assert found(CODE + LIKE) == []
