"""Programs as people write them after courses and books: right, and not as the flags say."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.recorded import Recorded
from tutor.programs.reference import Reference
from tutor.programs.running import run_program
from tutor.programs.slopes.check import are_right, check_gradients

REGRESSION = Reference((2, 4, 1), "tanh", "linear", "mse")
DATA = """import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(18, 2))
t = np.sin(X[:, :1]) + rng.normal(size=(18, 1))
P = [rng.normal(size=(2, 4)), np.ones(4) / 9, rng.normal(size=(4, 1)), np.full(1, 0.3)]
def forward(x):
    h = np.tanh(x @ P[0] + P[1])
    return h, h @ P[2] + P[3]
"""
GRADIENTS = """
    dW2, db2 = h.T @ d, d.sum(0)
    back = d @ P[2].T * (1 - h**2)
    dW1, db1 = X.T @ back, back.sum(0)
    for p, g in zip(P, (dW1, db1, dW2, db2)):
        p -= 0.1 * g
"""
NAMELESS = """
    back = d @ P[2].T * (1 - h**2)
    for p, g in zip(P, [X.T @ back, back.sum(0), h.T @ d, d.sum(0)]):
        p -= 0.1 * g
"""
HUBER = """
def robust(r):
    return np.where(np.abs(r) < 0.5, r**2 / 2, 0.5 * np.abs(r) - 0.125).mean()
print(robust(forward(X)[1] - t))
for step in range(3):
    h, y = forward(X)
    d = SLOPE / len(X)
    LOSS"""
BOUNDED = "np.clip(y - t, -0.5, 0.5)"
DECAYED = """
for step in range(3):
    h, y = forward(X)
    d = (y - t) / len(X)
    dW2 = h.T @ d + 0.1 * P[2]
    BIAS
    back = d @ P[2].T * (1 - h**2)
    dW1 = X.T @ back + 0.1 * P[0]
    db1 = back.sum(0) + 0.1 * P[1]
    for p, g in zip(P, (dW1, db1, dW2, db2)):
        p -= 0.1 * g
"""


def recorded(code: str) -> Recorded:
    return run_program(Program("p.py", code), seconds=60)


def line(code: str) -> str | None:
    """The line that parts from the engine."""
    first = compare(recorded(code), REGRESSION).first
    return code.splitlines()[first.event.line - 1].strip() if first else None


@pytest.mark.parametrize("way_back", [GRADIENTS, NAMELESS])
def test_a_loss_that_is_learned_elsewhere_is_meant(way_back: str) -> None:
    """It is told before anything is learned; its gradients come later."""
    code = DATA + HUBER.replace("LOSS", "print(robust(y - t))") + way_back
    assert line(code.replace("SLOPE", BOUNDED)) is None
    assert "np.where" in (line(code.replace("SLOPE", "2 * (y - t)")) or "")


def test_bounded_errors_may_be_meant_where_no_loss_is_computed() -> None:
    code = DATA + HUBER.replace("LOSS", "").replace("SLOPE", BOUNDED) + GRADIENTS
    assert line(code) is None


@pytest.mark.parametrize("told", ["print('bias', {})", "bias = {}"])
def test_how_far_outputs_are_off_at_all_is_no_loss(told: str) -> None:
    steps = "for step in range(2):\n    h, y = forward(X)\n    d = 2 * (y - t) / len(X)"
    mean = "np.mean(forward(X)[1] - t)"
    assert line(DATA + steps + GRADIENTS + told.format(mean)) is None
    assert line(DATA + steps + GRADIENTS + f"loss = {mean}") == f"loss = {mean}"


@pytest.mark.parametrize(
    "bias",
    ["db2 = d.sum(0) + 0.1 * P[3]", "db2 = d.sum(0)\n    db2 += 0.1 * P[3]"],
)
def test_biases_may_decay_as_weights_do(bias: str) -> None:
    """Also the one of a last unit, which no numbers beside it tell apart."""
    assert line(DATA + DECAYED.replace("BIAS", bias)) is None


def test_biases_that_grow_by_their_decay_do_not() -> None:
    turned = "db2 = d.sum(0) - 0.1 * P[3]"
    assert line(DATA + DECAYED.replace("BIAS", turned)) == turned


def test_a_pass_of_all_examples_is_no_part_of_the_next_batch() -> None:
    """Its gradients are thrown away: it is there for its loss."""
    code = DATA + (
        "def learn(x, t, rate):\n    h, y = forward(x)\n    print(np.mean((y - t) ** 2))"
        + "\n    d = 2 * (y - t) / len(x)"
        + GRADIENTS.replace("X.T", "x.T").replace("0.1 *", "rate *")
        + "for epoch in range(2):\n    for k in range(3):\n"
        + "        learn(X[6 * k : 6 * k + 6], t[6 * k : 6 * k + 6], 0.1)\n    learn(X, t, 0)\n"
    )
    assert line(code) is None


NUDGED = """
def cost():
    return np.mean((forward(X)[1] - t) ** 2)
