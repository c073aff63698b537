"""Losses that are told at the very term that is wrong, and those that never get their minus."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

CODE = """import numpy as np
rng = np.random.default_rng(1)
X = rng.normal(size=(20, 3))
y = (X[:, :1] * X[:, 1:2] > 0).astype(float)
W1, b1 = rng.normal(size=(3, 6)), np.zeros(6)
W2, b2 = rng.normal(size=(6, 1)), np.zeros(1)
for epoch in range(3):
    h = np.tanh(X @ W1 + b1)
    p = 1 / (1 + np.exp(-(h @ W2 + b2)))
    LOSS
    d = (p - y) / 20
    dh = d @ W2.T * (1 - h * h)
    W2 -= 0.5 * h.T @ d
    b2 -= 0.5 * d.sum(0)
    W1 -= 0.5 * X.T @ dh
    b1 -= 0.5 * dh.sum(0)
"""
IN_LINES = """loss = -np.mean(
        y * np.log(p)
        + (1 - y) * np.log(1 - p)
    )"""
IN_SUMS = """pos = np.sum(y * np.log(p))
    neg = np.sum((1 - y) * np.log(1 - p))
    loss = -(pos + neg) / 20"""
IN_TABLES = """pos = -y * np.log(p)
    neg = (1 - y) * np.log(1 - p)
    loss = np.sum(pos - neg) / 20"""
EACH = """losses = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    history = losses.mean(axis=0)"""
TURNED_LAST = EACH.replace("-(y", "(y").replace("losses.mean", "-losses.mean")


def line_told(loss: str) -> str | None:
    run = run_program(Program("code.py", CODE.replace("LOSS", loss)), seconds=30)
    assert run.message == ""
    first = compare(run, Reference((3, 6, 1), "tanh")).first
    return run.program.lines[first.event.line - 1].strip() if first else None


@pytest.mark.parametrize("loss", [IN_LINES, IN_SUMS, IN_TABLES, EACH, TURNED_LAST])
def test_a_right_loss_is_not_accused(loss: str) -> None:
    assert line_told(loss) is None


@pytest.mark.parametrize(
    ("loss", "right", "wrong"),
    [
        (IN_LINES, "np.log(1 - p)", "np.log(p)"),
        (IN_LINES, "y * np.log(p)", "y * np.log(1 - p)"),
        (IN_SUMS, "np.log(1 - p)", "np.log(p)"),
        (IN_SUMS, "pos + neg", "pos - neg"),
        (IN_TABLES, "np.log(1 - p)", "np.log(p)"),
        (EACH, "-(y", "(y"),
    ],
)
def test_the_wrong_term_is_told(loss: str, right: str, wrong: str) -> None:
    told = line_told(loss.replace(right, wrong))
    assert told is not None and wrong in told
