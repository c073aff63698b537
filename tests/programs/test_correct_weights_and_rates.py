"""Rates within the products, examples that count more, temperatures, letters for names: correct."""

from __future__ import annotations

import pytest

from tutor.programs.looking import CodeLook
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

VELOCITIES = """import numpy as np
rng = np.random.default_rng(2)
X = rng.normal(size=(24, 3))
t = np.eye(3)[(X[:, 0] > 0).astype(int) + (X[:, 1] > 0)]
w = {"a": rng.normal(size=(3, 5)), "h": rng.normal(size=(5, 5)), "z": rng.normal(size=(5, 3))}
c = {"a": np.zeros(5), "h": np.zeros(5), "z": np.zeros(3)}
vw = {k: np.zeros_like(x) for k, x in w.items()}
vc = {k: np.zeros_like(x) for k, x in c.items()}
for epoch in range(2):
    for s in range(0, 24, 8):
        x, y = X[s:s + 8], t[s:s + 8]
        a = np.tanh(x @ w["a"] + c["a"])
        h = np.tanh(a @ w["h"] + c["h"])
        z = h @ w["z"] + c["z"]
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        loss = -np.mean(np.log(p[y == 1]))
        d = {"z": (p - y) / len(x)}
        d["h"] = d["z"] @ w["z"].T * (1 - h * h)
        d["a"] = d["h"] @ w["h"].T * (1 - a * a)
        for k, below in (("a", x), ("h", a), ("z", h)):
            vw[k] *= 0.9
            vw[k] -= 0.1 * below.T @ d[k]
            vc[k] *= 0.9
            vc[k] -= 0.1 * d[k].sum(0)
        for k in w:
            w[k] += vw[k]
            c[k] += vc[k]
"""

WEIGHTED = """import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(9, 2))
y = (X[:, 0] + X[:, 1] > 0).astype(float)
weight = {0.0: 0.7, 1.0: 2.3}
W1, b1 = rng.normal(size=(4, 2)), np.zeros(4)
W2, b2 = rng.normal(size=4), 0.0
def sigmoid(s):
    return 1 / (1 + np.exp(-s))
total = 0
for x, t in zip(X, y):
    h = sigmoid(W1 @ x + b1)
    o = sigmoid(W2 @ h + b2)
    k = weight[t]
    total += k * (o - t) ** 2
    delta = 2 * k * (o - t) * o * (1 - o)
    dh = delta * W2 * h * (1 - h)
    W2 -= 0.1 * delta * h
    b2 -= 0.1 * delta
    W1 -= 0.1 * np.outer(dh, x)
    b1 -= 0.1 * dh
"""

TEMPERATURE = """import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(20, 2))
y = (X[:, :1] + X[:, 1:] > 1).astype(float)
W1, b1 = rng.normal(size=(2, 4)), np.zeros(4)
W2, b2 = rng.normal(size=(4, 1)), np.zeros(1)
T = 1.7
for epoch in range(3):
    H = np.tanh(X @ W1 + b1)
    logit = (H @ W2 + b2) / T
    p = 1 / (1 + np.exp(-logit))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    d = (p - y) / len(y) / T
    e = d @ W2.T * (1 - H ** 2)
    W2 -= 0.3 * H.T @ d
    b2 -= 0.3 * d.sum(0)
    W1 -= 0.3 * X.T @ e
    b1 -= 0.3 * e.sum(0)
"""

NETWORKS = {
    VELOCITIES: Reference((3, 5, 5, 3), "tanh"),
    WEIGHTED: Reference((2, 4, 1), "sigmoid", "sigmoid", "mse"),
    TEMPERATURE: Reference((2, 4, 1), "tanh"),
}


@pytest.mark.parametrize("code", NETWORKS, ids=["velocities", "weighted", "temperature"])
def test_a_correct_program_is_not_accused(code: str) -> None:
    look = CodeLook(text=Program("n.py", code), reference=NETWORKS[code])
    judgement = look.judge(run_program(look.read()))
    assert judgement.first is None
    assert not judgement.noticed
    assert judgement.comparison is not None
    assert judgement.comparison.found
