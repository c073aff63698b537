"""Weights that decay by the number of all examples are no gradients divided by it."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

BATCHES = """import numpy as np
rng = np.random.default_rng(4)
x, y = rng.normal(size=(2, 60)), (rng.random((2, 60)) > 0.5) * 1.0
ws = [rng.normal(size=(4, 2)), rng.normal(size=(2, 4))]
bs = [np.zeros((4, 1)), np.zeros((2, 1))]
eta, lmbda, n = 0.5, 0.3, x.shape[1]
for epoch in range(2):
    order = rng.permutation(n)
    x, y = x[:, order], y[:, order]
    for k in range(0, n, 10):
        xb, yb = x[:, k:k + 10], y[:, k:k + 10]
        m = xb.shape[1]
        a1 = 1 / (1 + np.exp(-(ws[0] @ xb + bs[0])))
        a2 = 1 / (1 + np.exp(-(ws[1] @ a1 + bs[1])))
        d2 = a2 - yb
        d1 = ws[1].T @ d2 * a1 * (1 - a1)
        grads, sums = [d1 @ xb.T, d2 @ a1.T], [d.sum(axis=1, keepdims=True) for d in (d1, d2)]
        ws = [STEP for w, g in zip(ws, grads)]
        bs = [b - eta / m * g for b, g in zip(bs, sums)]
"""
NETWORK = Reference((2, 4, 2), "sigmoid", "sigmoid")


def message(step: str) -> str | None:
    recorded = run_program(Program("p.py", BATCHES.replace("STEP", step)), seconds=60)
    first = compare(recorded, NETWORK).first
    return first and first.message


@pytest.mark.parametrize(
    "step",
    [
        "(1 - eta * lmbda / n) * w - (eta / m) * g",
        "w - eta * (g / m + lmbda / n * w)",
        "w - eta * g / m - eta * lmbda / n * w",
        "w * (1 - eta * lmbda / n) - eta * (g / m)",
    ],
)
def test_a_decay_by_all_examples_is_right(step: str) -> None:
    assert message(step) is None


@pytest.mark.parametrize("step", ["(1 - eta * lmbda / m) * w - (eta / n) * g", "w - eta * g / n"])
def test_a_gradient_by_all_examples_is_not(step: str) -> None:
    assert "divided by 60, the number of all examples: there are 10 here" in (message(step) or "")
