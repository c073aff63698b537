"""The line that is told is that of the mistake, and none that a wrong value only passes."""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.partings import Parting
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

OBJECTS = """import numpy as np
rng = np.random.default_rng(0)
class Parameter:
    def __init__(self, data):
        self.data, self.grad = data, np.zeros_like(data)
class Linear:
    def __init__(self, below, above):
        self.weight = Parameter(rng.normal(size=(below, above)))
        self.bias = Parameter(np.zeros(above))
    def forward(self, x):
        self.x = x
        return x @ self.weight.data + self.bias.data
    def backward(self, grad):
        self.weight.grad = self.x.T @ grad
        self.bias.grad = grad.sum(axis=0)
        return grad @ self.weight.data.T
class ReLU:
    def forward(self, x):
        self.mask = x > 0
        return x * self.mask
    def backward(self, grad):
        return grad * self.mask
layers = [Linear(2, 5), ReLU(), Linear(5, 5), ReLU(), Linear(5, 3)]
def forward(x):
    for layer in layers:
        x = layer.forward(x)
    return x
X, y = rng.normal(size=(12, 2)), rng.integers(0, 3, 12)
for step in range(3):
    scores = forward(X)
    scores = scores - scores.max(axis=1, keepdims=True)
    log_probs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    loss = -log_probs[np.arange(12), y].mean()
    grad = np.exp(log_probs)
    grad[np.arange(12), y] -= 1
    grad = grad / 12
    for layer in reversed(layers):
        grad = layer.backward(grad)
    for layer in layers[::2]:
        for p in (layer.weight, layer.bias):
            p.data -= 0.1 * p.grad
"""

COLUMNS = """import numpy as np
rng = np.random.default_rng(0)
sizes = [2, 16, 4, 1]
W = [rng.normal(size=(n, k)) for k, n in zip(sizes, sizes[1:])]
b = [np.zeros((n, 1)) for n in sizes[1:]]
def weights(k):
    return W[k]
def sigmoid_backward(dA, A):
    return dA * A * (1 - A)
def tanh_backward(dA, A):
    return dA * (1 - A ** 2)
def forward(X):
    A = [X]
    for k in range(3):
        Z = weights(k) @ A[-1] + b[k]
        A.append(np.tanh(Z) if k < 2 else 1 / (1 + np.exp(-Z)))
    return A
def cost(P, Y):
    return -np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))
X = rng.normal(size=(2, 40))
Y = (X[:1] > X[1:]) * 1.0
for epoch in range(2):
    for at in range(0, 40, 24):
        x, t = X[:, at:at + 24], Y[:, at:at + 24]
        A = forward(x)
        m = x.shape[1]
        dA = -t / A[-1] + (1 - t) / (1 - A[-1])
        dZ = sigmoid_backward(dA, A[3])
        for k in (2, 1, 0):
            dW, db = dZ @ A[k].T / m, dZ.sum(axis=1, keepdims=True) / m
            if k:
                dA = W[k].T @ dZ
                dZ = tanh_backward(dA, A[k])
            W[k] = W[k] - 0.1 * dW
            b[k] = b[k] - 0.1 * db
    print(cost(forward(X)[-1], Y))
"""

ONE_BY_ONE = """import numpy as np
rng = np.random.default_rng(0)
X, y = rng.normal(size=(9, 3)), rng.normal(size=9)
w_in, b_in, w_out, b_out = rng.normal(size=(4, 3)), np.zeros(4), rng.normal(size=4), 0.0
for inputs, truth in zip(X, y):
    total = w_in @ inputs + b_in
    hid = 1 / (1 + np.exp(-total))
    answer = np.dot(w_out, hid) + b_out
    miss = answer - truth
    blame_out = miss * hid
    blame_hid = miss * w_out * hid * (1 - hid)
    w_out = w_out - 0.1 * blame_out
    b_out = b_out - 0.1 * miss
    w_in = w_in - 0.1 * np.outer(blame_hid, inputs)
    b_in = b_in - 0.1 * blame_hid
"""

