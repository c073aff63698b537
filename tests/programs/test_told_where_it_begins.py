"""Closures, tapes, lists by layer, single examples: a mistake is told where it begins to be one."""

from __future__ import annotations

import pytest

from tutor.programs.looking import CodeLook
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

CLOSURES = """import numpy as np
rng = np.random.default_rng(8)
def affine(x, w, b):
    y = x @ w + b
    def back(dy):
        return dy @ w.T, x.T @ dy, dy.sum(axis=0)
    return y, back
def tanh(x):
    y = np.tanh(x)
    def back(dy):
        return dy * (1 - y * y)
    return y, back
def sigmoid_loss(logits, t):
    p = 1 / (1 + np.exp(-logits))
    loss = -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))
    def back():
        return (p - t) / len(t)
    return loss, back
x = rng.normal(size=(16, 2))
t = (x[:, :1] > x[:, 1:]) * 1.0
w = [rng.normal(size=s) for s in ((2, 5), (5, 4), (4, 1))]
b = [rng.normal(size=n) for n in (5, 4, 1)]
for step in range(3):
    h1, back1 = affine(x, w[0], b[0])
    a1, back_a1 = tanh(h1)
    h2, back2 = affine(a1, w[1], b[1])
    a2, back_a2 = tanh(h2)
    logits, back3 = affine(a2, w[2], b[2])
    loss, back_loss = sigmoid_loss(logits, t)
    d = back_loss()
    d, gw3, gb3 = back3(d)
    d = back_a2(d)
    d, gw2, gb2 = back2(d)
    d = back_a1(d)
    d, gw1, gb1 = back1(d)
    for p, g in zip(w + b, (gw1, gw2, gw3, gb1, gb2, gb3)):
        p -= 0.1 * g
"""

TAPE = """import numpy as np
rng = np.random.default_rng(7)
class Node:
    def __init__(self, value, parents=()):
        self.value = np.asarray(value, dtype=float)
        self.grad = np.zeros_like(self.value)
        self.parents = parents
    def __add__(self, other):
        out = Node(self.value + other.value, (self, other))
        def push():
            self.grad += out.grad
            other.grad += out.grad.sum(axis=0) if other.value.ndim == 1 else out.grad
        out.push = push
        return out
    def __matmul__(self, other):
        out = Node(self.value @ other.value, (self, other))
        def push():
            self.grad += out.grad @ other.value.T
            other.grad += self.value.T @ out.grad
        out.push = push
        return out
    def tanh(self):
        t = np.tanh(self.value)
        out = Node(t, (self,))
        def push():
            self.grad += (1 - t ** 2) * out.grad
        out.push = push
        return out
    def mse(self, target):
        gap = self.value - target
        out = Node(np.mean(np.sum(gap ** 2, axis=1)), (self,))
        def push():
            self.grad += 2 * gap / len(gap) * out.grad
        out.push = push
        return out
x, y = rng.normal(size=(20, 2)), rng.normal(size=(20, 2))
w1, c1 = Node(rng.normal(size=(2, 6))), Node(np.zeros(6))
w2, c2 = Node(rng.normal(size=(6, 2))), Node(np.zeros(2))
for step in range(3):
    z = Node(x) @ w1
    s = z + c1
    h = s.tanh()
    q = h @ w2
    o = q + c2
    loss = o.mse(y)
    for w in (w1, c1, w2, c2):
        w.grad = np.zeros_like(w.value)
    loss.grad = np.ones_like(loss.value)
    for node in (loss, o, q, h, s, z):
        node.push()
    for w in (w1, c1, w2, c2):
        w.value = w.value - 0.05 * w.grad
"""

LISTS = """import numpy as np
rng = np.random.default_rng(2)
sizes = [3, 4, 4, 3]
ws = [rng.normal(size=(n, k)) for k, n in zip(sizes, sizes[1:])]
bs = [np.zeros((n, 1)) for n in sizes[1:]]
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
def slope(z):
    return sigmoid(z) * (1 - sigmoid(z))
X, Y = rng.normal(size=(12, 3, 1)), rng.uniform(size=(12, 3, 1))
for x, y in zip(X, Y):
    acts, zs = [x], []
    for w, b in zip(ws, bs):
        zs.append(w @ acts[-1] + b)
        acts.append(sigmoid(zs[-1]))
    delta = (acts[-1] - y) * slope(zs[-1])
    gb, gw = [None] * 3, [None] * 3
    gb[-1] = delta
    gw[-1] = delta @ acts[-2].T
    for l in range(2, 4):
        z = zs[-l]
        sp = slope(z)
        delta = (ws[-l + 1].T @ delta) * sp
        gb[-l] = delta
        gw[-l] = delta @ acts[-l - 1].T
    ws = [w - 0.5 * g for w, g in zip(ws, gw)]
    bs = [b - 0.5 * g for b, g in zip(bs, gb)]
"""

