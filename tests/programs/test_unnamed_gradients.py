"""Programs whose gradients have no names of their own, or share their numbers with others."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import EngineComparison, compare
from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

ADAM = """import numpy as np
rng = np.random.default_rng(11)
X = rng.normal(size=(2, 20))
labels = (X[0] * X[1] > 0).astype(int)
T = np.eye(2)[labels].T
W1 = rng.normal(size=(5, 2)) * 0.7
b1 = np.zeros((5, 1))
W2 = rng.normal(size=(2, 5)) * 0.7
b2 = np.zeros((2, 1))
params = [W1, b1, W2, b2]
m1 = [np.zeros_like(p) for p in params]
v1 = [np.zeros_like(p) for p in params]
beta1, beta2, eps, lr = 0.9, 0.999, 1e-8, 0.01
M = X.shape[1]
for t in range(1, 13):
    H = np.tanh(W1 @ X + b1)
    S = W2 @ H + b2
    S = S - S.max(axis=0, keepdims=True)
    P = np.exp(S) / np.exp(S).sum(axis=0, keepdims=True)
    L = -(T * np.log(P)).sum() / M
    dS = (P - T) / M
    dW2 = dS @ H.T
    db2 = dS.sum(axis=1, keepdims=True)
    dH = W2.T @ dS
    dpre = dH * (1 - H * H)
    dW1 = dpre @ X.T
    db1 = dpre.sum(axis=1, keepdims=True)
    for k, (p, g) in enumerate(zip(params, [dW1, db1, dW2, db2])):
        m1[k] = beta1 * m1[k] + (1 - beta1) * g
        v1[k] = beta2 * v1[k] + (1 - beta2) * g * g
        mhat = m1[k] / (1 - beta1 ** t)
        vhat = v1[k] / (1 - beta2 ** t)
        p -= lr * mhat / (np.sqrt(vhat) + eps)
"""
UNNAMED = """import numpy as np
np.random.seed(7)

def sig(x):
    return 1 / (1 + np.exp(-x))

def dsig(s):
    return s * (1 - s)

inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
targets = np.array([[0], [1], [1], [0]])
w_hidden = np.random.uniform(-1, 1, (2, 4))
b_hidden = np.zeros((1, 4))
w_out = np.random.uniform(-1, 1, (4, 1))
b_out = np.zeros((1, 1))
eta = 0.8
for epoch in range(20):
    hidden = sig(np.dot(inputs, w_hidden) + b_hidden)
    output = sig(np.dot(hidden, w_out) + b_out)
    delta_out = output - targets
    delta_hidden = np.dot(delta_out, w_out.T) * dsig(hidden)
    w_out -= eta * np.dot(hidden.T, delta_out) / 4
    b_out -= eta * delta_out.mean(axis=0, keepdims=True)
    w_hidden -= eta * np.dot(inputs.T, delta_hidden) / 4
    b_hidden -= eta * delta_hidden.mean(axis=0, keepdims=True)
"""
LOGISTIC = """import numpy as np

def sigmoid(t):
    return 1.0 / (1.0 + np.exp(-t))

rng = np.random.RandomState(4)
X = rng.randn(30, 3)
y = (X[:, 0] - 0.5 * X[:, 1] > 0).astype(float)
w = np.zeros(3) + 0.01
b = 0.0
lr = 0.5
n = len(y)
for step in range(25):
    logits = X @ w + b
    p = sigmoid(logits)
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    err = p - y
    grad_w = X.T @ err / n
    grad_b = err.mean()
    w = w - lr * grad_w
    b = b - lr * grad_b
"""
COMPUTED_KEYS = """import numpy as np

def init(dims, seed=1):
    rng = np.random.default_rng(seed)
    p = {}
    for l in range(1, len(dims)):
        p[f"W{l}"] = rng.normal(size=(dims[l], dims[l - 1])) * np.sqrt(2 / dims[l - 1])
        p[f"b{l}"] = np.zeros((dims[l], 1))
    return p

def forward(X, p, L):
    c = {"A0": X}
    for l in range(1, L + 1):
        c[f"Z{l}"] = p[f"W{l}"] @ c[f"A{l - 1}"] + p[f"b{l}"]
        if l < L:
            c[f"A{l}"] = np.maximum(c[f"Z{l}"], 0)
        else:
            e = np.exp(c[f"Z{l}"] - c[f"Z{l}"].max(0))
            c[f"A{l}"] = e / e.sum(0)
    return c

def backward(Y, p, c, L):
    g = {}
    m = Y.shape[1]
    dZ = c[f"A{L}"] - Y
    for l in range(L, 0, -1):
        g[f"dW{l}"] = dZ @ c[f"A{l - 1}"].T / m
        g[f"db{l}"] = dZ.sum(1, keepdims=True) / m
        if l > 1:
            dA = p[f"W{l}"].T @ dZ
            dZ = dA * (c[f"Z{l - 1}"] > 0)
    return g

