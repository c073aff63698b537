"""Answers that can never be right, counts by another size, and rows drawn apart; and right ones."""

from __future__ import annotations

import pytest
from noticed_programs import PROGRAM, found

CODE = """\
import numpy as np
rng = np.random.default_rng(3)
X = np.concatenate([rng.normal(size=(30, 3)) + 3, rng.normal(size=(30, 3)) - 3])
X[:, 2] = rng.normal(size=60)
y = np.repeat([1, 0], 30)
mix = rng.permutation(60)
X = X[mix]
y = y[mix]
X_train, X_test, y_train, y_test = X[:40], X[40:], y[:40], y[40:]
mu = X_train.mean(axis=0)
sd = X_train.std(axis=0)
X_train = (X_train - mu) / sd
X_test = (X_test - mu) / sd
signs = 2 * y_test - 1
W, b = rng.normal(size=(3, 2)), np.zeros(2)

def run(x):
    z = x @ W + b
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return [x, e / e.sum(axis=-1, keepdims=True)]

def error(x, t):
    return np.mean((x - t) ** 2)

def accuracy(xs, ys):
    answers = np.argmax(run(xs)[-1], axis=1)
    return np.sum(answers == ys) / len(xs)

def right_ones(xs, ys):
    right = 0
    for x, t in zip(xs, ys):
        if np.argmax(run(x)[-1]) == t:
            right += 1
    return 100 * right / len(xs)

for turn in range(3):
    rows = rng.integers(0, 40, size=20)
    xb, yb = X_train[rows], y_train[rows]
    run(xb)
train_accuracy = accuracy(X_train, y_train)
test_accuracy = accuracy(X_test, y_test)
train_right = right_ones(X_train, y_train)
test_right = right_ones(X_test, y_test)
signs_right = np.sum(np.sign(run(X_test)[-1][:, 1] - 0.5) == signs) / len(signs)
hits = np.sum((run(X_test)[-1][:, 1] > 0.5) == y_test) / len(y_test)
far = error(np.eye(2)[y_test], run(X_test)[-1])
"""
APART, KIND, SIZE = "two permutations", "answers of another kind", "size of another set"
WRONG = [
    ("answers = np.argmax(run(xs)[-1], axis=1)", "answers = np.max(run(xs)[-1], axis=1)", KIND),
    ("if np.argmax(run(x)[-1]) == t", "if np.max(run(x)[-1]) == t", KIND),
    ("hits = np.sum((run(X_test)[-1][:, 1] > 0.5)", "hits = np.sum(run(X_test)[-1][:, 1]", KIND),
    (
        "np.sum(np.sign(run(X_test)[-1][:, 1] - 0.5)",
        "np.sum((run(X_test)[-1][:, 1] > 0.5)",
        KIND,
    ),
    ("np.sum(answers == ys) / len(xs)", "np.sum(answers == ys) / len(X_train)", SIZE),
    ("100 * right / len(xs)", "100 * right / X_train.shape[0]", SIZE),
    ("far = error(np.eye(2)[y_test], run(X_test)[-1])",
     "out = run(X_test)\nfar = error(X_test, out[0])", "compared with itself"),
    ("y = y[mix]", "y = rng.permutation(y)", APART),
    ("xb, yb = X_train[rows], y_train[rows]",
     "xb, yb = X_train[rows], y_train[rng.integers(0, 40, size=20)]", APART),
    ("sd = X_train.std(axis=0)", "sd = X_test.std(axis=0)", "scaled apart"),
]  # fmt: skip
RIGHT = [
    (
        "xb, yb = X_train[rows], y_train[rows]",
        "others = rng.permutation(rows)\n    share = 0.8\n"
        "    xb = share * X_train[rows] + 0.2 * X_train[others]\n"
        "    yb = share * y_train[rows] + 0.2 * y_train[others]",
    ),
    ("run(xb)\n", "run(xb)\n    null = rng.permutation(y_train)\n"),
    ("y_train[rows]", "np.append(y_train, 0)[rows + 1]"),
    ("answers == ys) / len(xs)", "answers == ys) / len(answers)"),
    (
        "far = error(",
        "same = error(X_test, X_test)\nlabels = X_test == np.floor(X_test)\nfar = error(",
    ),
    ("hits = ", "near = [error(X[:2], part) for part in (X[:2], X[2:4])]\nhits = "),
    ("train_right = right_ones(X_train, y_train)\n", ""),
]  # fmt: skip


def test_right_answers_and_draws_are_not_noticed() -> None:
    code = CODE
    for old, new in RIGHT:
        assert code.count(old) == 1, old
        code = code.replace(old, new)
    assert found(CODE) == found(code) == []


@pytest.mark.sampled
@pytest.mark.parametrize(("old", "new", "kind"), WRONG)
def test_the_line_where_an_answer_or_a_draw_goes_astray_is_named(
    old: str, new: str, kind: str
) -> None:
    assert CODE.count(old) == 1
    line = CODE[: CODE.index(old)].count("\n") + 1 + new.count("\n")
    assert found(CODE.replace(old, new)) == [(line, kind)]


def test_an_array_left_on_a_line_of_its_own_where_another_is_mixed_is_named() -> None:
    code = PROGRAM.replace("X, y = X[order], y[order]", "X_mixed = X[order]\ny_mixed = y")
    code = code.replace("= X[:cut], X[cut:]", "= X_mixed[:cut], X_mixed[cut:]")
    code = code.replace("= y[:cut], y[cut:]", "= y_mixed[:cut], y_mixed[cut:]")
    assert found(code) == [(8, APART)]
