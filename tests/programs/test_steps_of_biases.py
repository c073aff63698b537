"""A bias that is moved along the error, and its weights along the delta, example by example."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.partings import Parting
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

ONE_BY_ONE = """import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(5, 2))
y = X[:, :1] * X[:, 1:] > 0
V, a = rng.normal(size=(4, 2)), np.zeros(4)
W, b = rng.normal(size=(1, 4)), np.zeros(1)
for x, t in zip(X, y):
    u = np.tanh(V @ x + a)
    o = np.tanh(W @ u + b)
    miss = t - o
    end = miss * (1 - o ** 2)
    error = W.T @ end
    back = error * (1 - u ** 2)
    W += 0.1 * np.outer(end, u)
    b += 0.1 * end
    V += 0.1 * np.outer(back, x)
    a += 0.1 * back
"""
LATE = (
    ONE_BY_ONE.replace("@ x + a)", "@ x) + a")
    .replace("(1 - u ** 2)", "(1 - np.tanh(V @ x) ** 2)")
    .replace("a += 0.1 * back", "a += 0.1 * error")
)


def _first(text: str) -> Parting | None:
    network = Reference((2, 4, 1), "tanh", "tanh", "mse")
    return compare(run_program(Program("net.py", text)), network).first


@pytest.mark.parametrize(
    ("right", "wrong", "layer"),
    [
        ("b += 0.1 * end", "b += 0.1 * miss", 2),
        ("a += 0.1 * back", "a += 0.1 * error", 1),
        ("a += 0.1 * back", "a = a + error * 0.1", 1),
    ],
)
def test_a_bias_that_is_moved_along_the_error_is_told(right: str, wrong: str, layer: int) -> None:
    first = _first(ONE_BY_ONE.replace(right, wrong))
    assert first is not None
    assert first.event.place.text == wrong.removeprefix("a = ")
    assert f"b[{layer}] is moved along dA[{layer}] here" in first.message


def test_one_behind_the_activation_has_the_error_for_its_slope() -> None:
    assert _first(ONE_BY_ONE) is None
    late = _first(LATE)
    assert late is None or "is moved along dA" not in late.message
