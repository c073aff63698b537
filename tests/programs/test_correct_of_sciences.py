"""Right programs of universities and engineers, beside what a network of flags can be."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

# The loss is a function that goes its own way forward, with the new parameters by another name.
LATER = """import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(20, 3))
y = (X @ [1.0, -2.0, 0.5] + 0.3 * rng.normal(size=20) > 0).astype(float)

def sigmoid(a):
    return 1 / (1 + np.exp(-a))

def nll(beta):
    p = sigmoid(X @ beta)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

theta, trace = np.zeros(3), []
for it in range(3):
    h = sigmoid(X @ theta)
    theta = theta - 0.5 * X.T @ (h - y) / 20
    trace.append(nll(theta))
"""
NAMED = LATER.replace("trace.append(nll(theta))", "loss = nll(theta)")
# A recurrent layer, whose biases come to something with the first step.
RECURRENT = """import numpy as np
rng = np.random.default_rng(8)
Wx, Wh, bh = rng.normal(0, 0.5, (4, 1)), rng.normal(0, 0.4, (4, 4)), np.zeros((4, 1))
Wy, by = rng.normal(0, 0.5, (1, 4)), np.zeros((1, 1))
signal = rng.normal(size=40)
for begin in range(2, 14, 4):
    hs, gaps, loss = [np.zeros((4, 1))], [], 0
    for t in range(4):
        hs.append(np.tanh(Wx @ signal[begin + t].reshape(1, 1) + Wh @ hs[t] + bh))
        gaps.append(Wy @ hs[t + 1] + by - signal[begin + t - 1])
        loss += 0.5 * np.sum(gaps[t] ** 2)
    dWx, dWh, dbh, dWy, dby = (np.zeros_like(p) for p in (Wx, Wh, bh, Wy, by))
    later = np.zeros((4, 1))
    for t in reversed(range(4)):
        dWy += gaps[t] @ hs[t + 1].T
        dby += gaps[t]
        dz = (1 - hs[t + 1] ** 2) * (Wy.T @ gaps[t] + later)
        dbh += dz
        dWx += dz @ signal[begin + t].reshape(1, 1)
        dWh += dz @ hs[t].T
        later = Wh.T @ dz
    for p, g in zip((Wx, Wh, bh, Wy, by), (dWx, dWh, dbh, dWy, dby)):
        p -= 0.05 * g
"""
# A single input goes into no product, so an error times the hidden units is the first there is.
SINGLE = """import numpy as np
rng = np.random.default_rng(2)
W1, b1 = rng.normal(size=(4, 1)), rng.normal(size=(4, 1))
W2, b2 = rng.normal(size=(1, 4)) / 2, np.zeros((1, 1))
for x in rng.uniform(-2, 2, 6):
    h = np.tanh(W1 * x + b1)
    e = W2 @ h + b2 - np.sin(x)
    gW2 = e @ h.T
    gh = W2.T @ e * (1 - h**2)
    W2 -= 0.1 * gW2
    b2 -= 0.1 * e
    W1 -= 0.1 * gh * x
    b1 -= 0.1 * gh
"""
# Nesterov's step: the velocity has its rate, and the gradient is looked ahead along with another.
AHEAD = """import numpy as np
rng = np.random.default_rng(1)
x = rng.normal(size=(12, 1))
y = np.sin(x)
p = dict(w1=rng.normal(size=(1, 4)), b1=np.zeros(4), w2=rng.normal(size=(4, 1)), b2=np.zeros(1))
v = {k: np.zeros_like(p[k]) for k in p}
lr, mu = 0.05, 0.9
for it in range(4):
    h = np.tanh(x @ p["w1"] + p["b1"])
    r = (h @ p["w2"] + p["b2"] - y) / len(x)
    dh = r @ p["w2"].T * (1 - h**2)
    g = dict(w1=x.T @ dh, b1=dh.sum(0), w2=h.T @ r, b2=r.sum(0))
    v = {k: mu * v[k] - lr * g[k] for k in p}
    p = {k: p[k] + mu * v[k] - lr * g[k] for k in p}
"""
# An autoencoder beside the main axes of its data.
AXES = """import numpy as np
rng = np.random.default_rng(4)
X = np.tanh(rng.normal(size=(20, 2)) @ rng.normal(size=(2, 5)))
X -= X.mean(axis=0)
We, be = rng.normal(0, 0.4, (5, 2)), np.zeros(2)
Wd, bd = rng.normal(0, 0.4, (2, 5)), np.zeros(5)
for epoch in range(3):
    z = np.tanh(X @ We + be)
    out = z @ Wd + bd
    dx = 2 * (out - X) / X.size
    dz = (dx @ Wd.T) * (1 - z**2)
    Wd, bd = Wd - 0.5 * z.T @ dx, bd - 0.5 * dx.sum(0)
    We, be = We - 0.5 * X.T @ dz, be - 0.5 * dz.sum(0)
