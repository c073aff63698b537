"""What loops add up and count: one that only the last turn sets, and answers that are all alike."""

from __future__ import annotations

import pytest

from tests.support.noticed_programs import found

CODE = """\
import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(40, 3))
T = (X[:, 0] > 0) * 1
v, c = rng.normal(size=3), 0.0
size = 8
n_batches = len(X) // size
def answer(x):
    return 1 / (1 + np.exp(-(v @ x + c)))
for epoch in range(2):
    total, right, seen = 0.0, 0, 0
    for i in range(len(X)):
        p = answer(X[i])
        gap = p - T[i]
        total += 0.5 * gap ** 2
        right += (p > 0.5) == (T[i] == 1)
        seen = i
        v, c = v - 0.5 * gap * p * (1 - p) * X[i], c - 0.5 * gap * p * (1 - p)
    print(total / len(X), 100 * right / len(X), seen)
    loss = 0
    for start in range(0, len(X), size):
        rows = slice(start, start + size)
        loss += np.mean((X[rows] @ v - T[rows]) ** 2)
    print(loss / n_batches)
middle, many, ones = np.zeros(3), 0, 0
for x in X:
    middle += x
    many += len(x)
    if x[0] > 0:
        ones += 1
print(middle / len(X), middle / many, ones / len(X))
hits = 0
for x, t in zip(X, T):
    guess = 1 if answer(x) >= 0.5 else 0
    if guess == t:
        hits += 1
print(hits / len(X))
"""
LIKE = """
last = 0.0
for i in range(len(X)):
    last = float(T[i])
print(last / 2)
cost = 0.0
for epoch in range(10):
    cost = np.sum((X @ v - T) ** 2)
print(cost / 10, cost / len(X))
spread, last = 0.0, 1.0
for x in X:
    spread += x[0]
    last = x[0]
print(spread / last)
far = 0
for i in range(len(X)):
    far = max(far, abs(X[i, 0]))
print(far / len(X))
mean = 0.0
for i in range(len(X)):
    mean = mean + X[i, 0]
print(mean / len(X))
at = 0
for i in range(len(X)):
    at = i
    if X[i, 0] > 1:
        break
print(at / len(X))
signs = [1 if value > 0 else -1 for value in v]
"""
WRONG = [
    ("total += 0.5", "total = 0.5", "sum overwritten"),
    ("right += (p > 0.5)", "right = (p > 0.5)", "sum overwritten"),
    ("loss += np.mean", "loss = np.mean", "sum overwritten"),
    ("middle += x", "middle = x", "sum overwritten"),
    ("many += len(x)", "many = len(x)", "sum overwritten"),
    ("        ones += 1", "        ones = 1", "sum overwritten"),
    ("(p > 0.5) == (T", "(p > 0) == (T", "answers all alike"),
    ("answer(x) >= 0.5", "answer(x) >= 0", "answers all alike"),
]


@pytest.mark.sampled
@pytest.mark.parametrize(("right", "wrong", "kind"), WRONG)
def test_what_a_loop_does_not_add_up_is_told(right: str, wrong: str, kind: str) -> None:
    line = CODE[: CODE.index(right)].count("\n") + 1
    assert found(CODE.replace(right, wrong, 1)) == [(line, kind)]


def test_what_the_last_turn_leaves_and_what_is_added_up_is_not() -> None:
    assert found(CODE + LIKE) == []
