"""Layers, losses and functions of a program's own: what is wrong already as it comes is told there.

A way back that takes up a value of the way forward, an argument that another is handed over for, a
loss whose examples are wrong, a logarithm of shares.
"""

from __future__ import annotations

import pytest

from tutor.programs.comparison import compare
from tutor.programs.program import Program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

OBJECTS = """import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(20, 1))
Y = np.hstack([np.sin(X), X**2])
class Dense:
    def __init__(self, n, units):
        self.W, self.b = rng.normal(size=(n, units)), np.full((1, units), 0.1)
    def forward(self, inputs):
        self.inputs = inputs
        self.output = np.dot(inputs, self.W) + self.b
    def backward(self, dvalues):
        self.dW = np.dot(self.inputs.T, dvalues)
        self.db = np.sum(dvalues, axis=0, keepdims=True)
        self.dinputs = np.dot(dvalues, self.W.T)
class ReLU:
    def forward(self, inputs):
        self.inputs = inputs
        self.output = np.maximum(0, inputs)
    def backward(self, dvalues):
        self.dinputs = dvalues.copy()
        self.dinputs[self.inputs <= 0] = 0
class Loss:
    def calculate(self, output, y):
        each = self.forward(output, y)
        return np.mean(each)
class SquaredError(Loss):
    def forward(self, output, y):
        return np.mean((y - output) ** 2, axis=-1)
    def backward(self, output, y):
        self.dinputs = 2 * (output - y) / y.size
one, relu, two, relu2, three = Dense(1, 6), ReLU(), Dense(6, 6), ReLU(), Dense(6, 2)
loss = SquaredError()
for epoch in range(3):
    one.forward(X)
    relu.forward(one.output)
    two.forward(relu.output)
    relu2.forward(two.output)
    three.forward(relu2.output)
    cost = loss.calculate(three.output, Y)
    loss.backward(three.output, Y)
    three.backward(loss.dinputs)
    relu2.backward(three.dinputs)
    two.backward(relu2.dinputs)
    relu.backward(two.dinputs)
    one.backward(relu.dinputs)
    for layer in (one, two, three):
        layer.W -= 0.05 * layer.dW
        layer.b -= 0.05 * layer.db
"""
FUNCTIONS = """import numpy as np
rng = np.random.default_rng(1)
X = rng.normal(size=(20, 2))
t = rng.integers(0, 3, 20)
sizes = [2, 5, 5, 3]
P = {}
for k in (1, 2, 3):
    P[f"W{k}"], P[f"b{k}"] = rng.normal(size=sizes[k - 1:k + 1]), np.full(sizes[k], 0.1)
def affine(x, w, b):
    return x @ w + b, (x, w)
def affine_back(up, cache):
    x, w = cache
    return up @ w.T, x.T @ up, up.sum(axis=0)
def relu(z):
    return np.maximum(0, z), z
def relu_back(up, z):
    return up * (z > 0)
def layer_back(up, caches):
    of_sum, of_relu = caches
    down = relu_back(up, of_relu)
    return affine_back(down, of_sum)
def log_softmax(z):
    top = z.max(axis=1, keepdims=True)
    whole = top + np.log(np.exp(z - top).sum(axis=1, keepdims=True))
    return z - whole
for step in range(3):
    z1, c1 = affine(X, P["W1"], P["b1"])
    h1, r1 = relu(z1)
    z2, c2 = affine(h1, P["W2"], P["b2"])
    h2, r2 = relu(z2)
    scores, c3 = affine(h2, P["W3"], P["b3"])
    top = (np.exp(log_softmax(scores)) - np.eye(3)[t]) / len(X)
    back2, dW3, db3 = affine_back(top, c3)
    back1, dW2, db2 = layer_back(back2, (c2, r2))
    _, dW1, db1 = layer_back(back1, (c1, r1))
    for k, dW, db in ((1, dW1, db1), (2, dW2, db2), (3, dW3, db3)):
        P[f"W{k}"] -= 0.1 * dW
        P[f"b{k}"] -= 0.1 * db
"""
PLAIN_SLOPE = """
    a = 1 / (1 + np.exp(-(X @ W + b)))
    out = 1 / (1 + np.exp(-(a @ V + c)))
    d_out = 2 * (out - Y) / len(X) * out * (1 - out)
    into_V = a.T @ d_out
    into_a = d_out @ V.T
    slope = a * (1 - a)
    into_W = X.T @ (into_a * slope)
    into_b = np.sum(into_a * slope, axis=0)
    W -= 0.5 * into_W
    b -= 0.5 * into_b
    V -= 0.5 * into_V
    c -= 0.5 * d_out.sum(axis=0)
"""
BEGIN = """import numpy as np
rng = np.random.default_rng(2)
X, Y = rng.normal(size=(20, 2)), rng.uniform(size=(20, 3))
W, b = rng.normal(size=(2, 4)), np.full(4, 0.1)
V, c = rng.normal(size=(4, 3)), np.full(3, 0.1)
for step in range(3):"""
NETWORKS = {
    OBJECTS: Reference((1, 6, 6, 2), "relu", "linear", "mse"),
    FUNCTIONS: Reference((2, 5, 5, 3), "relu"),
    BEGIN + PLAIN_SLOPE: Reference((2, 4, 3), "sigmoid", "sigmoid", "mse"),
}


def _first(code: str, reference: Reference) -> tuple[int, str] | None:
    first = compare(run_program(Program("n.py", code)), reference).first
    return (first.event.line, first.message) if first else None


@pytest.mark.parametrize("text", NETWORKS, ids=["objects", "functions", "plain"])
def test_right_layers_are_not_accused(text: str) -> None:
    assert _first(text, NETWORKS[text]) is None


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("right", "wrong", "at", "said"),
    [
        ("= dvalues.copy()", "= self.inputs.copy()", "self.inputs.copy()", "of the way forward"),
        ("= dvalues.copy()", "= (self.inputs > 0).astype(float)", ".astype", "alone"),
        ("(y - output) ** 2", "y**2 - output**2", "y**2 - output**2", "before the difference"),
        ("relu.backward(two.din", "relu.backward(relu2.din", "relu.backward(", "handed over"),
        ("layer_back(back1,", "layer_back(back2,", "layer_back(back2, (c1", "handed over"),
        ("affine(h2, ", "affine(h1, ", 'affine(h1, P["W3"]', "; A[2] is meant."),
        ("whole = top + np", "whole = np", "whole = np", "the maximum is to be added"),
        ("(np.exp(log_softmax(scores))", "(log_softmax(scores)", "top = (log", "its logarithm"),
        ("slope = a * (1 - a)", "slope = 1 - a**2", "slope = 1", "sigmoid"),
    ],
)
def test_it_is_told_where_it_begins_to_be_wrong(right: str, wrong: str, at: str, said: str) -> None:
    text = next(each for each in NETWORKS if right in each)
    assert text.count(right) == 1
    code = text.replace(right, wrong)
    found = _first(code, NETWORKS[text])
    line = next(n for n, each in enumerate(code.splitlines(), 1) if at in each)
    assert found is not None
    assert found[0] == line
    assert said in found[1] or said == "sigmoid"
