"""A softmax may take one number away from all: its mistake is told where it is all the same."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

NETWORK = """import numpy as np
rng = np.random.default_rng(2)
X, t = rng.normal(size=(30, 5)), rng.integers(0, 4, size=30)
W1, b1 = 0.3 * rng.normal(size=(5, 7)), np.zeros(7)
W2, b2 = 0.3 * rng.normal(size=(7, 4)), np.zeros(4)
def outputs(s):
    {shift}
    e = np.exp(s)
    p = e / e.sum(axis=1, keepdims=True)
    return p
for it in range(2):
    h = np.tanh(X @ W1 + b1)
    p = outputs(h @ W2 + b2)
    ds = (p - np.eye(4)[t]) / 30
    dW2, db2 = h.T @ ds, ds.sum(axis=0)
    dh = ds @ W2.T * (1 - h**2)
    dW1, db1 = X.T @ dh, dh.sum(axis=0)
    W1 -= 0.2 * dW1
    b1 -= 0.2 * db1
    W2 -= 0.2 * dW2
    b2 -= 0.2 * db2
"""
SHIFTS = (
    "s = s - np.max(s)",
    "s = s - s.max()",
    "top = np.amax(s); s = s - top",
    "s = s - max(s.ravel())",
    "s = s - s.max(axis=1, keepdims=True)",
    "s = s - s.mean()",
)
MISTAKES = {
    "np.exp(s)": ("np.exp(-s)", "2 ** s"),
    "e / e.sum(axis=1, keepdims=True)": ("e / e.sum(axis=0)", "e / e.sum()", "e / e.max()"),
}
CASES = [(right, wrong) for right, each in MISTAKES.items() for wrong in each]


def _line(code: str) -> int | None:
    first = compare(run_program(Program("n.py", code)), Reference((5, 7, 4), "tanh")).first
    return first.event.line if first else None


@pytest.mark.parametrize("shift", SHIFTS)
def test_what_is_taken_from_all_is_right(shift: str) -> None:
    assert _line(NETWORK.format(shift=shift)) is None


@pytest.mark.sampled
@pytest.mark.parametrize("shift", SHIFTS)
@pytest.mark.parametrize(("right", "wrong"), CASES, ids=[wrong.strip() for _, wrong in CASES])
def test_the_mistake_is_told_where_it_is(right: str, wrong: str, shift: str) -> None:
    code = NETWORK.format(shift=shift)
    assert code.count(right) == 1
    wanted = code[: code.index(right)].count("\n") + 1
    assert _line(code.replace(right, wrong)) == wanted


def test_the_largest_of_each_output_may_not_be_taken() -> None:
    assert _line(NETWORK.format(shift="s = s - s.max(axis=0)")) == 7


@pytest.mark.parametrize("count", ["len(h.T)", "len(W1)", "h.shape[1]"])
def test_a_number_that_counts_no_examples_is_called_by_what_it_is(count: str) -> None:
    code = (
        NETWORK.format(shift="n = 30")
        .replace(") / 30", ") / n")
        .replace("    ds", f"    n = {count}\n    ds")
    )
    first = compare(run_program(Program("n.py", code)), Reference((5, 7, 4), "tanh")).first
    assert first is not None and first.event.line in (14, 15)
    assert "there are 30" in first.message