for W in P:
    flat = W.reshape(-1)
    for i in (0, 0):
        kept = flat[i]
        flat[i] = kept + 1e-5
        above = cost()
        flat[i] = kept - 1e-5
        print((above - cost()) / 2e-5)
        flat[i] = kept
"""
TRIED = """
def slope(W):
    r = X @ W - t
    return np.mean(r**2), 2 * X.T @ r / len(X)
W = np.zeros((2, 1))
value, g = slope(W)
for step in range(3):
    rate = 64.0
    while True:
        new = W - rate * g
        at, newer = slope(new)
        if at <= value:
            break
        rate /= 2
    W, value, g = new, at, newer
"""


@pytest.mark.parametrize("code", [NUDGED.replace("W", "A"), TRIED])
def test_numbers_that_are_tried_and_set_back_are_no_slip(code: str) -> None:
    """Cells are nudged through a view, by a name that goes round; steps of one gradient tried."""
    assert noticed(recorded(DATA + code)) == []


@pytest.mark.parametrize(
    "loss",
    [
        "total -= (q * np.log(y) + (1 - q) * np.log(1 - y)).sum()",
        "print(-(q * np.log(y) + (1 - q) * np.log(1 - y)).sum().item())",
    ],
)
def test_the_sign_of_a_loss_is_seen_where_it_has_no_name(loss: str) -> None:
    code = DATA + (
        "q = (t > 0) * 1.0\ntotal = 0.0\nh, y = forward(X)\ny = 1 / (1 + np.exp(-y))\n"
        f"{loss}\nd = y - q\nback = d @ P[2].T * (1 - h**2)\n"
        "P[2] -= 0.1 * (h.T @ d)\nP[0] -= 0.1 * (X.T @ back)\n"
    )
    run = recorded(code)
    check = check_gradients(run.program, run, by_steps=True)
    assert check.gradients
    assert are_right(check)


CLASSES = DATA.replace("rng.normal(size=(4, 1)), np.full(1, 0.3)", "np.eye(4)[:, :2], np.zeros(2)")
OF_CLASSES = """
k = (t[:, 0] > 0).astype(int)
h, z = forward(X)
p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
print([p[k == one].mean() for one in (0, 1)])
print(-np.log(p[np.arange(len(k)), k]).mean())
"""
AGAIN = """
def value():
    h, y = forward(X)
    return h, y, np.mean((y - t) ** 2)
for step in range(2):
    h, y, loss = value()
    P[3] -= 0.1 * 2 * np.mean(y - t)
    h2, y2, after = value()
"""


def test_examples_that_are_chosen_by_class_are_no_targets() -> None:
    network = Reference((2, 4, 2), "tanh")
    assert compare(recorded(CLASSES + OF_CLASSES), network).first is None


def test_a_number_may_tell_of_the_second_time() -> None:
    assert line(DATA + AGAIN) is None
