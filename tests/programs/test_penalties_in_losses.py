"""Penalties of which loss and gradients tell different things; what may be meant is no mistake."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

TANH = Reference((2, 5, 1), "tanh", "linear", "mse")
CODE = """import numpy as np
rng = np.random.default_rng(7)
X = rng.normal(size=(16, 2))
y = X[:, :1] * X[:, 1:]
W1 = rng.normal(size=(2, 5)) * 0.5
b1 = np.zeros((1, 5))
W2 = rng.normal(size=(5, 1)) * 0.5
b2 = np.zeros((1, 1))
lr, reg, m, v = 0.05, 0.02, 0, 0

def penalty(weights):
    return sum(np.sum(W**2) for W in weights)

for epoch in range(6):
    h = np.tanh(X @ W1 + b1)
    err = h @ W2 + b2 - y
    data = (err**2).mean()
    loss = data + reg * (np.sum(W1**2) + np.sum(W2**2))
    dout = 2 * err / len(X)
    dW2 = h.T @ dout + 2 * reg * W2
    db2 = dout.sum(0, keepdims=True)
    dz1 = dout @ W2.T * (1 - h * h)
    dW1 = X.T @ dz1 + 2 * reg * W1
    db1 = dz1.sum(0, keepdims=True)
    W1 -= lr * dW1
    b1 -= lr * db1
    W2 -= lr * dW2
    b2 -= lr * db2
"""
GRADIENT = " + 2 * reg * W1"
STEP = "W1 -= lr * dW1"
LOSS = "reg * (np.sum(W1**2) + np.sum(W2**2))"
RIGHT = {
    "as it is": [],
    "a function for all": [(LOSS, "reg * penalty([W1, W2])")],
    "in the gradients alone": [(" + " + LOSS, "")],
    "without the two": [(GRADIENT, " + reg * W1"), ("2 * reg * W2", "reg * W2")],
    "in the step": [(GRADIENT, ""), (STEP, "W1 -= lr * (dW1 + 2 * reg * W1)")],
    "beside the step": [(GRADIENT, ""), (STEP, STEP + "\n    W1 *= 1 - lr * reg")],
    "before the step": [(GRADIENT, ""), (STEP, "W1 = (1 - lr * 2 * reg) * W1 - lr * dW1")],
    "put to it later": [(GRADIENT, ""), (STEP, "dW1 += 2 * reg * W1\n    " + STEP)],
    "decoupled, with Adam": [
        (GRADIENT, ""),
        (
            STEP,
            "m, v = 0.9 * m + 0.1 * dW1, 0.99 * v + 0.01 * dW1**2\n"
            "    W1 -= lr * (m / (np.sqrt(v) + 1e-8) + reg * W1)",
        ),
    ],
    "of the last layer alone": [(GRADIENT, ""), ("np.sum(W1**2) + ", "")],
    "shown, and no part of the loss": [
        (" + " + LOSS, ""),
        (GRADIENT, ""),
        ("2 * reg * W2", "0"),
        (STEP, STEP + "\n    print(np.sum(W1**2), np.sum(W2**2))"),
    ],
    "divided by the examples in both": [
        (LOSS, LOSS + " / len(X)"),
        (GRADIENT, GRADIENT + " / len(X)"),
        ("2 * reg * W2", "2 * reg * W2 / len(X)"),
    ],
    "sums, and a rate that divides them": [
        ("(err**2).mean()", "(err**2).sum()"),
        ("2 * err / len(X)", "2 * err"),
        ("lr, reg, m, v = 0.05", "lr, reg, m, v = 0.003"),
    ],
    "of the sizes of the weights": [
        (LOSS, "reg * (np.sum(np.abs(W1)) + np.sum(np.abs(W2)))"),
        (GRADIENT, " + reg * np.sign(W1)"),
        ("2 * reg * W2", "reg * np.sign(W2)"),
    ],
    "sizes shown, and no part of the loss": [
        (" + " + LOSS, ""),
        (STEP, STEP + "\n    print(np.abs(W1).sum() + np.abs(W2).sum())"),
    ],
    "a reward on purpose": [("data = (err**2).mean()", "data = -(err**2).mean()")],
}
WRONG = {
    "forgotten": ([(GRADIENT, "")], "dW1 = ", "is not added to this gradient"),
    "forgotten, loss by a function": (
        [(GRADIENT, ""), (LOSS, "reg * penalty([W1, W2])")],
        "dW1 = ",
        "is not added to this gradient",
    ),
    "forgotten, with Adam": (
        [
            (GRADIENT, ""),
            (
                STEP,
                "m, v = 0.9 * m + 0.1 * dW1, 0.99 * v + 0.01 * dW1**2\n"
                "    W1 -= lr * m / (np.sqrt(v) + 1e-8)",
            ),
        ],
        "dW1 = ",
        "is not added to this gradient",
    ),
    "taken away": ([("data + reg", "data - reg")], "loss = ", "taken away from the loss"),
    "not divided by the examples in the gradients": (
        [(LOSS, LOSS + " / len(X)")],
        "dW2 = ",
        "that of W[2] is not divided",
    ),
    "not divided by the examples in the loss": (
        [(GRADIENT, GRADIENT + " / len(X)"), ("2 * reg * W2", "2 * reg * W2 / len(X)")],
        "loss = ",
        "here it is not divided",
    ),
    "without squares": (
        [(LOSS, "reg * penalty([W1, W2])"), ("np.sum(W**2)", "np.sum(W)")],
        "return sum",
        "without their squares",
    ),
    "sizes in place of squares": (
        [(LOSS, "reg * (np.abs(W1).sum() + np.abs(W2).sum())")],
        "loss = ",
        "without their squares",
    ),
    "of one layer": ([(" + np.sum(W2**2)", "")], "loss = ", "holds that of W[1] alone"),
}


def _changed(changes: list[tuple[str, str]]) -> str:
    code = CODE
    for old, new in changes:
        assert old in code
        code = code.replace(old, new)
    return code


@pytest.mark.sampled
@pytest.mark.parametrize("name", RIGHT)
def test_penalties_that_may_be_meant_are_no_mistakes(name: str) -> None:
    run = run_program(Program("code.py", _changed(RIGHT[name])))
    assert run.message == ""
    compared = compare(run, TANH)
    if name != "a reward on purpose":
        assert compared.first is None
    else:
        assert compared.first is None or "penalty" not in compared.first.message
    assert noticed(run) == []


@pytest.mark.sampled
@pytest.mark.parametrize("name", WRONG)
def test_what_loss_and_gradients_do_not_agree_about_is_said(name: str) -> None:
    changes, line, said = WRONG[name]
    run = run_program(Program("code.py", _changed(changes)))
    first = compare(run, TANH).first
    assert first is not None
    assert run.program.lines[first.event.line - 1].strip().startswith(line)
    assert said in first.message


@pytest.mark.parametrize(
    ("penalty", "kind"),
    [
        ("np.sum(W1) ** 2 + np.sum(W2) ** 2", "square of a sum"),
        ("np.sum(W1**2) + np.sum(W1**2)", "twice in a sum"),
    ],
)
def test_penalties_of_something_else_are_noticed(penalty: str, kind: str) -> None:
    run = run_program(Program("code.py", _changed([(LOSS, f"reg * ({penalty})")])))
    found = noticed(run)
    assert {each.kind for each in found} == {kind}
    assert run.program.lines[found[0].line - 1].strip().startswith("loss = ")