values, axes = np.linalg.eigh(np.cov(X.T))
main = axes[:, np.argsort(-values)[:2]]
print(np.mean((X @ main @ main.T - X) ** 2), np.mean((out - X) ** 2))
"""
SVD = AXES.replace("values, axes = np.linalg.eigh(np.cov(X.T))", "U, S, Vt = np.linalg.svd(X)")
SVD = SVD.replace("axes[:, np.argsort(-values)[:2]]", "Vt[:2].T")
# A gate between a layer and its input, with weights that have no biases.
GATED = """import numpy as np
rng = np.random.default_rng(12)
X = rng.normal(size=(15, 4))
T = np.eye(3)[rng.integers(0, 3, 15)]
p = dict(W=rng.normal(0, 0.5, (4, 6)), b=np.zeros(6), G=rng.normal(0, 0.5, (4, 6)), c=-np.ones(6),
         P=rng.normal(0, 0.5, (4, 6)), V=rng.normal(0, 0.4, (6, 3)), d=np.zeros(3))

def run(p, back=True):
    u = np.tanh(X @ p["W"] + p["b"])
    g = 1 / (1 + np.exp(-(X @ p["G"] + p["c"])))
    r = X @ p["P"]
    h = g * u + (1 - g) * r
    s = h @ p["V"] + p["d"]
    q = np.exp(s) / np.exp(s).sum(1, keepdims=True)
    L = -np.sum(T * np.log(q)) / len(X)
    if not back:
        return L
    ds = (q - T) / len(X)
    dh = ds @ p["V"].T
    du, dg = dh * g * (1 - u**2), dh * (u - r) * g * (1 - g)
    return L, dict(
        V=h.T @ ds, d=ds.sum(0), W=X.T @ du, b=du.sum(0), G=X.T @ dg, c=dg.sum(0),
        P=X.T @ (dh * (1 - g)))

L, grads = run(p)
for n in p:
    keep = p[n].flat[0]
    p[n].flat[0] = keep + 1e-5
    high = run(p, False)
    p[n].flat[0] = keep - 1e-5
    low = run(p, False)
    p[n].flat[0] = keep
    print(n, (high - low) / 2e-5 - grads[n].flat[0])
for it in range(9):
    L, grads = run(p)
    for n in p:
        p[n] -= 0.5 * grads[n]
"""
# An actor that is rewarded for what it does, and for being undecided.
ACTOR = """import numpy as np
rng = np.random.default_rng(11)
W, b = rng.normal(0, 0.5, (3, 5)), np.zeros(5)
V, c = rng.normal(0, 0.3, (5, 2)), np.zeros(2)
for t in range(6):
    x = rng.normal(size=3)
    h = np.tanh(x @ W + b)
    z = h @ V + c
    p = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
    a = rng.choice(2, p=p)
    undecided = -(p * np.log(p)).sum()
    d = x[a] * (np.eye(2)[a] - p) - 0.01 * p * (np.log(p) + undecided)
    dh = (V @ d) * (1 - h**2)
    V += 0.1 * np.outer(h, d)
    c += 0.1 * d
    W += 0.1 * np.outer(x, dh)
    b += 0.1 * dh
"""
PROGRAMS = {
    "an actor": (ACTOR, Reference((3, 5, 2), "tanh", "softmax")),
    "a step ahead": (AHEAD, Reference((1, 4, 1), "tanh", "linear", "half_squared_error")),
    "main axes": (AXES, Reference((5, 2, 5), "tanh", "linear", "mse")),
    "main axes of the data": (SVD, Reference((5, 2, 5), "tanh", "linear", "mse")),
    "a gate": (GATED, Reference((4, 6, 3), "tanh")),
    "a later loss": (LATER, Reference((3, 1))),
    "a later loss with a name": (NAMED, Reference((3, 1))),
    "a recurrent layer": (RECURRENT, Reference((1, 4, 1), "tanh", "linear", "mse")),
    "a single input": (SINGLE, Reference((1, 4, 1), "tanh", "linear", "mse")),
}


@pytest.mark.sampled
@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_is_said_of_a_right_program(name: str) -> None:
    code, reference = PROGRAMS[name]
    run = run_program(Program("code.py", code), seconds=60)
    assert not run.message
    assert noticed(run) == []
    assert compare(run, reference).first is None


def test_a_loss_of_the_old_parameters_is_still_looked_at() -> None:
    wrong = LATER.replace("nll(theta))", "nll(theta) * 3)").replace(
        "    theta = theta", "    trace.append(-np.sum(np.log(h)) / 7)\n    theta = theta"
    )
    first = compare(run_program(Program("code.py", wrong)), Reference((3, 1))).first
    assert first is not None
    assert first.event.line == 16


def test_a_layer_without_its_activation_is_still_said() -> None:
    wrong = AXES.replace("np.tanh(X @ We + be)", "X @ We + be")
    first = compare(run_program(Program("code.py", wrong)), PROGRAMS["main axes"][1]).first
    assert first is not None
    assert first.event.line == 8