SHARES = """import numpy as np
rng = np.random.default_rng(0)
X, y = rng.normal(size=(12, 2)), rng.integers(0, 3, 12)
Y = np.eye(3)[y]
W1, b1, W2, b2 = rng.normal(size=(2, 5)), np.ones(5), rng.normal(size=(5, 3)), np.ones(3)
for step in range(4):
    A1 = np.tanh(X @ W1 + b1)
    P = np.exp(A1 @ W2 + b2)
    P = P / P.sum(axis=1, keepdims=True)
    logs = -np.log(P[np.arange(12), y])
    loss = np.mean(logs)
    d2 = (P - Y) / 12
    d1 = d2 @ W2.T * (1 - A1 ** 2)
    W2 = W2 - 0.1 * A1.T @ d2
    b2 = b2 - 0.1 * d2.sum(axis=0)
    W1 = W1 - 0.1 * X.T @ d1
    b1 = b1 - 0.1 * d1.sum(axis=0)
test = rng.normal(size=(5, 2))
hidden = np.tanh(test @ W1 + b1)
scaled = (hidden @ W2 + b2) * 7 + 2
"""
LISTS = """import numpy as np
rng = np.random.default_rng(0)
sizes = [2, 5, 3]
W = [rng.normal(size=(n, k)) for k, n in zip(sizes, sizes[1:])]
b = [rng.normal(size=(n, 1)) for n in sizes[1:]]
slope = [lambda z: 1 - np.tanh(z) ** 2, lambda z: 1 / (2 + 2 * np.cosh(z))]
X, Y = rng.normal(size=(2, 12)), rng.integers(0, 2, (3, 12))
for step in range(4):
    a, zs, activations = X, [], [X]
    for k in range(2):
        z = W[k] @ a + b[k]
        a = np.tanh(z) if k == 0 else 1 / (1 + np.exp(-z))
        zs.append(z)
        activations.append(a)
    delta = (activations[-1] - Y) * slope[1](zs[-1]) / 12
    back = W[1].T @ delta * slope[0](zs[0])
    given = activations[1]
    W[1] = W[1] - 0.1 * (delta @ given.T)
    b[1] = b[1] - 0.1 * delta.sum(axis=1, keepdims=True)
    W[0] = W[0] - 0.1 * back @ X.T
    b[0] = b[0] - 0.1 * back.sum(axis=1, keepdims=True)
"""

TENSORS = """import numpy as np
rng = np.random.default_rng(0)
class Tensor:
    def __init__(self, data, back=None):
        self.data, self.back = np.asarray(data, dtype=float), back
        self.grad = np.zeros_like(self.data)
    def affine(self, W, b):
        out = Tensor(self.data @ W.data)
        moved = Tensor(out.data + b.data)
        def back():
            out.grad += moved.grad
            b.grad += moved.grad.sum(axis=0)
            self.grad += out.grad @ W.data.T
            W.grad += self.data.T @ out.grad
        moved.back = back
        return moved
    def sigmoid(self):
        out = Tensor(1 / (1 + np.exp(-self.data)))
        def back():
            self.grad += out.grad * out.data * (1 - out.data)
        out.back = back
        return out
X = rng.normal(size=(12, 2))
Y = (X[:, :1] > X[:, 1:]) * 1.0
params = [Tensor(rng.normal(size=s)) for s in ((2, 4), (4,), (4, 1), (1,))]
for step in range(3):
    W1, b1, W2, b2 = params
    hidden = Tensor(X).affine(W1, b1)
    fired = hidden.sigmoid()
    last = fired.affine(W2, b2)
    out = last.sigmoid()
    out.grad += (out.data - Y) / (out.data * (1 - out.data)) / 12
    for each in (out, last, fired, hidden):
        each.back()
    for p in params:
        p.data = p.data - 0.1 * p.grad
        p.grad = np.zeros_like(p.data)
"""
JACOBIAN = """import numpy as np
rng = np.random.default_rng(0)
def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()
def slopes(s):
    return np.diag(s) - np.outer(s, s)
V, c = rng.normal(size=(4, 3)), np.zeros(4)
U, d = rng.normal(size=(2, 4)), np.zeros(2)
for x, t in zip(rng.normal(size=(6, 3)), np.eye(2)[[0, 1, 1, 0, 1, 0]]):
    h = np.tanh(V @ x + c)
    s = softmax(U @ h + d)
    back = slopes(s) @ (-t / s)
    below = U.T @ back * (1 - h ** 2)
    U = U - 0.1 * np.outer(back, h)
    d = d - 0.1 * back
    V = V - 0.1 * np.outer(below, x)
    c = c - 0.1 * below
"""

