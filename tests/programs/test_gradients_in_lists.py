"""Gradients in lists that are scaled and penalised in place, and what a step takes of them."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

LISTS = """import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(24, 3))
y = (X[:, :1] * X[:, 1:2] > 0) * 1.0
sizes, alpha = [3, 6, 6, 1], 0.05
W = [rng.normal(size=(n, m)) for n, m in zip(sizes, sizes[1:])]
b = [np.full(m, 0.1) for m in sizes[1:]]
mean = [np.zeros_like(each) for each in W + b]
square = [np.zeros_like(each) for each in W + b]
def forward(X):
    given = [X]
    for i in range(3):
        z = given[i] @ W[i] + b[i]
        given.append(np.maximum(z, 0) if i < 2 else 1 / (1 + np.exp(-z)))
    return given
def loss_and_slopes(X, y):
    given, n = forward(X), X.shape[0]
    loss = -np.mean(y * np.log(given[-1]) + (1 - y) * np.log(1 - given[-1]))
    loss += 0.5 * alpha / n * sum(np.sum(each ** 2) for each in W)
    of_W, of_b = [None] * 3, [None] * 3
    delta = given[-1] - y
    for i in (2, 1, 0):
        of_W[i] = given[i].T @ delta
        of_W[i] += alpha * W[i]
        of_W[i] /= n
        of_b[i] = np.mean(delta, axis=0)
        if i > 0:
            delta = delta @ W[i].T
            delta[given[i] == 0] = 0
    return loss, of_W, of_b
for step in range(1, 5):
    loss, of_W, of_b = loss_and_slopes(X, y)
    for i in range(3):
        W[i] -= 0.2 * of_W[i]
        b[i] -= 0.2 * of_b[i]
"""
NO_PENALTY = "        of_W[i] += alpha * W[i]\n", ""
NO_LOSS = "    loss += 0.5 * alpha / n * sum(np.sum(each ** 2) for each in W)\n", ""
STEP = "        W[i] -= 0.2 * of_W[i]\n        b[i] -= 0.2 * of_b[i]\n"
ALL_DECAY = """        for p, g in ((W[i], of_W[i]), (b[i], of_b[i])):
            g = g + 0.02 * p
            p -= 0.2 * g
"""
ADAM = """        for n, p, g in ((i, W[i], of_W[i]), (i + 3, b[i], of_b[i])):
            mean[n] = 0.9 * mean[n] + 0.1 * g
            square[n] = 0.99 * square[n] + 0.01 * g ** 2
            root = np.sqrt(square[n] / (1 - 0.99 ** step)) + 1e-8
            p -= 0.01 * mean[n] / (1 - 0.9 ** step) / root
"""
OTHERS_BIAS = "given[i] @ W[i] + b[i]", "given[i] @ W[i] + b[i if i != 1 else 0]"


def _changed(*changes: tuple[str, str]) -> str:
    code = LISTS
    for right, wrong in changes:
        assert code.count(right) == 1
        code = code.replace(right, wrong)
    return code


def _told(code: str) -> list[tuple[int, str]]:
    run = run_program(Program("n.py", code))
    first = compare(run, Reference((3, 6, 6, 1), "relu")).first
    told = [(first.event.line, first.message)] if first else []
    return [*told, *((each.line, each.kind) for each in noticed(run))]


@pytest.mark.sampled
@pytest.mark.parametrize(
    "changes",
    [
        (),
        (NO_PENALTY, NO_LOSS),
        ((STEP, ALL_DECAY),),
        ((STEP, ADAM),),
        (NO_PENALTY, NO_LOSS, (STEP, ADAM)),
    ],
)
def test_right_steps_are_not_accused(changes: tuple[tuple[str, str], ...]) -> None:
    assert _told(_changed(*changes)) == []


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("changes", "at", "said"),
    [
        ([("of_W[i] /= n", "of_W[i] /= X.shape[1]")], "/= X.shape[1]", "divided by 3"),
        ([NO_PENALTY, NO_LOSS, ("/= n", "/= X.shape[1]")], "/= X.shape[1]", "divided by 3"),
        ([("np.mean(delta, axis=0)", "np.mean(delta)")], "np.mean(delta)", "All numbers are added"),
        ([("of_W[i] += alpha", "of_W[i] = alpha")], "of_W[i] = alpha", "takes the place of dW"),
        ([("+= alpha * W[i]", "+= (alpha if i else alpha / 2) * W[i]")], "+= (alpha", "of that is"),
        ([(STEP, ALL_DECAY), ("p -= 0.2", "p += 0.2")], "p += 0.2", "up the slope"),
        ([OTHERS_BIAS], "if i != 1", "takes b[1] for b[2]"),
        ([OTHERS_BIAS, (STEP, ADAM)], "if i != 1", "takes b[1] for b[2]"),
    ],
)
def test_it_is_told_at_the_line_of_the_mistake(
    changes: list[tuple[str, str]], at: str, said: str
) -> None:
    code = _changed(*changes)
    line = next(n for n, each in enumerate(code.splitlines(), 1) if at in each)
    told = _told(code)
    assert told
    assert told[0][0] == line
    assert said in told[0][1]
