"""Gradients that pile up, averages that keep nothing; steps that are right show nothing."""

from __future__ import annotations

import re

import pytest

from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.running import run_program

BEGIN = """
import numpy as np
rng = np.random.default_rng(1)
X, y = rng.normal(size=(12, 3)), rng.normal(size=(12, 1))
slope = lambda w: X.T @ (X @ w - y) / 12
beta1, beta2, lr, eps = 0.9, 0.99, 0.05, 1e-8
"""

RIGHT = {
    "set back by fill": """
W, b = rng.normal(size=(3,1)), np.zeros(1)
dW, db = np.zeros((3,1)), np.zeros(1)
for t in range(6):
    dW.fill(0); db.fill(0)
    for i in range(12):
        e = X[i:i+1] @ W + b - y[i]
        dW += X[i:i+1].T @ e
        db += e[0]
    W -= 0.1 * dW / 12
    b -= 0.1 * db / 12
""",
    "set back in place": """
params = {"W": rng.normal(size=(3,1)), "b": np.zeros(1)}
grads = {k: np.zeros_like(v) for k, v in params.items()}
for t in range(6):
    for k in grads: grads[k][...] = 0
    e = X @ params["W"] + params["b"] - y
    grads["W"] += X.T @ e / 12
    grads["b"] += e.mean(axis=0)
    for k in params: params[k] -= 0.1 * grads[k]
""",
    "set back after the step": """
params = {"W": rng.normal(size=(3,1)), "b": np.zeros(1)}
grads = {k: np.zeros_like(v) for k, v in params.items()}
for t in range(6):
    for i in range(2):
        e = X[i::2] @ params["W"] + params["b"] - y[i::2]
        grads["W"] += X[i::2].T @ e / 12
        grads["b"] += e.sum(axis=0) / 12
    for k in params:
        params[k] -= 0.1 * grads[k]
        grads[k] *= 0
""",
    "a new 0 after the step": """
class P:
    def __init__(s, d): s.data = d; s.grad = 0
W, b = P(rng.normal(size=(3,1))), P(np.zeros(1))
m = {}
for t in range(6):
    for i in range(2):
        e = X[i::2] @ W.data + b.data - y[i::2]
        W.grad = W.grad + X[i::2].T @ e / 12
        b.grad = b.grad + e.sum(axis=0) / 12
        mean = 0.5 * W.grad if i == 0 else 0.9 * mean + 0.1 * W.grad
    for p in W, b:
        m[p] = 0.9 * m.get(p, 0) + p.grad
        p.data = p.data - 0.1 * m[p]
        p.grad = 0
""",
    "gradients of all examples kept": """
W = rng.normal(size=(3,1))
old = [np.zeros((3, 1)) for i in range(12)]
grad_all = np.zeros((3, 1))
for t in range(40):
    i = rng.integers(12)
    g = X[i:i+1].T @ (X[i:i+1] @ W - y[i])
    grad_all += g - old[i]
    old[i] = g
    W -= 0.05 * grad_all / 12
""",
    "squares that pile up": """
W = rng.normal(size=(3,1))
grad_squared = np.zeros((3, 1)); sum_grads = 0
W0 = W.copy()
for t in range(10):
    dW = X.T @ (X @ W - y) / 12
    grad_squared += dW ** 2
    W -= 0.5 * dW / (np.sqrt(grad_squared) + 1e-8)
    sum_grads += np.abs(dW)
""",
    "a velocity called delta": """
W = rng.normal(size=(3,1))
delta_W = np.zeros((3, 1))
for t in range(10):
    dW = X.T @ (X @ W - y) / 12
    delta_W = 0.9 * delta_W - 0.1 * dW
    W += delta_W
""",
    "begun with the first square": """
w, m, v, s = rng.normal(size=(3,1)), np.zeros((3,1)), np.zeros((3,1)), 0
for t in range(6):
    g = slope(w)
    if t == 0:
        v = (1 - beta2) * g ** 2
    else:
        v = beta2 * v + (1 - beta2) * g ** 2
    w = w - lr * g / (np.sqrt(v) + eps)
""",
    "the new part on a line of its own": """
w, m, v, s = rng.normal(size=(3,1)), np.zeros((3,1)), np.zeros((3,1)), 0
new = np.zeros(3)
for t in range(6):
    g = slope(w)
    new = (1 - beta2) * g ** 2
    v = beta2 * v + new
    s = g ** 2
    m += s
    w = w - lr * g / (np.sqrt(v) + eps) - lr * g / (np.sqrt(m) + eps)
""",
    "two halves of a step": """
w, m, v, s = rng.normal(size=(3,1)), np.zeros((3,1)), np.zeros((3,1)), 0
for t in range(6):
    g = slope(w)
    v = beta2 * v
    v = v + (1 - beta2) * g ** 2
    m *= beta1
    m += (1 - beta1) * g
    w = w - lr * m / (np.sqrt(v) + eps)
""",
    "no averages": """
w, m, v, s = rng.normal(size=(3,1)), np.zeros((3,1)), np.zeros((3,1)), 0
for t in range(6):
    g = slope(w)
    m = lr * g
    w = w - m
    w = (1 - lr * 0.01) * w
    s = np.sum(g ** 2)
    v = g ** 2
    if s > 1: w -= 0 * g / np.sqrt(s)
""",
    "both parts with names": """
w, m, v, s = rng.normal(size=(3,1)), np.zeros((3,1)), np.zeros((3,1)), 0
a, b = np.zeros((3,1)), np.zeros((3,1))
for t in range(6):
    g = slope(w)
    a = beta1 * m
    b = (1 - beta1) * g
    m = a + b
    w = w - lr * m
""",
}

