"""Whole programs that are right, each with several things that no flag can say."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.noticing.rules import noticed
from tutor.programs.passes import passes
from tutor.programs.program import Program
from tutor.programs.recorded import Recorded
from tutor.programs.reference import Reference
from tutor.programs.running import run_program
from tutor.programs.slopes.check import check_gradients, is_right

MSE = ("linear", "mse")
# A way round a layer, a normalisation that leaves the bias no slope, an activation that is
# nobody's, sums times 2; what gives the gradients has no name.
ROUND = """import numpy as np
rng = np.random.default_rng(7)
X = rng.normal(size=(20, 3))
y = (X[:, :1] * X[:, 1:2] > 0).astype(float)
W1, b1, W2, b2 = rng.normal(size=(3, 6)), np.ones(6), rng.normal(size=(6, 6)) / 2, np.zeros(6)
W3, b3 = rng.normal(size=(6, 1)) / 2, np.zeros(1)

def sig(z):
    return 1 / (1 + np.exp(-z))

for epoch in range(3):
    u = X @ W1 + b1
    spread = np.sqrt(u.var(axis=0) + 1e-5)
    n = (u - u.mean(axis=0)) / spread
    h = n * sig(n)
    k = np.tanh(h @ W2 + b2) + h
    out = sig(2 * (k @ W3 + b3))
    loss = -np.mean(y * np.log(out) + (1 - y) * np.log(1 - out))
    top = 2 * (out - y) / len(X)
    through = top @ W3.T
    mid = through * (1 - (k - h) ** 2)
    low = (through + mid @ W2.T) * (sig(n) + h * (1 - sig(n)))
    foot = (low - low.mean(axis=0) - n * (low * n).mean(axis=0)) / spread
    for p, q in (
        (W3, k.T @ top), (b3, top.sum(0)), (W2, h.T @ mid), (b2, mid.sum(0)),
        (W1, X.T @ foot), (b1, foot.sum(0)),
    ):
        p -= 0.5 * q
"""
# Tied weights, gone back through by the very product that goes forward; errors that are turned;
# the loss now and then.
TIED = """import numpy as np
rng = np.random.default_rng(1)
data = rng.normal(size=(12, 2)) @ rng.normal(size=(2, 5)) / 3

class Coder:
    def __init__(self):
        self.W = rng.normal(size=(5, 3)) / 2
        self.hb, self.vb = np.zeros(3), np.zeros(5)

    def hidden(self, x):
        return np.tanh(np.dot(x, self.W) + self.hb)

    def again(self, h):
        return np.dot(h, self.W.T) + self.vb

    def train(self, x):
        h = self.hidden(x)
        missing = x - self.again(h)
        back = np.dot(missing, self.W) * (1 - h**2)
        self.W += 0.1 * (np.dot(x.T, back) + np.dot(missing.T, h)) / len(x)
        self.hb += 0.1 * back.mean(axis=0)
        self.vb += 0.1 * missing.mean(axis=0)

    def cost(self, x):
        return 0.5 * np.mean(np.sum((self.again(self.hidden(x)) - x) ** 2, axis=1))

coder = Coder()
for epoch in range(5):
    coder.train(data)
    if epoch % 2 == 0:
        print(coder.cost(data))
"""
# One example at a time, tanh stretched, and errors that are turned.
STRETCHED = """import numpy as np
rng = np.random.default_rng(4)
act = lambda s: 1.7159 * np.tanh(2 / 3 * s)
slope = lambda o: 2 / 3 / 1.7159 * (1.7159 - o) * (1.7159 + o)
w1, t1 = rng.normal(size=(2, 4)), rng.normal(size=4)
w2, t2 = rng.normal(size=(4, 1)), rng.normal(size=1)
for x, d in zip(rng.normal(size=(6, 2)), rng.normal(size=(6, 1))):
    o1 = act(x @ w1 + t1)
    o2 = act(o1 @ w2 + t2)
    e = d - o2
    energy = 0.5 * float(e @ e)
    delta2 = e * slope(o2)
    delta1 = (w2 @ delta2) * slope(o1)
    w2 += 0.1 * np.outer(o1, delta2)
    t2 += 0.1 * delta2
    w1 += 0.1 * np.outer(x, delta1)
    t1 += 0.1 * delta1
"""
# The slopes of the outputs, not of a loss, in a row an example.
JACOBIAN = """import numpy as np
rng = np.random.default_rng(44)
X = rng.uniform(-1, 1, (15, 2))
y = np.sin(X.sum(1))

