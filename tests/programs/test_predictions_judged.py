"""A prediction goes through the layers that were trained, and is compared with them."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

CODE = """import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(2, 40))
y = (X[:1] * X[1:] > 0).astype(float)
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
p = {"W1": rng.normal(size=(6, 2)), "b1": np.zeros((6, 1))}
p["W2"], p["b2"] = rng.normal(size=(1, 6)), np.zeros((1, 1))
for epoch in range(6):
    A1 = np.tanh(p["W1"] @ X + p["b1"])
    A2 = sigmoid(p["W2"] @ A1 + p["b2"])
    loss = -np.mean(y * np.log(A2) + (1 - y) * np.log(1 - A2))
    dZ2 = (A2 - y) / 40
    dZ1 = p["W2"].T @ dZ2 * (1 - A1**2)
    p["W2"] = p["W2"] - 0.5 * dZ2 @ A1.T
    p["b2"] = p["b2"] - 0.5 * dZ2.sum(axis=1, keepdims=True)
    p["W1"] = p["W1"] - 0.5 * dZ1 @ X.T
    p["b1"] = p["b1"] - 0.5 * dZ1.sum(axis=1, keepdims=True)
X_new = rng.normal(size=(2, 30))
def predict(x):
    h = np.tanh(p["W1"] @ x + p["b1"])
    return sigmoid(p["W2"] @ h + p["b2"]) > 0.5
print(predict(X_new).sum())
"""
HIDDEN, OUTPUT = 'np.tanh(p["W1"] @ x + p["b1"])', 'sigmoid(p["W2"] @ h + p["b2"]) > 0.5'


def first_in(code: str) -> tuple[int, str] | None:
    run = run_program(Program("code.py", code), seconds=60)
    assert not run.message and run.is_whole
    result = compare(run, Reference((2, 6, 1), "tanh"))
    assert result.found > 6
    return (result.first.event.line, result.first.message) if result.first else None


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (HIDDEN, 'sigmoid(p["W1"] @ x + p["b1"])', "sigmoid"),
        (HIDDEN, 'np.maximum(0, p["W1"] @ x + p["b1"])', "relu"),
        (HIDDEN, 'p["W1"] @ x + p["b1"]', "left out"),
        (OUTPUT, 'p["W2"] @ h + p["b2"] > 0.5', "before its sigmoid"),
    ],
)
def test_another_activation_than_in_training_is_said(right: str, wrong: str, said: str) -> None:
    code = CODE.replace(right, wrong)
    found = first_in(code)
    assert found is not None and said in found[1]
    assert found[0] == code[: code.index(wrong)].count("\n") + 1


@pytest.mark.parametrize(
    ("right", "other"),
    [
        ("", ""),
        (OUTPUT, 'p["W2"] @ h + p["b2"] > 0'),
        (OUTPUT, 'sigmoid(p["W2"] @ h + p["b2"]) > 0.3'),
        (OUTPUT, 'np.round(p["W2"] @ h + p["b2"], 2)'),
        (HIDDEN, HIDDEN + " * (np.arange(6) > 0)[:, None]"),
        (HIDDEN, HIDDEN + "\n    h[0] = 0"),
        ("X_new = ", "p = {k: rng.normal(size=v.shape) for k, v in p.items()}\nX_new = "),
    ],
)
def test_what_the_training_has_too_or_is_tried_out_is_not(right: str, other: str) -> None:
    assert first_in(CODE.replace(right, other)) is None
