"""Training and test data that are scaled unlike, and all the ways in which they rightly are."""

from __future__ import annotations

import pytest
from noticed_programs import found

BEGIN = """\
import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(40, 3)) * [1, 20, 5] + [0, 60, 2]
y = (X[:, 0] > 0) * 1.0
W1, b1 = rng.normal(size=(3, 4)), np.zeros(4)

def forward(X):
    return np.tanh(X @ W1 + b1)

X_train, X_test = X[:30], X[30:]
"""
FIRST = BEGIN.count("\n") + 1
END = "\nfor step in range(4):\n    forward(X_train)\nprint(forward(X_test))\n"
APART = "scaled apart"
BY_TRAIN = "mu, sd = X_train.mean(axis=0), X_train.std(axis=0)\nX_train = (X_train - mu) / sd\n"
CLASS = """
class Scaler:
    def fit(self, X):
        self.mean, self.scale = X.mean(axis=0), X.std(axis=0)
        return self
    def transform(self, X):
        return (X - self.mean) / self.scale
scaler = Scaler().fit(X_train)
"""
NORMALISE = "def normalise(X):\n    return (X - X.mean(axis=0)) / X.std(axis=0)\n"
MADE = """
def made(n):
    X = rng.normal(size=(n, 3)) * 5
    return (X - X.mean(axis=0)) / X.std(axis=0)
X_train, X_test = made(30), made(10)
"""


@pytest.mark.parametrize(
    ("code", "at"),
    [
        (BY_TRAIN + "X_test = (X_test - X_test.mean(axis=0)) / X_test.std(axis=0)", 2),
        (BY_TRAIN + "m = np.mean(X_test, axis=0)\nX_test = (X_test - m) / sd", 2),
        (BY_TRAIN + "X_test = (X_test - mu) / X_test.std(axis=0)", 2),
        (BY_TRAIN + "X_test = X_test / sd", 2),
        (BY_TRAIN + "X_test = X_test - mu", 2),
        (BY_TRAIN + "X_test -= X_test.mean(0)\nX_test /= sd", 2),
        (BY_TRAIN, 1),
        ("X_train = X_train / 60", 0),
        ("X_train = X_train / 60\nX_test = X[30:]", 1),
        (NORMALISE + "X_train = normalise(X_train)\nX_test = normalise(X_test)", 3),
        (NORMALISE + "X_train = normalise(X_train)", 2),
        (CLASS + "X_train = scaler.transform(X_train)", 8),
        ("X_train = X_train / X_train.max(axis=0)\nX_test = X_test / X_test.max(axis=0)", 1),
        (
            "xs_tr = X_train.T - X_train.T.mean(axis=1, keepdims=True)\n"
            "xs_te = X_test.T - X_test.T.mean(axis=1, keepdims=True)",
            1,
        ),
    ],
)  # fmt: skip
def test_the_line_that_scales_the_parts_unlike_is_named(code: str, at: int) -> None:
    assert found(BEGIN + code + END) == [(FIRST + at, APART)]


@pytest.mark.parametrize(
    "code",
    [
        "",
        BY_TRAIN + "X_test = (X_test - mu) / sd",
        BY_TRAIN + "X_test = X_test / sd - mu / sd",
        BY_TRAIN + "X_test -= mu\nX_test /= sd",
        BY_TRAIN + "print(forward((X_test - mu) / sd))",
        BY_TRAIN + "def predict(X):\n    return forward((X - mu) / sd)\nprint(predict(X_test))",
        BY_TRAIN + "X_new = (X_test - mu) / sd\nprint(forward(X_new))",
        BY_TRAIN + "def ready(A, mu=mu, sd=sd):\n    return (A - mu) / sd\nX_test = ready(X_test)",
        CLASS + "X_train = scaler.transform(X_train)\nX_test = scaler.transform(X_test)",
        CLASS + "forward(scaler.transform(X_train))\nprint(forward(scaler.transform(X_test)))",
        CLASS + "X_train = scaler.transform(X_train)\n"
        "def answer(X):\n    return forward(scaler.transform(X))\nprint(answer(X_test))",
        MADE,
        "X_train = X_train / 60\nX_test = X_test / 60",
        "X_train, X_test = (part / 60 for part in (X_train, X_test))",
        "X_train = X_train / 60\nX_test = X_test * (1 / 60)",
        "X_train = X_train / 60\nprint(forward(X_test / 60))",
        "X = (X - X.mean(axis=0)) / X.std(axis=0)\nX_train, X_test = X[:30], X[30:]",
        "X_train = X_train + rng.normal(size=X_train.shape)",
        "X_train = X_train * rng.uniform(0.9, 1.1)",
        "X_train = X_train - X_train.mean(axis=1, keepdims=True)\n"
        "X_test = X_test - X_test.mean(axis=1, keepdims=True)",
        "norm = np.linalg.norm\nX_train = X_train / norm(X_train, axis=1, keepdims=True)\n"
        "X_test = X_test / norm(X_test, axis=1, keepdims=True)",
        "y_train, y_test = y[:30, None], y[30:, None]\nm = y_train.mean()\ny_train = y_train - m\n"
        "print(y_test.mean())",
        "lo, hi = X_train.min(0), X_train.max(0)\nX_train = (X_train - lo) / (hi - lo)\n"
        "X_test = np.clip((X_test - lo) / (hi - lo), 0, 1)",
        "for fold in range(3):\n    part = np.arange(40) % 3 == fold\n"
        "    X_tr, X_te = X[~part], X[part]\n    mu = X_tr.mean(axis=0)\n"
        "    X_tr = X_tr - mu\n    X_te = X_te - mu",
        "for fold in range(3):\n    part = np.arange(40) % 3 == fold\n    X_te = X[part]\n"
        "    if fold < 2:\n        X_tr = X[~part]\n    mu = X[~part].mean(axis=0)\n"
        "    if fold < 2:\n        X_tr = X_tr - mu\n    X_te = X_te - mu",
        "rows = rng.integers(0, 30, 30)\nX_train = X_train[rows]\nmu = X_train.mean(axis=0)\n"
        "X_train, X_test = X_train - mu, X_test - mu",
    ],
)  # fmt: skip
def test_parts_that_are_scaled_alike_are_not_noticed(code: str) -> None:
    assert [each for each in found(BEGIN + code + END) if each[1] == APART] == []