def unpack(w):
    return w[:6].reshape(2, 3), w[6:9], w[9:12], w[12]

def jacobian(w):
    W1, b1, w2, b2 = unpack(w)
    h = 1 / (1 + np.exp(-(X @ W1 + b1)))
    dh = h * (1 - h) * w2
    first = (X[:, :, None] * dh[:, None, :]).reshape(len(X), -1)
    return np.hstack([first, dh, h, np.ones((len(X), 1))]), h @ w2 + b2 - y

w = rng.normal(size=13)
for step in range(4):
    J, r = jacobian(w)
    error = r @ r
    w = w - np.linalg.solve(J.T @ J + np.eye(13), J.T @ r)
"""
# A hidden layer that was drawn, and is gone through once for all.
READOUT = """import numpy as np
rng = np.random.default_rng(1)
X = rng.uniform(-1, 1, (30, 3))
y = np.sin(2 * X[:, 0])
H = 1 / (1 + np.exp(-(X @ rng.normal(size=(3, 8)) + rng.normal(size=8))))
w, b = np.zeros(8), 0.0
for epoch in range(40):
    err = H @ w + b - y
    loss = np.mean(err**2)
    w -= 0.1 * H.T @ err / len(y)
    b -= 0.1 * err.mean()
"""
# Two stages with one layer in both, and a way back by weights that were drawn.
STAGES = """import numpy as np
rng = np.random.default_rng(15)
X = rng.random((20, 5))
y = (X[:, :1] > X[:, 1:2]).astype(float)
W1, b1 = rng.normal(size=(5, 4)) / 2, np.zeros(4)
Wd, bd = rng.normal(size=(4, 5)) / 2, np.zeros(5)
for it in range(6):
    h = np.tanh(X @ W1 + b1)
    r = h @ Wd + bd
    dr = 2 * (r - X) / len(X)
    dz = dr @ Wd.T * (1 - h**2)
    Wd -= 0.1 * h.T @ dr
    bd -= 0.1 * dr.sum(0)
    W1 -= 0.1 * X.T @ dz
    b1 -= 0.1 * dz.sum(0)
W2, b2, B = rng.normal(size=(4, 1)), np.zeros(1), rng.normal(size=(1, 4)) * 0.5
for it in range(6):
    h = np.tanh(X @ W1 + b1)
    p = 1 / (1 + np.exp(-(h @ W2 + b2)))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    e = (p - y) / len(X)
    dz = (e @ B) * (1 - h**2)
    W2 -= 0.5 * h.T @ e
    b2 -= 0.5 * e.sum(0)
    W1 -= 0.5 * X.T @ dz
    b1 -= 0.5 * dz.sum(0)
"""
# Steps from the weights before those that were only tried, and betas with the names of biases.
TRIED = """import numpy as np
rng = np.random.default_rng(5)
X = rng.normal(size=(24, 3))
y = (np.abs(X).sum(1, keepdims=True) > 2.3) * 1.0

def loss_and_grad(W1, b1, W2, b2):
    Z1 = X @ W1 + b1
    A1 = np.maximum(0, Z1)
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    dZ2 = (A2 - y) / len(X)
    dZ1 = dZ2 @ W2.T * (Z1 > 0)
    loss = -np.mean(y * np.log(A2) + (1 - y) * np.log(1 - A2))
    return loss, (X.T @ dZ1, dZ1.sum(0), A1.T @ dZ2, dZ2.sum(0))

params = [rng.normal(size=(3, 5)), np.zeros(5), rng.normal(size=(5, 1)), np.zeros(1)]
m = [np.zeros_like(p) for p in params]
for t in range(1, 5):
    loss, g = loss_and_grad(*params)
    norm = np.sqrt(sum((gi**2).sum() for gi in g))
    _, g2 = loss_and_grad(*[p + 0.05 * gi / norm for p, gi in zip(params, g)])
    b1, b2 = 0.9, 1 - 0.9**t
    m = [b1 * mi + (1 - b1) * gi for mi, gi in zip(m, g2)]
    params = [p - 0.1 * mi / b2 for p, mi in zip(params, m)]
