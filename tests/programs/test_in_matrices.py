"""Programs in matrices that no sizes are named for: each step is held against the slope."""

from __future__ import annotations

import pytest

from tutor.programs.judgement import Judgement
from tutor.programs.looking import CodeLook
from tutor.programs.program import Program
from tutor.programs.running import run_program

DATA = """import numpy as np
rng = np.random.default_rng(3)
m = 24
X = rng.normal(size=(m, 3))
T = np.sin(X[:, :2]) + 0.1 * rng.normal(size=(m, 2))
labels = (X[:, 0] + X[:, 1] > 0).astype(int) + (X[:, 2] > 0.5)
Y = np.eye(3)[labels]
"""
CLASSES = (
    DATA
    + """
P = {"W1": rng.normal(size=(3, 5)), "b1": np.zeros((1, 5)),
     "W2": rng.normal(size=(5, 5)), "b2": np.zeros((1, 5)),
     "W3": rng.normal(size=(5, 3)), "b3": np.zeros((1, 3))}
v = {k: np.zeros_like(w) for k, w in P.items()}
def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
def forward(x):
    z1 = x @ P["W1"] + P["b1"]
    a1 = np.tanh(z1)
    z2 = a1 @ P["W2"] + P["b2"]
    a2 = np.maximum(z2, 0)
    return z1, a1, z2, a2, softmax(a2 @ P["W3"] + P["b3"])
def backward(x, y, z1, a1, z2, a2, p):
    d3 = (p - y) / len(x)
    d2 = d3 @ P["W3"].T * (z2 > 0)
    d1 = d2 @ P["W2"].T * (1 - a1 ** 2)
    return {"W3": a2.T @ d3, "b3": d3.sum(axis=0), "W2": a1.T @ d2, "b2": d2.sum(axis=0),
            "W1": x.T @ d1, "b1": d1.sum(axis=0)}
for epoch in range(4):
    for at in (slice(0, 10), slice(10, 24)):
        cache = forward(X[at])
        cost = -np.sum(Y[at] * np.log(cache[-1])) / len(X[at])
        g = backward(X[at], Y[at], *cache)
        for k in P:
            v[k] = 0.9 * v[k] - 0.1 * g[k]
            P[k] += v[k]
"""
)
LINE = """
W1, b1, W2, b2 = rng.normal(size=(3, 5)), np.zeros(5), rng.normal(size=(5, 2)), np.zeros(2)
for epoch in range(8):
    h = np.tanh(X @ W1 + b1)
    y = h @ W2 + b2
    loss = np.mean((y - T) ** 2)
    d = 2 * (y - T) / y.size
    back = (d @ W2.T) * (1 - h ** 2)
    W1 -= 0.1 * X.T @ back
    b1 -= 0.1 * back.sum(axis=0)
    W2 -= 0.1 * h.T @ d
    b2 -= 0.1 * d.sum(axis=0)
"""


def _judged(text: str) -> Judgement:
    program = Program("net.py", text)
    return CodeLook(text=program).judge(run_program(program))


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("(1 - a1 ** 2)", "(1 - a1)", "a1 stands here; its square is meant."),
        ("z2 = a1 @", "z2 = z1 @", "z1 stands here; a1 is meant."),
        ('P["W2"].T * (1', 'P["W2"] * (1', "its transpose is meant."),
        ('"W2": a1.T @ d2', '"W2": a2.T @ d2', "a2 stands here; a1 is meant."),
        ("- 0.1 * g[k]", "+ 0.1 * g[k]", "+ stands here; - is meant."),
        ("np.log(cache[-1])", "np.log(1 - cache[-1])", ""),
    ],
    ids=str.split("square forward transpose other uphill loss"),
)
def test_the_operation_is_named_that_has_to_be_another(right: str, wrong: str, said: str) -> None:
    first = _judged(CLASSES.replace(right, wrong)).first
    assert first is not None
    assert first.event.line == CLASSES[: CLASSES.index(right)].count("\n") + 1
    assert said in first.message


D = "2 * (y - T) / y.size"


@pytest.mark.parametrize(
    ("before", "old", "new"),
    [
        ("", D, D),
        ("B = rng.normal(size=(2, 5))", "d @ W2.T", "d @ B"),
        ("", D, "np.clip(y - T, -0.5, 0.5) / m"),
        ("", D, "np.where(np.abs(y - T) < 0.5, y - T, 0.5 * np.sign(y - T)) / m"),
        ("c = rng.uniform(1, 3, (m, 1))", D, "c * (y - T) / m"),
        ("c = rng.normal(size=T.shape)", D, "0.5 * ((y - T) + (y - c)) / m"),
        ("", "0.1 * X.T @ back", "0.02 * (X.T @ back)"),
        ("", "0.1 * X.T @ back", "0.1 * np.clip(X.T @ back, -0.01, 0.01)"),
        ("", "0.1 * X.T @ back", "0.1 * (X.T @ back + 0.01 * W1)"),
        ("", "(y - T) ** 2", "np.abs(y - T)"),
    ],
    ids=str.split("plain random huber where weights teacher rates clipped penalty report"),
)
def test_other_ways_to_learn_are_no_mistakes(before: str, old: str, new: str) -> None:
    judgement = _judged(DATA + before + LINE.replace(old, new))
    assert judgement.first is None
    assert not judgement.noticed


FOR_LONG = DATA + LINE.replace("range(8)", "range(90)")


def test_a_wrong_slope_is_named_where_the_numbers_outgrow_all_numbers() -> None:
    text = FOR_LONG.replace("h = np.tanh(X @ W1 + b1)", "z = X @ W1 + b1\n    h = np.tanh(z)")
    judged = _judged(text.replace("(1 - h ** 2)", "(1 - z ** 2)"))
    assert {each.kind for each in judged.noticed} == {"inf"}
    assert judged.first is not None and judged.first.message.startswith("z stands here; h is meant")


def test_a_rate_that_is_too_large_is_no_wrong_slope() -> None:
    relu = "z = X @ W1 + b1\n    h = np.maximum(z, 0)"
    text = FOR_LONG.replace("h = np.tanh(X @ W1 + b1)", relu).replace("(1 - h ** 2)", "(z > 0)")
    judged = _judged(text.replace("-= 0.1", "-= 3.0"))
    assert {each.kind for each in judged.noticed} == {"inf"} and judged.first is None
