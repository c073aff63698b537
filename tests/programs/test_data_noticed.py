"""Mistakes in the data, before the network: which line is named, and that none is in right ones."""

from __future__ import annotations

import pytest

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
    run = run_program(Program("code.py", code), seconds=60)
    assert run.message == ""
    return [(each.line, each.kind) for each in noticed(run)]


def test_nothing_is_noticed_where_the_data_are_right() -> None:
    assert found(PROGRAM) == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("X, y = X[order], y[order]", "X, y = X[order], y", "two permutations"),
        ("X, y = X[order], y[order]", "X, y = X[order], rng.permutation(y)", "two permutations"),
        ("X, y = X[order], y[order]", "X, y = X[np.sort(order)], y[order]", "two permutations"),
        ("y_train[idx]", "y_train[start:start + size]", "two permutations"),
        ("X_train[idx], y_train[idx]", "X_train[idx], y_train[np.sort(idx)]", "two permutations"),
        ("X_train[idx], y_train[idx]", "X_train[drawn[:size]], y_train[idx]", "two permutations"),
        ("np.eye(3)[y_val]", "np.eye(3)[rng.permutation(y_val)]", "two permutations"),
        ("T_val = np.eye(3)[y_val]", "T_val = np.eye(3)[y_val - 1]", "class below 0"),
        ("G[np.arange(len(yb)), yb]", "G[np.arange(len(yb)), yb - 1]", "class below 0"),
        ("drawn[start:start + size]", "drawn[:size]", "batches"),
        ("drawn[start:start + size]", "drawn[start:start + size - 1]", "batches"),
    ],
)  # fmt: skip
def test_the_line_of_a_mistake_in_the_data_is_named(old: str, new: str, kind: str) -> None:
    assert PROGRAM.count(old) == 1
    line = PROGRAM[: PROGRAM.index(old)].count("\n") + 1
    assert found(PROGRAM.replace(old, new)) == [(line, kind)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "X, y = X[order], y[order]",
            "both = np.c_[X, y][order]\nX, y = both[:, :3], both[:, 3].astype(int)",
        ),
        ("X, y = X[order], y[order]", "X = X[order]\ny = np.take(y, order)"),
        ("T_val = np.eye(3)[y_val]", "T_val = np.zeros((30, 3))\nT_val[np.arange(30), y_val] = 1"),
        ("y = np.repeat(np.arange(3), 30)", "y = np.array([k // 30 for k in range(90)])"),
        ("drawn[start:start + size]", "np.sort(drawn[start:start + size])"),
        (
            "X_train, X_val = X[:cut], X[cut:]\ny_train, y_val = y[:cut], y[cut:]",
            "rows = np.arange(90)\nrows = rows[np.argsort(y[rows])]\nX, y = X[rows], y[rows]\n"
            "X_train, X_val = X[::2], X[1::2]\ny_train, y_val = y[::2], y[1::2]\ncut = 45",
        ),
        (
            "    drawn = rng.permutation(cut)",
            "    rows = np.arange(cut)\n"
            "    drawn = rows[np.argsort(y_train[rows], kind='stable')]",
        ),
    ],
)  # fmt: skip
def test_other_ways_to_handle_the_data_are_not_noticed(old: str, new: str) -> None:
    assert PROGRAM.count(old) == 1
    assert found(PROGRAM.replace(old, new)) == []


TABLE = (
    "import numpy as np\nrng = np.random.default_rng(0)\nX = rng.normal(size=(30, {features}))\n"
)
AXIS, BRACKETS = "scaled along another axis", "missing brackets"


@pytest.mark.parametrize(
    ("features", "code", "line", "kind"),
    [
        (3, "X = (X - X.mean(axis=1, keepdims=True)) / X.std(axis=0)", 4, AXIS),
        (3, "mu = X.mean(0)\ns = X.std(-1, keepdims=True) + 1e-8\nX -= mu\nX /= s", 5, AXIS),
        (2, "X = (X - np.mean(X, 1, keepdims=True)) / np.std(X, 1, keepdims=True)", 4, AXIS),
        (3, "mu, sd = X.mean(axis=0), X.std(axis=0)\nX = X - mu / sd", 5, BRACKETS),
        (3, "X = X - np.mean(X, axis=0) / np.maximum(np.std(X, axis=0), 1e-9)", 4, BRACKETS),
    ],
)  # fmt: skip
def test_the_line_that_scales_the_data_wrongly_is_named(
    features: int, code: str, line: int, kind: str
) -> None:
    assert found(TABLE.format(features=features) + code) == [(line, kind)]


@pytest.mark.parametrize(
    ("features", "code"),
    [
        (3, "X = (X - X.mean(axis=0)) / X.std(axis=0)"),
        (3, "X = (X - X.mean(axis=0)) / X.std()"),
        (9, "X = (X - X.mean(axis=1, keepdims=True)) / (X.std(axis=1, keepdims=True) + 1e-8)"),
        (2, "X = X / np.linalg.norm(X, axis=1, keepdims=True)"),
        (2, "X = X.T\nX = (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)"),
        (3, "X = (X - X.min(axis=0)) / (X.max(axis=0) - X.min(axis=0))"),
        (3, "X = X - X.mean(axis=0) / 2"),
    ],
)
def test_data_that_are_scaled_in_a_way_that_has_a_use_are_not_noticed(
    features: int, code: str
) -> None:
    assert found(TABLE.format(features=features) + code) == []


def test_a_choice_of_rows_is_named_where_the_other_stands_beside_it_as_it_is() -> None:
    old = "X, y = X[order], y[order]"
    new = "X, y = X[order], y\ny = y + 0"
    assert found(PROGRAM.replace(old, new)) == [(7, "two permutations")]