"""
# A slope that turns keeps its parameter where it is, for once.
SIGNS = """import numpy as np
rng = np.random.default_rng(66)
X = rng.uniform(-1, 1, (20, 3))
y = X[:, [0]] - X[:, [1]] * X[:, [2]]
P = {"A": rng.normal(size=(3, 4)), "a": np.zeros(4), "B": rng.normal(size=(4, 1)), "b": np.zeros(1)}
step = {k: np.full_like(v, 0.3) for k, v in P.items()}
prev = {k: np.zeros_like(v) for k, v in P.items()}
for k in range(8):
    H = np.tanh(X @ P["A"] + P["a"])
    e = H @ P["B"] + P["b"] - y
    loss = (e * e).mean()
    G = {}
    d = e * 2 / len(X)
    G["B"], G["b"] = H.T @ d, d.sum(0)
    d = (d @ P["B"].T) * (1 - H * H)
    G["A"], G["a"] = X.T @ d, d.sum(0)
    for n in P:
        s = prev[n] * G[n]
        step[n] = np.where(s > 0, step[n] * 1.2, np.where(s < 0, step[n] * 0.5, step[n]))
        g = np.where(s < 0, 0, G[n])
        P[n] -= np.sign(g) * step[n]
        prev[n] = g
"""
# Scalars and vectors alone, without a name for a gradient but that of the layer below; the sign
# within an exponential, and a likelihood that is to be large.
SCALARS = """import numpy as np
rng = np.random.default_rng(10)
X = rng.uniform(-2, 2, (20, 3))
y = (X[:, 0] * np.cos(X[:, 1]) > 0).astype(float)

class Net:
    def __init__(self):
        self.W, self.b = rng.normal(size=(3, 4)), np.zeros(4)
        self.v, self.c = rng.normal(size=4), 0.1

    def fit(self, lr=0.5):
        h = 1 / (1 + np.exp(-X @ self.W - self.b))
        p = 1 / (1 + np.exp(-h @ self.v - self.c))
        likelihood = np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
        g = (y - p) / len(y)
        gh = np.outer(g, self.v) * h * (1 - h)
        self.v = self.v + lr * h.T @ g
        self.c = self.c + lr * g.sum()
        self.W = self.W + lr * X.T @ gh
        self.b = self.b + lr * gh.sum(0)
        return likelihood

net = Net()
for epoch in range(4):
    print(net.fit())
"""
# What is aimed at is made by a copy of the network, from before.
AIMED = """import numpy as np
rng = np.random.default_rng(1)
net = {"W1": rng.normal(size=(4, 6)), "b1": np.zeros(6), "W2": rng.normal(size=(6, 3))}
target = {k: v.copy() for k, v in net.items()}

def q_values(p, s):
    h = np.maximum(s @ p["W1"] + p["b1"], 0)
    return h, h @ p["W2"]

for t in range(4):
    s, s2 = rng.normal(size=(2, 12, 4))
    a = rng.integers(0, 3, 12)
    y = rng.normal(size=12) + 0.9 * q_values(target, s2)[1].max(axis=1)
    h, q = q_values(net, s)
    td = q[np.arange(12), a] - y
    error = np.mean(td**2)
    dq = np.zeros_like(q)
    dq[np.arange(12), a] = 2 * td / 12
    dh = dq @ net["W2"].T * (h > 0)
    grads = {"W2": h.T @ dq, "W1": s.T @ dh, "b1": dh.sum(0)}
    for k in net:
        net[k] -= 0.05 * grads[k]
        target[k] = 0.9 * target[k] + 0.1 * net[k]