OBJECTS = """import numpy as np
rng = np.random.default_rng(5)
class Layer:
    def __init__(self, below, above):
        self.W, self.b = rng.normal(size=(above, below)), np.zeros((above, 1))
    def forward(self, x):
        self.x = x
        return self.W @ x + self.b
    def backward(self, grad):
        self.grad_W, self.grad_b = grad @ self.x.T, grad
        return self.W.T @ grad
    def update(self):
        self.W -= 0.1 * self.grad_W
        self.b -= 0.1 * self.grad_b
class Activation:
    def __init__(self, f, slope):
        self.f, self.slope = f, slope
    def forward(self, x):
        self.x = x
        return self.f(x)
    def backward(self, grad):
        return grad * self.slope(self.x)
    def update(self):
        pass
def sigmoid(x):
    return 1 / (1 + np.exp(-x))
def sigmoid_slope(x):
    s = sigmoid(x)
    return s * (1 - s)
def tanh_slope(x):
    return 1 - np.tanh(x) ** 2
layers = [Layer(2, 4), Activation(np.tanh, tanh_slope), Layer(4, 4),
          Activation(np.tanh, tanh_slope), Layer(4, 1), Activation(sigmoid, sigmoid_slope)]
X = rng.normal(size=(12, 2, 1))
for x in X:
    out = x
    for layer in layers:
        out = layer.forward(out)
    y = float(x[0, 0] > x[1, 0])
    loss = np.mean((out - y) ** 2)
    grad = 2 * (out - y)
    for layer in reversed(layers):
        grad = layer.backward(grad)
    for layer in layers:
        layer.update()
"""

ROWS = """import numpy as np
rng = np.random.default_rng(1)
X = rng.normal(size=(20, 3))
t = np.eye(3)[rng.integers(0, 3, 20)]
V, U = rng.normal(size=(3, 6)), rng.normal(size=(6, 3))
e, f = np.zeros(6), np.zeros(3)
for step in range(3):
    h = np.tanh(X @ V + e)
    o = h @ U + f
    q = np.exp(o)
    q = q / q.sum(axis=1, keepdims=True)
    loss = -np.mean(np.log(q[t == 1]))
    dq = -t / q / 20
    jacobian = np.einsum("nk,kj->nkj", q, np.eye(3)) - np.einsum("nk,nj->nkj", q, q)
    do = np.einsum("nk,nkj->nj", dq, jacobian)
    ds = do @ U.T * (1 - h ** 2)
    dU, df, dV, de = h.T @ do, do.sum(axis=0), X.T @ ds, ds.sum(axis=0)
    for p, g in zip((U, f, V, e), (dU, df, dV, de)):
        p -= 0.1 * g
"""

LOGIT = """import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(30, 2))
y = (X[:, :1] > X[:, 1:]) * 1.0
W1, b1 = rng.normal(size=(2, 4)), np.zeros(4)
W2, b2 = rng.normal(size=(4, 1)), np.ones(1)
def sigmoid(z):
    return 1 / (1 + np.exp(-z))
for step in range(3):
    A1 = np.maximum(0, X @ W1 + b1)
    proba = sigmoid(A1 @ W2 + b2)
    loss = -np.mean(y * np.log(proba) + (1 - y) * np.log(1 - proba))
    dZ2 = (proba - y) / len(y)
    dZ1 = dZ2 @ W2.T * (A1 > 0)
    W2 -= 0.1 * A1.T @ dZ2
    b2 -= 0.1 * dZ2.sum(axis=0)
    W1 -= 0.1 * X.T @ dZ1
    b1 -= 0.1 * dZ1.sum(axis=0)
"""

