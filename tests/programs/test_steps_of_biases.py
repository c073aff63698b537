"""Steps of biases: along the error where weights go along the delta, or along a sum undivided."""

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
IN_BATCHES = """import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(2, 24))
y = X[:1] * X[1:] > 0
V, a = rng.normal(size=(4, 2)), np.zeros((4, 1))
W, b = rng.normal(size=(1, 4)), np.zeros((1, 1))
rate = 0.4
for start in range(0, 24, 8):
    x, t = X[:, start:start + 8], y[:, start:start + 8]
    m = x.shape[1]
    u = np.tanh(V @ x + a)
    o = np.tanh(W @ u + b)
    end = (o - t) * (1 - o ** 2)
    back = W.T @ end * (1 - u ** 2)
    W, b = W - (rate / m) * (end @ u.T), b - (rate / m) * np.sum(end)
    V = (1 - rate * 0.01 / 24) * V - (rate / m) * (back @ x.T)
    a = a - (rate / m) * back.sum(axis=1, keepdims=True)
"""


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


@pytest.mark.parametrize("wrong", ["a - rate *", "a - rate * 2 / 2 *"])
def test_a_sum_that_the_step_does_not_divide_is_told_there(wrong: str) -> None:
    assert _first(IN_BATCHES) is None
    first = _first(IN_BATCHES.replace("a - (rate / m) *", wrong))
    assert first is not None
    assert first.event.line == IN_BATCHES[: IN_BATCHES.index("    a = a")].count("\n") + 1
    assert "divided by the 8 examples, this one is not" in first.message


def test_biases_that_have_a_mean_already_are_not_divided() -> None:
    means = IN_BATCHES.replace("a - (rate / m) * back.sum(", "a - rate * back.mean(")
    assert _first(means) is None
