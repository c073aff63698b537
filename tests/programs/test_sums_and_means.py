"""Gradients of which some are sums over the examples, and some are means."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

BINARY = Reference((3, 5, 1), "tanh", "sigmoid", "binary_crossentropy")
LINEAR = Reference((3, 4, 2), "tanh", "linear", "mse")
SUMS = """import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(20, 3))
y = (X[:, :1] * X[:, 1:2] > 0) * 1.0
lr, lam, m = 0.05, 0.01, len(X)
W1, b1 = rng.normal(size=(3, 5)), np.zeros(5)
W2, b2 = rng.normal(size=(5, 1)), np.zeros(1)
for t in range(3):
    H = np.tanh(X @ W1 + b1)
    P = 1 / (1 + np.exp(-(H @ W2 + b2)))
    d2 = P - y
    d1 = d2 @ W2.T * (1 - H**2)
    dW2 = H.T @ d2 + lam * W2
    db2 = d2.mean(axis=0)
    dW1 = X.T @ d1 + lam * W1
    db1 = d1.mean(axis=0)
    W2 = W2 - lr / m * dW2
    b2 = b2 - lr * db2
    W1 = W1 - lr / m * dW1
    b1 = b1 - lr * db1
"""
LOSS_AFTER = """import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(20, 3))
T = np.stack([X[:, 0] * X[:, 1], X[:, 2]], axis=1)
V, W = rng.normal(size=(3, 4)), rng.normal(size=(4, 2))
def forward(X, V, W):
    H = np.tanh(X @ V)
    return H, H @ W
def error(Y, T):
    return 0.5 * np.sum((Y - T) ** 2)
for t in range(3):
    H, Y = forward(X, V, W)
    delta = Y - T
    back = (1 - H**2) * (delta @ W.T)
    dV = X.T @ back
    dW = H.T @ delta
    V = V - 0.01 * dV
    W = W - 0.01 * dW
    print(error(forward(X, V, W)[1], T))
"""


def _told(code: str, reference: Reference) -> tuple[str, str]:
    """The line of the first difference, and what is said of it."""
    run = run_program(Program("code.py", code), keep=20_000)
    assert run.message == ""
    first = compare(run, reference).first
    if first is None:
        return "", ""
    return code.splitlines()[first.event.line - 1].strip(), first.message


@pytest.mark.parametrize("penalty", [" + lam * W", "  # W"], ids=["penalised", "not penalised"])
def test_sums_beside_means_are_told_unless_their_steps_divide_them(penalty: str) -> None:
    code = SUMS.replace(" + lam * W", penalty)
    assert _told(code, BINARY) == ("", "")
    line, said = _told(code.replace("lr / m", "lr"), BINARY)
    assert (line[:12], "m = 20 times" in said) == ("dW2 = H.T @ ", True)


@pytest.mark.parametrize("line", ["dV = X.T @ back", "dW = H.T @ delta"])
def test_the_loss_that_is_computed_next_tells_which_of_two_gradients_is_odd(line: str) -> None:
    told, said = _told(LOSS_AFTER.replace(line, f"{line} / len(X)"), LINEAR)
    assert (told, "The mean" in said) == (f"{line} / len(X)", True)
    means = LOSS_AFTER.replace("0.5 * np.sum(", "0.5 / len(X) * np.sum(")
    other = "dV = X.T @ back" if line[1] == "W" else "dW = H.T @ delta"
    told, said = _told(means.replace(line, f"{line} / len(X)"), LINEAR)
    assert (told, "where is the mean" in said) == (other, True)


def test_sums_with_a_loss_that_is_a_sum_are_right() -> None:
    assert _told(LOSS_AFTER, LINEAR) == ("", "")