ADDING = """import numpy as np
rng = np.random.default_rng(9)
x = rng.uniform(-1, 1, (30, 2))
t = np.where(x[:, :1] * x[:, 1:] > 0, 1.0, -1.0)
w, b = rng.normal(size=(2, 4)), rng.normal(size=(1, 4))
v, c = rng.normal(size=(4, 1)), np.zeros((1, 1))
for epoch in range(3):
    h_in = x @ w + b
    h = np.tanh(h_in)
    o = np.tanh(h @ v + c)
    error = t - o
    mse = np.mean(error ** 2)
    o_delta = error * (1 - o ** 2)
    h_delta = (o_delta @ v.T) * (1 - h ** 2)
    v += 0.3 * h.T @ o_delta / 30
    c += 0.3 * o_delta.sum(axis=0, keepdims=True) / 30
    w += 0.3 * x.T @ h_delta / 30
    b += 0.3 * h_delta.sum(axis=0, keepdims=True) / 30
"""

ALONE = """import numpy as np
rng = np.random.default_rng(4)
W = {"h": rng.normal(size=(5, 3)), "o": rng.normal(size=(4, 5))}
c = {"h": np.zeros(5), "o": np.zeros(4)}
def gradient(x, label):
    h = 1 / (1 + np.exp(-(W["h"] @ x + c["h"])))
    s = W["o"] @ h + c["o"]
    e = np.exp(s - s.max())
    p = e / e.sum()
    d_o = p.copy()
    d_o[label] -= 1
    g_co = d_o
    d_h = W["o"].T @ d_o
    d_s = d_h * h * (1 - h)
    g_ch = d_s
    return np.outer(d_o, h), g_co, np.outer(d_s, x), g_ch
X, labels = rng.normal(size=(12, 3)), rng.integers(0, 4, 12)
for first in range(0, 12, 4):
    sums = [np.zeros_like(W["o"]), np.zeros(4), np.zeros_like(W["h"]), np.zeros(5)]
    for i in range(first, first + 4):
        for total, g in zip(sums, gradient(X[i], labels[i])):
            total += g
    W["o"] -= 0.5 * sums[0] / 4
    c["o"] -= 0.5 * sums[1] / 4
    W["h"] -= 0.5 * sums[2] / 4
    c["h"] -= 0.5 * sums[3] / 4
"""

MOMENTUM = """import numpy as np
rng = np.random.default_rng(6)
class Linear:
    def __init__(self, below, above):
        self.w, self.b = rng.normal(size=(above, below)), np.zeros(above)
        self.vw, self.vb = np.zeros_like(self.w), np.zeros_like(self.b)
    def forward(self, x):
        self.x = x
        return x @ self.w.T + self.b
    def grad(self, up):
        self.gw = up.T @ self.x
        self.gb = up.sum(axis=0)
        return up @ self.w
    def step(self):
        self.vw = 0.8 * self.vw + self.gw
        self.vb = 0.8 * self.vb + self.gb
        self.w -= 0.02 * self.vw
        self.b -= 0.02 * self.vb
X, goal = rng.normal(size=(20, 3)), rng.normal(size=(20, 2))
one, two = Linear(3, 6), Linear(6, 2)
for step in range(3):
    z = one.forward(X)
    pred = two.forward(np.maximum(z, 0))
    diff = pred - goal
    loss = (diff ** 2).sum() / 20
    one.grad(two.grad(2 * diff / 20) * (z > 0))
    for layer in (one, two):
        layer.step()
"""

NETWORKS = {
    CLOSURES: Reference((2, 5, 4, 1), "tanh"),
    TAPE: Reference((2, 6, 2), "tanh", "linear", "mse"),
    LISTS: Reference((3, 4, 4, 3), "sigmoid", "sigmoid", "mse"),
    OBJECTS: Reference((2, 4, 4, 1), "tanh", "sigmoid", "mse"),
    ROWS: Reference((3, 6, 3), "tanh"),
    LOGIT: Reference((2, 4, 1), "relu"),
    ADDING: Reference((2, 4, 1), "tanh", "tanh", "mse"),
    ALONE: Reference((3, 5, 4), "sigmoid"),
    MOMENTUM: Reference((3, 6, 2), "relu", "linear", "mse"),
}

