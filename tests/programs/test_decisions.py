"""Classes and hits that are decided from the outputs, and penalties, are taken for nothing else."""

from __future__ import annotations

from tutor.programs.comparison import Parting, compare
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

REFERENCE = Reference((2, 5, 1), "tanh")
DECIDED = """import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(20, 2))
y = (X[:, :1] * X[:, 1:] > 0) * 1.0
W1, W2 = rng.normal(size=(2, 5)), rng.normal(size=(5, 1))
b1, b2 = np.full(5, 0.1), np.zeros(1)
def accuracy(output):
    return np.sum((output > 0.5) == y) / len(y)
for step in range(3):
    A1 = np.tanh(X @ W1 + b1)
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    dZ2 = (A2 - y) / len(X)
    predictions = (A2 > 0.5) * 1
    y_pred = np.where(A2 > 0.5, 1.0, 0.0)
    y_hat = np.argmax(np.hstack([1 - A2, A2]), axis=1)
    preds = 2.0 * np.round(A2) - 1
    loss = 1 - accuracy(A2)
    A2 = (A2 >= 0.5).astype(float)
    dZ1 = dZ2 @ W2.T * (1 - A1 ** 2)
    W2 -= 0.5 * A1.T @ dZ2
    b2 -= 0.5 * dZ2.sum(axis=0)
    W1 -= 0.5 * X.T @ dZ1
    b1 -= 0.5 * dZ1.sum(axis=0)
"""
PENALISED = """import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(20, 2))
y = (X[:, :1] * X[:, 1:] > 0) * 1.0
params = {"W1": rng.normal(size=(2, 5)), "W2": np.zeros((5, 1)), "b1": np.full(5, 0.4), "b2": 0.0}
J = np.log(2)  # at first, with the zeros of W2
params["W1"] *= np.sqrt(20 * J / np.sum(params["W1"] ** 2))
reg = 18 * J / (20 * J + 5 * 0.4 ** 2)
for step in range(3):
    h = np.tanh(X @ params["W1"] + params["b1"])
    p = 1 / (1 + np.exp(-(h @ params["W2"] + params["b2"])))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    for key in ("b1", "W1", "W2"):
        loss += 0.5 * reg * np.sum(params[key] * params[key])
    d2 = (p - y) / len(X)
    d1 = d2 @ params["W2"].T * (1 - h ** 2)
    grads = {"W1": X.T @ d1 + reg * params["W1"], "b1": d1.sum(axis=0) + reg * params["b1"]}
    grads |= {"W2": h.T @ d2 + reg * params["W2"], "b2": d2.sum()}
    for key in params:
        params[key] = params[key] - 0.1 * grads[key]
"""


def first_of(code: str) -> Parting | None:
    run = run_program(Program("code.py", code), seconds=30)
    assert run.message == ""
    return compare(run, REFERENCE).first


def test_what_is_decided_from_the_outputs_hides_no_mistake() -> None:
    assert first_of(DECIDED) is None
    first = first_of(DECIDED.replace("(1 - A1 ** 2)", "(1 + A1 ** 2)"))
    assert first is not None and first.event.place.text == "1 + A1 ** 2"


def test_no_penalty_is_taken_for_the_loss_that_it_is_many_times_of_by_chance() -> None:
    assert first_of(PENALISED) is None  # W1's squares are 20 times the loss, all together 10


def test_a_rate_that_decays_is_taken_for_no_penalty() -> None:
    code = DECIDED.replace("    loss = 1 - accuracy(A2)\n", "    rate = 0.5 / (1 + decay * step)\n")
    code = code.replace("for step", "decay = 0.1\nfor step")
    code = code.replace(
        "    dZ2 =", "    cost = np.mean(y * np.log(A2) - np.log(1 - A2))\n    dZ2 ="
    )
    first = first_of(code)
    assert first is not None and first.event.name == "cost"
