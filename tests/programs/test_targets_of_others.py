"""Targets of other examples than those that go into the network, however they are picked."""

from __future__ import annotations

import pytest
from noticed_programs import PROGRAM, found

PERMUTED = "two permutations"
ALONE = """\
import numpy as np
rng = np.random.default_rng(1)
kinds = np.repeat(np.arange(4), 5)
X = rng.normal(size=(4, 3))[kinds] + 0.1 * rng.normal(size=(20, 3))
T = np.eye(4)[kinds]
noise = 0.01 * rng.normal(size=(20, 4))
W1, b1 = rng.normal(size=(5, 3)), np.zeros(5)
W2, b2 = rng.normal(size=(4, 5)), np.zeros(4)
order = rng.permutation(20)
for turn, n in enumerate(order):
    x, t = X[n], T[n]
    h = np.tanh(W1 @ x + b1)
    e = W2 @ h + b2 - t
    back = (W2.T @ e) * (1 - h * h)
    W2 -= 0.1 * np.outer(e, h)
    b2 -= 0.1 * e
    W1 -= 0.1 * np.outer(back, x)
    b1 -= 0.1 * back
"""
PICKED = "    x, t = X[n], T[n]\n"
IN_COLUMNS = (
    ALONE.replace("+ b1", "+ b1[:, None]")
    .replace("+ b2", "+ b2[:, None]")
    .replace(PICKED, "    x, t = X.T[:, n:n + 1], T.T[:, n:n + 1]\n")
    .replace("0.1 * e\n", "0.1 * e[:, 0]\n")
    .replace("0.1 * back\n", "0.1 * back[:, 0]\n")
)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        (ALONE, "T[n]", "T[turn]"),
        (ALONE, "X[n]", "X[turn]"),
        (IN_COLUMNS, "T.T[:, n:n + 1]", "T.T[:, turn:turn + 1]"),
        (PROGRAM.replace("np.arange(len(yb))", "range(len(yb))"), "y_train[idx]", "y_train[:20]"),
        (PROGRAM.replace("cut = 60", "cut = 60\npass"), "pass", "rng.shuffle(y)"),
    ],
)
def test_the_line_of_the_wrong_choice_is_named(code: str, right: str, wrong: str) -> None:
    assert code.count(right) == 1
    line = code[: code.index(right)].count("\n") + 1
    assert found(code) == []
    assert found(code.replace(right, wrong)) == [(line, PERMUTED)]


@pytest.mark.sampled
@pytest.mark.parametrize(
    "picked",
    [
        "x, t = X[order[turn]], T[order[turn]]",
        "x, t = X[turn], T[turn]",
        "x, t = X[n] + noise[turn, :3], T[n]",
        "x, t = X[n], T[n] + noise[turn]",
        "x, t = X[turn], T[(turn + 1) % 20]",
        "other = X[turn]\n    x, t = X[n] - other, T[n] - T[turn]",
        "x, t = X[turn % 7 * 2], T[turn % 7 * 2]",
        "x, t = X[n:n + 1][0], T[n]",
    ],
)
def test_other_ways_to_pick_examples_are_not_noticed(picked: str) -> None:
    assert found(ALONE.replace(PICKED, f"    {picked}\n")) == []