rng = np.random.default_rng(8)
X = rng.normal(size=(3, 21))
Y = np.eye(3)[rng.integers(0, 3, 21)].T
dims = [3, 5, 4, 3]
L = len(dims) - 1
p = init(dims)
for epoch in range(9):
    c = forward(X, p, L)
    g = backward(Y, p, c, L)
    for l in range(1, L + 1):
        p[f"W{l}"] -= 0.1 * g[f"dW{l}"]
        p[f"b{l}"] -= 0.1 * g[f"db{l}"]
"""
RETURNED = """import numpy as np

def predict(params, X):
    W1, b1, W2, b2 = params
    h = np.tanh(X @ W1 + b1)
    s = h @ W2 + b2
    s = s - s.max(1, keepdims=True)
    p = np.exp(s)
    p = p / p.sum(1, keepdims=True)
    return h, p

def gradients(params, X, Y):
    W1, b1, W2, b2 = params
    h, p = predict(params, X)
    n = len(X)
    e = (p - Y) / n
    back = e @ W2.T * (1 - h**2)
    return X.T @ back, back.sum(0), h.T @ e, e.sum(0)

rng = np.random.default_rng(21)
X = rng.normal(size=(15, 2))
Y = np.eye(3)[rng.integers(0, 3, 15)]
params = [rng.normal(size=(2, 5)), np.zeros(5), rng.normal(size=(5, 3)), np.zeros(3)]
for epoch in range(11):
    grads = gradients(params, X, Y)
    params = [q - 0.4 * g for q, g in zip(params, grads)]
"""
REPLACED = """import numpy as np

def act(v):
    return 1 / (1 + np.exp(-v))

rng = np.random.RandomState(3)
shape = [4, 5, 4, 1]
Ws = [rng.randn(o, i) * 0.8 for i, o in zip(shape[:-1], shape[1:])]
bs = [np.zeros((o, 1)) for o in shape[1:]]
data = rng.randn(4, 22)
want = (data[0:1] + data[1:2] > 0) * 1.0
for turn in range(10):
    outs = [data]
    for W, b in zip(Ws, bs):
        outs.append(act(W @ outs[-1] + b))
    err = outs[-1] - want
    new_Ws, new_bs = [], []
    for i in range(len(Ws) - 1, -1, -1):
        gW = err @ outs[i].T / 22
        gb = err.mean(axis=1, keepdims=True)
        new_Ws.insert(0, Ws[i] - 0.7 * gW)
        new_bs.insert(0, bs[i] - 0.7 * gb)
        if i:
            err = Ws[i].T @ err * outs[i] * (1 - outs[i])
    Ws, bs = new_Ws, new_bs
"""
REFERENCES = {
    ADAM: Reference((2, 5, 2), "tanh"),
    UNNAMED: Reference((2, 4, 1), "sigmoid"),
    LOGISTIC: Reference((3, 1)),
    COMPUTED_KEYS: Reference((3, 5, 4, 3)),
    RETURNED: Reference((2, 5, 3), "tanh"),
    REPLACED: Reference((4, 5, 4, 1), "sigmoid"),
}


def compared(code: str, reference: Reference) -> EngineComparison:
    return compare(run_program(Program("code.py", code), seconds=60), reference)


@pytest.mark.sampled
@pytest.mark.parametrize("code", REFERENCES, ids=range(len(REFERENCES)))
def test_a_right_program_is_found_equal_and_nothing_is_noticed(code: str) -> None:
    run = run_program(Program("code.py", code), seconds=60)
    comparison = compare(run, REFERENCES[code])
    assert comparison.found and comparison.first is None and not noticed(run)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        (ADAM, "dW1 = dpre @ X.T", "dW1 = dH @ X.T"),
        (UNNAMED, "s * (1 - s)", "s * (1 + s)"),
        (UNNAMED, "np.dot(inputs.T, delta_hidden) / 4", "np.dot(inputs.T, delta_hidden)"),
        (LOGISTIC, "X.T @ err / n", "X.T @ err"),
        (COMPUTED_KEYS, "e / e.sum(0)", "e / e.sum()"),
        (COMPUTED_KEYS, 'c[f"A{l - 1}"].T / m', 'c[f"A{l - 1}"].T'),
        (COMPUTED_KEYS, '-= 0.1 * g[f"db{l}"]', '-= g[f"db{l}"]'),
        (RETURNED, "(1 - h**2)", "(1 - h)"),
        (RETURNED, "h.T @ e, e.sum(0)", "h.T @ e * n, e.sum(0)"),
        (REPLACED, "err @ outs[i].T / 22", "err @ outs[i].T"),
        (REPLACED, "outs[i] * (1 - outs[i])", "(1 - outs[i])"),
        (REPLACED, "bs[i] - 0.7 * gb", "bs[i] + 0.7 * gb"),
    ],
    ids=range(12),
)
def test_the_wrong_operation_is_named(code: str, right: str, wrong: str) -> None:
    assert code.count(right) == 1
    first = compared(code.replace(right, wrong), REFERENCES[code]).first
    assert first is not None
    assert first.event.line == code[: code.index(right)].count("\n") + 1