MISTAKES = [
    (CLOSURES, "(p - t) / len(t)", "p - t", "return p - t", "Of all gradients: It is m = 16"),
    (CLOSURES, "    d = back_a2(d)\n", "", "gw2, gb2", "This is dA[2] as it came"),
    (CLOSURES, "affine(a2,", "affine(h2,", "affine(h2", "This takes Z[2]; A[2] is meant."),
    (TAPE, "(1 - t ** 2) * out.grad", "(1 - t ** 2)", "(1 - t", "alone: it is not multiplied"),
    (TAPE, " / len(gap)", "", "2 * gap", "Of all gradients: It is m = 20"),
    (TAPE, "self.grad += 2", "self.grad -= 2", "grad -= 2", "The sign is turned."),
    (TAPE, "out.grad.sum(axis=0)", "out.grad.mean(axis=0)", ".mean(axis=0)", "taken twice"),
    (TAPE, "np.sum(gap ** 2, axis=1)", "np.sum(gap, axis=1) ** 2", "axis=1) **", "added up be"),
    (
        LISTS,
        "z = zs[-l]",
        "z = zs[l - 2]",
        "zs[l - 2]",
        "Here zs[l - 2] is Z[1], and zs[l - 1]",
    ),
    (LISTS, "acts[-2].T", "acts[-3].T", "acts[-3].T", "acts[-3] is A[1], and acts[-2] A[2]."),
    (LISTS, "gb[-l] = delta", "gb[-l] = sp", "= sp", "This is sigmoid′(Z[2]); dZ[2] is meant."),
    (LISTS, "* (1 - sigmoid(z))", "* (1 - z)", "* (1 - z)", "z stands here; sigmoid(z) is mea"),
    (LISTS, "y) * slope(zs[-1])", "y)", "= (acts[-1] - y", "This is A[3] − Y: it is not"),
    (OBJECTS, "s * (1 - s)", "x * (1 - x)", "x * (1 - x)", "This is Z[3](1 − Z[3]);"),
    (OBJECTS, " + self.b", "", "self.W @ x", "b[1] is not added to this."),
    (ROWS, "-t / q / 20", "-t / q", "dq = ", "Of all gradients: It is m = 20"),
    (ROWS, "-t / q / 20", "-t * q / 20", "dq = ", "* stands here; / is meant."),
    (ROWS, "np.eye(3)) - np", "np.eye(3)) + np", "jacobian = ", "diag(a) − a aᵀ is meant"),
    (
        LOGIT,
        "sigmoid(A1 @ W2 + b2)",
        "sigmoid(np.maximum(0, A1 @ W2 + b2))",
        "0, A1",
        "relu is",
    ),
    (ADDING, "* (1 - o ** 2)", "* o * (1 - o)", "* o *", "A[2](1 − A[2]); tanh′(Z[2]) is meant."),
    (ADDING, "b += 0.3", "b -= 0.3", "b -= 0.3", "to be added, as the others are"),
    (ALONE, "g_co = d_o", "g_co = p", "g_co = p", "This is A[2]; dZ[2] is meant."),
    (ALONE, "d_o[label] -= 1", "d_o[label] = -1", "d_o[label] =", "= stands here; += is meant."),
    (ALONE, "d_o[label] -= 1", "d_o[label] += 1", "d_o[label] +", "+= stands here; -= is meant."),
    (ALONE, "g_ch = d_s", "g_ch = d_h", "g_ch = d_h", "This is dA[1]; dZ[1] is meant."),
    (MOMENTUM, "self.vb + self.gb", "self.vb - self.gb", "- self.gb", "sign is turned here"),
    (
        MOMENTUM,
        "0.02 * self.vw",
        "0.02 * self.vb[:, None]",
        "self.w -=",
        "along what b[1] goes along",
    ),
    (MOMENTUM, "return up @ self.w", "return up @ self.gw", "up @ self.gw", "takes dW[2] for W[2]"),
]


def told(code: str, reference: Reference) -> tuple[int, str] | None:
    look = CodeLook(text=Program("n.py", code), reference=reference)
    judgement = look.judge(run_program(look.read()))
    first = judgement.first
    if first is None:
        assert not judgement.noticed
        return None
    return first.event.line, first.message


@pytest.mark.parametrize(
    "code",
    NETWORKS,
    ids=["closures", "tape", "lists", "objects", "rows", "logit", "adding", "alone", "momentum"],
)
def test_right_programs_are_not_accused(code: str) -> None:
    assert told(code, NETWORKS[code]) is None


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("code", "right", "wrong", "at", "said"),
    MISTAKES,
    ids=[wrong or right for _, right, wrong, _, _ in MISTAKES],
)
def test_it_is_told_where_it_begins(code: str, right: str, wrong: str, at: str, said: str) -> None:
    assert code.count(right) == 1
    mistaken = code.replace(right, wrong)
    line = next(n for n, each in enumerate(mistaken.splitlines(), 1) if at in each)
    found = told(mistaken, NETWORKS[code])
    assert found is not None
    assert found[0] == line
    assert said in found[1]