"""
PROGRAMS = {
    "round layers": (ROUND, Reference((3, 6, 6, 1), "tanh")),
    "tied weights": (TIED, Reference((5, 3, 5), "tanh", *MSE)),
    "one by one": (STRETCHED, Reference((2, 4, 1), "tanh", "tanh", "mse")),
    "slopes of outputs": (JACOBIAN, Reference((2, 3, 1), "sigmoid", *MSE)),
    "a drawn layer": (READOUT, Reference((3, 8, 1), "sigmoid", *MSE)),
    "two stages": (STAGES, Reference((5, 4, 1), "tanh")),
    "weights that are tried": (TRIED, Reference((3, 5, 1))),
    "vectors": (SCALARS, Reference((3, 4, 1), "sigmoid")),
    "a target network": (AIMED, Reference((4, 6, 3), "relu", *MSE)),
    "signs alone": (SIGNS, Reference((3, 4, 1), "tanh", *MSE)),
}


def ran(code: str) -> Recorded:
    run = run_program(Program("right.py", code), seconds=60)
    assert not run.message
    return run


@pytest.mark.sampled
@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_is_said_of_a_right_program(name: str) -> None:
    code, reference = PROGRAMS[name]
    run = ran(code)
    result = compare(run, reference)
    assert (result.found > 0, result.first, noticed(run)) == (True, None, [])


def test_a_layer_below_that_is_gone_through_once_is_of_the_first_turn() -> None:
    run = ran(READOUT)
    (first,) = passes(run, (3, 8, 1)).told
    assert len({run.turn(each.node) for each in first.events if each.is_operation}) == 2


def test_what_goes_back_through_tied_weights_begins_no_pass() -> None:
    run = ran(TIED)
    begun = {each.products[0].event.place.text for each in passes(run, (5, 3, 5)).told}
    assert begun == {"np.dot(x, self.W)"}


# Sigmoid and squares without a loss.
OPEN = """import numpy as np
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0, 1, 1, 0]]).T
np.random.seed(1)
syn0, syn1 = 2 * np.random.random((3, 4)) - 1, 2 * np.random.random((4, 1)) - 1
for j in range(4):
    l1 = 1 / (1 + np.exp(-np.dot(X, syn0)))
    l2 = 1 / (1 + np.exp(-np.dot(l1, syn1)))
    l2_delta = (y - l2) * (l2 * (1 - l2))
    l1_delta = l2_delta.dot(syn1.T) * (l1 * (1 - l1))
    syn1 += l1.T.dot(l2_delta)
    syn0 += X.T.dot(l1_delta)
"""


def test_what_no_words_name_may_be_as_the_program_has_it() -> None:
    run = ran(OPEN)
    left_open = [Reference((3, 4, 1), "sigmoid", *given) for given in ((), ("", "mse"))]
    assert [compare(run, each).first for each in left_open] == [None, None]
    said = Reference((3, 4, 1), "sigmoid", "sigmoid", "binary_crossentropy")
    assert compare(run, said).first is not None
    wrong = ran(OPEN.replace("(l2 * (1 - l2))", "(l2 * (1 + l2))"))
    assert compare(wrong, left_open[0]).first is not None


# What looks like a slope, a mean of what is added, classes that are looked up.
ASIDE = """import numpy as np
rng = np.random.default_rng(93)
onehot = np.eye(9)
centre, context = np.array([7, 1, 0, 2, 5, 3]), np.array([1, 7, 2, 0, 3, 5])
E, U = rng.normal(size=(9, 4)), rng.normal(size=(4, 9))
c = np.zeros(4)
for epoch in range(4):
    A = np.tanh(onehot[centre] @ E + c)
    B = A * 2
    s = B @ U
    p = np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)
    loss = -np.log(p[np.arange(6), context]).mean() + 0.1 * ((1 - A**2) ** 2).mean(0) @ E[0] ** 2
    ds = (p - onehot[context]) / 6
    gU = B.T @ ds
    gB = ds @ U.T
    gA = 2 * gB - 0.1 * 4 / 6 * A * (1 - A**2) * E[0] ** 2
    dz = gA * (1 - A**2)
    gE = onehot[centre].T @ dz
    gE[0] += 0.2 * E[0] * ((1 - A**2) ** 2).mean(0)
    dc = dz.sum(0) + 0 * ((1 - A**2) ** 2).mean(0)
    E -= 0.5 * gE
    U -= 0.5 * gU
    c -= 0.5 * dc
"""
# Steps by way of moments, in batches: the loss of the last is that of other parameters.
MOMENTS = """import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(12, 2))
y = X[:, :1] * 2
params = {"W0": rng.normal(size=(2, 3)), "b0": np.zeros(3), "W1": rng.normal(size=(3, 1))}
m = {}
for epoch in range(2):
    for batch in np.array_split(np.arange(12), 3):
        a = np.tanh(X[batch] @ params["W0"] + params["b0"])
        e = a @ params["W1"] - y[batch]
        loss = (e**2).mean()
        d = 2 * e / len(e)
        dz = (d @ params["W1"].T) * (1 - a**2)
        for name, g in {"W0": X[batch].T @ dz, "b0": dz.sum(0), "W1": a.T @ d}.items():
            grad = g
            m[name] = 0.9 * m.get(name, 0) + 0.1 * grad
            params[name] -= 0.1 * m[name]
"""


def test_gradients_are_checked_against_their_own_parameters_alone() -> None:
    for code in (ASIDE, MOMENTS):
        run = ran(code)
        assert noticed(run) == []
        check = check_gradients(run.program, run, run.operations[0], by_steps=True)
        assert [
            each.pair.name for each in check.gradients if not is_right(each, check.gradients)
        ] == []