REFERENCES = {
    OBJECTS: Reference((2, 5, 5, 3)),
    COLUMNS: Reference((2, 16, 4, 1), "tanh"),
    ONE_BY_ONE: Reference((3, 4, 1), "sigmoid", "linear", "mse"),
    SHARES: Reference((2, 5, 3), "tanh"),
    LISTS: Reference((2, 5, 3), "tanh", "sigmoid", "mse"),
    TENSORS: Reference((2, 4, 1), "sigmoid"),
    JACOBIAN: Reference((3, 4, 2), "tanh"),
}


def first_difference(text: str, right: str = "", wrong: str = "") -> Parting | None:
    assert not right or text.count(right) == 1
    recorded = run_program(Program("own.py", text.replace(right, wrong)))
    return compare(recorded, REFERENCES[text]).first


@pytest.mark.parametrize("text", REFERENCES)
def test_the_right_programs_are_not_accused(text: str) -> None:
    assert first_difference(text) is None


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("text", "right", "wrong", "told"),
    [
        (OBJECTS, " + self.bias.data", "", "x @ self.weight.data"),
        (OBJECTS, "return grad * self.mask", "return grad", "grad"),
        (OBJECTS, "grad = np.exp(log_probs)", "grad = log_probs.copy()", "log_probs.copy()"),
        (COLUMNS, "tanh_backward(dA, A[k])", "sigmoid_backward(dA, A[k])", None),
        (COLUMNS, "m = x.shape[1]", "m = x.shape[0]", "x.shape[0]"),
        (COLUMNS, "m = x.shape[1]", "m = t.shape[0]", "t.shape[0]"),
        (COLUMNS, "+ (1 - Y)", "- (1 - Y)", None),
        (ONE_BY_ONE, "miss * hid\n", "miss * total\n", "miss * total"),
        (ONE_BY_ONE, "np.dot(w_out, hid) + b_out", "np.tanh(np.dot(w_out, hid) + b_out)", None),
        (SHARES, "-np.log(P[np.arange(12), y])", "np.log(P[np.arange(12), y])", None),
        (SHARES, "P[np.arange(12), y]", "P[:, y]", "P[:, y]"),
        (SHARES, "np.mean(logs)", "-np.mean(Y * np.log(P))", None),
        (SHARES, "np.mean(logs)", "-np.mean(Y * np.log(P)) / 12", None),
        (SHARES, "test @ W1 + b1", "test @ W1", "test @ W1"),
        (SHARES, "(hidden @ W2 + b2) * 7 + 2", "hidden @ W2 + b2 * 7 + 2", "b2 * 7"),
        (LISTS, "activations.append(a)", "activations.append(z)", "z"),
        (LISTS, "W[k] @ a + b[k]", "W[k] @ a", "W[k] @ a"),
        (LISTS, "given = activations[1]", "given = zs[0]", None),
        (SHARES, "np.exp(A1 @ W2 + b2)", "A1 @ W2 + b2", None),
        (TENSORS, "out.data - Y", "out.data + Y", None),
        (TENSORS, "np.exp(-self.data)", "np.exp(self.data)", None),
        (JACOBIAN, "np.diag(s) - np", "np.diag(s) + np", "np.diag(s) + np.outer(s, s)"),
        (JACOBIAN, "e / e.sum()", "e / e.max()", "e / e.max()"),
    ],
)
def test_it_is_told_at_the_line_of_the_mistake(
    text: str, right: str, wrong: str, told: str | None
) -> None:
    first = first_difference(text, right, wrong)
    assert first is not None
    line = text[: text.index(right)].count("\n") + 1
    assert first.event.line == line
    assert told is None or first.event.place.text == told


def test_a_wrong_slope_at_the_outputs_is_told_as_one() -> None:
    first = first_difference(LISTS, "1 / (2 + 2 * np.cosh(z))", "1 - z ** 2")
    assert first is not None and first.event.place.text == "1 - z ** 2"
    assert "sigmoid′(Z[2]) is meant" in first.message