WRONG = {
    "dictionaries": """
params = {"W": rng.normal(size=(3,1)), "b": np.zeros(1)}
grads = {k: np.zeros_like(v) for k, v in params.items()}
for t in range(6):
    e = X @ params["W"] + params["b"] - y
    grads["W"] += X.T @ e / 12  # gradients pile up
    grads["b"] += e.mean(axis=0)
    for k in params: params[k] -= 0.1 * grads[k]
""",
    "a closure": """
def make():
    W, b = rng.normal(size=(3,1)), np.zeros(1)
    dW, db = np.zeros((3,1)), np.zeros(1)
    def step():
        nonlocal W, b, dW, db
        for i in range(12):
            e = X[i:i+1] @ W + b - y[i]
            dW = dW + X[i:i+1].T @ e  # gradients pile up
            db = db + e[0]
        W = W - 0.01 * dW / 12
        b = b - 0.01 * db / 12
    return step
step = make()
for t in range(6): step()
""",
    "set back once an epoch": """
class P:
    def __init__(s, d): s.data = d; s.grad = 0
class Opt:
    def __init__(s, ps, lr): s.ps, s.lr, s.v = ps, lr, [0 * p.data for p in ps]
    def zero_grad(s):
        for p in s.ps: p.grad = 0
    def step(s):
        for i, p in enumerate(s.ps):
            s.v[i] = 0.9 * s.v[i] + p.grad
            p.data = p.data - s.lr * s.v[i]
W, b = P(rng.normal(size=(3,1))), P(np.zeros(1))
opt = Opt([W, b], 0.01)
for t in range(3):
    opt.zero_grad()
    for i in range(4):
        e = X[i::4] @ W.data + b.data - y[i::4]
        W.grad = W.grad + X[i::4].T @ e / 3  # gradients pile up
        b.grad = b.grad + e.mean(axis=0)
        opt.step()
""",
    "RMSprop": """
w, m, v, s = rng.normal(size=(3,1)), np.zeros((3,1)), np.zeros((3,1)), 0
state = {"w": np.zeros((3, 1))}
params = {"w": w}
for t in range(6):
    grads = {"w": slope(params["w"])}
    for k in params:
        state[k] = (1 - beta2) * grads[k] ** 2  # history lost
        params[k] -= lr * grads[k] / (np.sqrt(state[k]) + eps)
""",
    "momentum": """
w, m, v, s = rng.normal(size=(3,1)), np.zeros((3,1)), np.zeros((3,1)), 0
for t in range(6):
    g = slope(w)
    m = (1 - beta1) * g  # history lost
    w -= lr * m
""",
    "AdaGrad": """
w, m, v, s = rng.normal(size=(3,1)), np.zeros((3,1)), np.zeros((3,1)), 0
for t in range(6):
    g = slope(w)
    s = g * g  # history lost
    w = w - lr * g / (np.sqrt(s) + eps)
""",
    "state in lists": """
w, m, v, s = rng.normal(size=(3,1)), np.zeros((3,1)), np.zeros((3,1)), 0
class Opt:
    def __init__(self, ps):
        self.ps, self.v = ps, [np.zeros_like(p) for p in ps]
        self.m = [np.zeros_like(p) for p in ps]
    def step(self, gs, t):
        for i, (p, g) in enumerate(zip(self.ps, gs)):
            self.m[i] = beta1 * self.m[i] + (1 - beta1) * g
            self.v[i] = (1 - beta2) * np.square(g)  # history lost
            p -= lr * (self.m[i] / (1 - beta1 ** t)) / (np.sqrt(self.v[i] / (1 - beta2 ** t)) + eps)
o = Opt([w])
for t in range(1, 6): o.step([slope(w)], t)
""",
}


def _noticed(code: str) -> set[tuple[int, str]]:
    run = run_program(Program("code.py", code))
    assert run.message == ""
    return {(each.line, each.kind) for each in noticed(run)}


@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT.keys())
def test_right_steps_are_not_noticed(body: str) -> None:
    assert _noticed(BEGIN + body) == set()


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG.keys())
def test_wrong_steps_are_noticed_on_their_lines(body: str) -> None:
    """The comments at the ends of lines are the kinds of the mistakes."""
    lines = enumerate((BEGIN + body).split("\n"), 1)
    marked = {(n, found[1]) for n, line in lines if (found := re.search(r"  # (.+)$", line))}
    assert _noticed(BEGIN + body) == marked
