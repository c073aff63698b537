"""Gradients that are added up in lists from their ends: gw[-l] += delta @ acts[-l - 1].T."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

NET = """\
import numpy as np
rng = np.random.default_rng(1)
X = rng.normal(size=(30, 3)); Y = np.eye(2)[(X[:, 0] > X[:, 1]).astype(int)]
sizes = [3, 5, 4, 2]
ws = [rng.normal(size=(b, a)) * 0.5 for a, b in zip(sizes, sizes[1:])]
bs = [np.zeros((b, 1)) for b in sizes[1:]]
def sig(z):
    return 1 / (1 + np.exp(-z))
def update(batch, eta):
    gw = [np.zeros(w.shape) for w in ws]
    gb = [np.zeros(b.shape) for b in bs]
    for x, y in batch:
        a, acts, zs = x.reshape(-1, 1), [x.reshape(-1, 1)], []
        for w, b in zip(ws, bs):
            z = w @ a + b
            zs.append(z)
            a = sig(z)
            acts.append(a)
        delta = acts[-1] - y.reshape(-1, 1)
        gw[-1] += delta @ acts[-2].T
        gb[-1] += delta
        for l in range(2, len(sizes)):
            delta = (ws[-l + 1].T @ delta) * acts[-l] * (1 - acts[-l])
            gw[-l] += delta @ acts[-l - 1].T
            gb[-l] += delta
    for k in range(len(ws)):
        ws[k] -= eta / len(batch) * gw[k]
        bs[k] -= eta / len(batch) * gb[k]
data = list(zip(X, Y))
for epoch in range(2):
    for i in range(0, 30, 10):
        update(data[i:i + 10], 0.5)
"""
SIZES = Reference((3, 5, 4, 2), "sigmoid", "sigmoid", "binary_crossentropy")
MISTAKES = {
    ("gw[-1] += delta @ acts[-2].T", "gw[-1] += delta @ zs[-2].T"): "This is dZ[3] Z[2]ᵀ; ",
    ("gb[-l] += delta", "gb[-l] -= delta"): "The sign is turned.",
    ("gw[-l] += delta @", "gw[-l] = delta @"): "Only the last example's gradient is kept",
    ("acts[-l] * (1 - acts[-l])", "acts[-l]"): "dA[2] is multiplied by A[2]",
    ("gb[-1] += delta", "gb[-1] += delta.sum()"): "",
}


def test_the_correct_program_is_not_accused() -> None:
    comparison = compare(run_program(Program("code.py", NET)), SIZES)
    assert comparison.first is None and comparison.found > 10


@pytest.mark.sampled
@pytest.mark.parametrize(("right", "wrong"), MISTAKES)
def test_a_mistake_is_told_on_its_line(right: str, wrong: str) -> None:
    assert NET.count(right) == 1
    run = run_program(Program("code.py", NET.replace(right, wrong)))
    first = compare(run, SIZES).first
    assert first is not None
    assert first.event.line == NET[: NET.index(right)].count("\n") + 1
    assert first.message.startswith(MISTAKES[right, wrong])
