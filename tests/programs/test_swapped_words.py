"""Sums and activations by each other's words: a1 beside h1, a1 beside z1."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

RELU = Reference((3, 5, 4, 3), "relu", "softmax", "categorical_crossentropy")
NET = """import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(40, 3))
Y = np.eye(3)[(X[:, 0] > 0).astype(int) + (X[:, 1] > 0)]
W1, b1 = rng.normal(size=(3, 5)), np.zeros(5)
W2, b2 = rng.normal(size=(5, 4)), np.zeros(4)
W3, b3 = rng.normal(size=(4, 3)), np.zeros(3)
for it in range(8):
    SUM1 = X @ W1 + b1
    ACT1 = np.maximum(0, SUM1)
    SUM2 = ACT1 @ W2 + b2
    ACT2 = np.maximum(0, SUM2)
    SUM3 = ACT2 @ W3 + b3
    e = np.exp(SUM3 - SUM3.max(axis=1, keepdims=True))
    q = e / e.sum(axis=1, keepdims=True)
    loss = -np.sum(Y * np.log(q)) / 40
    d3 = (q - Y) / 40
    dW3, db3 = ACT2.T @ d3, d3.sum(axis=0)
    d2 = d3 @ W3.T * (SUM2 > 0)
    dW2, db2 = ACT1.T @ d2, d2.sum(axis=0)
    d1 = d2 @ W2.T * (SUM1 > 0)
    dW1, db1 = X.T @ d1, d1.sum(axis=0)
    W1 -= 0.1 * dW1
    b1 -= 0.1 * db1
    W2 -= 0.1 * dW2
    b2 -= 0.1 * db2
    W3 -= 0.1 * dW3
    b3 -= 0.1 * db3
"""
WORDS = [
    ("a", "h"),
    ("a", "z"),
    ("h", "a"),
    ("h", "z"),
    ("act", "out"),
    ("hidden", "h"),
    ("z", "u"),
]


def named(sums: str, activations: str, text: str = NET) -> str:
    return text.replace("SUM", sums).replace("ACT", activations)


@pytest.mark.sampled
@pytest.mark.parametrize(("sums", "activations"), WORDS)
def test_sums_and_activations_may_have_each_others_words(sums: str, activations: str) -> None:
    recorded = run_program(Program("net.py", named(sums, activations)))
    found = compare(recorded, RELU)
    assert found.first is None
    assert not noticed(recorded)
    assert found.found


@pytest.mark.sampled
@pytest.mark.parametrize(("sums", "activations"), WORDS)
@pytest.mark.parametrize("layer", [1, 2])
def test_an_activation_that_is_left_out_is_told_by_any_words(
    sums: str, activations: str, layer: int
) -> None:
    right, wrong = f"np.maximum(0, SUM{layer})", f"SUM{layer}"
    code = named(sums, activations, NET.replace(right, wrong))
    first = compare(run_program(Program("net.py", code)), RELU).first
    assert first is not None
    assert first.event.line == 10 + 2 * (layer - 1)
