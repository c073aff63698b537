"""Parameters in lists, objects and optimizers: names that are given anew in place of a change."""

from __future__ import annotations

from itertools import count

import pytest

from tutor.programs.causes import cause_of
from tutor.programs.comparison import compare
from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.recorded import Recorded
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

OBJECTS = """import numpy as np
rng = np.random.default_rng(1)
class Linear:
    def __init__(self, n, k):
        self.W, self.b = rng.normal(size=(n, k)), np.zeros(k)
        self.dW = np.zeros_like(self.W)
        self.db = np.zeros_like(self.b)
    def forward(self, x):
        self.x = x
        return x @ self.W + self.b
    def backward(self, up):
        self.dW[...] = self.x.T @ up
        self.db[...] = up.sum(axis=0)
        return up @ self.W.T
    def params(self):
        return [self.W, self.b]
    def grads(self):
        return [self.dW, self.db]
class SGD:
    def __init__(self, params, grads, rate):
        self.params, self.grads, self.rate = params, grads, rate
    def zero_grad(self):
        for g in self.grads:
            g[...] = 0
    def step(self):
        for p, g in zip(self.params, self.grads):
            p -= self.rate * g
X = rng.uniform(-1, 1, (20, 2))
Y = np.stack([X[:, 0] * X[:, 1], X[:, 0] ** 2], axis=1)
one, two = Linear(2, 5), Linear(5, 2)
opt = SGD(one.params() + two.params(), one.grads() + two.grads(), 0.1)
for epoch in range(6):
    opt.zero_grad()
    H = np.tanh(one.forward(X))
    out = two.forward(H)
    up = two.backward(2 * (out - Y) / out.size)
    one.backward(up * (1 - H**2))
    opt.step()
"""
PILE = ("self.dW[...] = self.x", "self.dW += self.x"), ("self.db[...] = up", "self.db += up")
RESET = "            g[...] = 0\n"
LISTS = """import numpy as np
rng = np.random.default_rng(3)
X = rng.normal(size=(20, 2))
T = np.eye(3)[rng.integers(0, 3, 20)]
params = [rng.normal(size=(2, 5)), np.zeros(5), rng.normal(size=(5, 3)), np.zeros(3)]
def gradients(params):
    V, c, U, d = params
    h = np.tanh(X @ V + c)
    e = np.exp(h @ U + d)
    top = (e / e.sum(axis=1, keepdims=True) - T) / len(X)
    low = top @ U.T * (1 - h**2)
    return [X.T @ low, low.sum(axis=0), h.T @ top, top.sum(axis=0)]
def update(params, grads):
    new = []
    for p, g in zip(params, grads):
        new.append(p - 0.5 * g)
    return new
for epoch in range(6):
    grads = gradients(params)
    params = update(params, grads)
"""
NEW = """    new = []
    for p, g in zip(params, grads):
        new.append(p - 0.5 * g)
    return new
"""
IN_PLACE = """    for p, g in zip(params, grads):
        p -= 0.5 * g
    return params
"""
LAYERS = """import numpy as np
rng = np.random.default_rng(2)
class Layer:
    def __init__(self, n, k):
        self.W, self.b = rng.normal(size=(k, n)), np.zeros((k, 1))
    def forward(self, A):
        self.below = A
        self.A = 1 / (1 + np.exp(-(self.W @ A + self.b)))
        return self.A
    def backward(self, dA):
        dZ = dA * self.A * (1 - self.A)
        self.dW = dZ @ self.below.T / dZ.shape[1]
        self.db = dZ.mean(axis=1, keepdims=True)
        return self.W.T @ dZ
    def grads(self):
        return [self.dW, self.db]
X = rng.normal(size=(2, 20))
Y = (X[:1] * X[1:] > 0) * 1.0
layers = [Layer(2, 4), Layer(4, 1)]
for epoch in range(6):
    A = X
    for layer in layers:
        A = layer.forward(A)
    dA = (A - Y) / (A * (1 - A))
    for layer in reversed(layers):
        dA = layer.backward(dA)
    for layer in layers:
        layer.W = layer.W - 0.5 * layer.dW
        layer.b = layer.b - 0.5 * layer.db
"""
STEPS = """        layer.W = layer.W - 0.5 * layer.dW
        layer.b = layer.b - 0.5 * layer.db
"""
TAKEN = """        W, b = layer.W, layer.b
        W = W - 0.5 * layer.dW
        b = b - 0.5 * layer.db
"""
ONCE = """    if not epoch:
        grads = [g for layer in layers for g in layer.grads()]
    params = [p for layer in layers for p in (layer.W, layer.b)]
    for p, g in zip(params, grads):
        p -= 0.5 * g
"""
Changes = tuple[tuple[str, str], ...]


def _changed(code: str, changes: Changes) -> str:
    for right, wrong in changes:
        assert code.count(right) == 1
        code = code.replace(right, wrong)
    return code


def _run(code: str, changes: Changes) -> Recorded:
    return run_program(Program("n.py", _changed(code, changes)))


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (OBJECTS, ()),
        (OBJECTS, PILE),
        (OBJECTS, (*PILE, (RESET, "            g *= 0\n"))),
        (OBJECTS, (("zip(self.params, self.grads):", "list(zip(self.params, self.grads)):"),)),
        (LISTS, ()),
        (LISTS, (("update(params, grads)\n", "update(list(params), grads)\n"),)),
        (
            LISTS,
            ((NEW, IN_PLACE),),
        ),
        (LISTS, (("for epoch", "best = [p.copy() for p in params]\nfor epoch"),)),
        (LISTS, (("(p - 0.5 * g)\n", "(p - 0.5 * g)\n        p = p - g\n"),)),
        (LAYERS, ()),
        (LAYERS, ((STEPS, TAKEN + "        layer.W, layer.b = W, b\n"),)),
        (LAYERS, ((STEPS, TAKEN + "        setattr(layer, 'W', W)\n        layer.b[...] = b\n"),)),
    ],
    ids=count(),
)
def test_what_is_stored_afterwards_is_not_accused(code: str, changes: Changes) -> None:
    assert noticed(_run(code, changes)) == []


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("code", "changes", "at"),
    [
        (OBJECTS, (("p -= self.rate", "p = p - self.rate"),), "p = p - self.rate"),
        (
            OBJECTS,
            (("= params, grads,", "= [np.array(p) for p in params], grads,"),),
            "np.array(p)",
        ),
        (OBJECTS, (("[self.W, self.b]", "[self.W.copy(), self.b.copy()]"),), "self.W.copy()"),
        (OBJECTS, (("[self.dW, self.db]", "[self.dW.copy(), self.db]"),), "self.dW.copy()"),
        (OBJECTS, (("self.dW[...] =", "self.dW ="),), "self.dW = self.x"),
        (OBJECTS, (("self.dW[...] =", "self.grad_W ="),), "self.grad_W ="),
        (OBJECTS, (*PILE, (RESET, "            g = np.zeros_like(g)\n")), "g = np.zeros"),
        (OBJECTS, (*PILE, (RESET, "            g = np.zeros(g.shape)\n")), "g = np.zeros"),
        (OBJECTS, (*PILE, (RESET, "            g = 0\n")), "g = 0"),
        (OBJECTS, (("    opt.step()", "    opt.step"),), "    opt.step"),
        (
            OBJECTS,
            (
                (
                    "params, self.grads, self.rate = params,",
                    "pairs, self.grads, self.rate = zip(params, grads),",
                ),
                ("zip(self.params, self.grads):", "self.pairs:"),
            ),
            "zip(params, grads)",
        ),
        (LISTS, (("    params = update(", "    update("),), "    update("),
        (LISTS, (("    params = update(", "    others = update("),), "others = update("),
        (LISTS, (("    return new", "    return params"),), "return params"),
        (
            LISTS,
            ((NEW, "    for p, g in zip(params, grads):\n        p = p - g\n    return params\n"),),
            "p = p - g",
        ),
        (
            LISTS,
            (
                ("    new = []", "    params = [p.copy() for p in params]\n    new = params"),
                ("new.append(p - 0.5 * g)", "p -= 0.5 * g"),
                ("    params = update(", "    update("),
            ),
            "p.copy()",
        ),
        (LAYERS, ((STEPS, TAKEN),), "W = W -"),
        (LAYERS, (("layer.W = layer.W", "layer.w = layer.W"),), "layer.w ="),
        (LAYERS, (("layer.W = layer.W", "layer.W == layer.W"),), "layer.W =="),
        (LAYERS, (("layer.b = layer.b", "layer.b"),), "layer.b -"),
        (
            LAYERS,
            (
                (
                    "    for layer in layers:\n        layer.W",
                    ONCE + "    for layer in ():\n        layer.W",
                ),
            ),
            "layer.grads()]",
        ),
    ],
    ids=count(),
)
def test_what_never_comes_to_a_parameter_is_told_where_it_is_lost(
    code: str, changes: Changes, at: str
) -> None:
    code = _changed(code, changes)
    lines = [n for n, each in enumerate(code.splitlines(), 1) if at in each]
    told = noticed(_run(code, ()))
    assert told
    assert told[0].line == lines[0]


def test_the_same_examples_again_are_no_larger_batch() -> None:
    run = _run(OBJECTS, (("p -= self.rate", "p = p - self.rate"),))
    assert compare(run, Reference((2, 5, 2), "tanh", "linear", "mse")).first is None


def test_the_loop_that_leaves_weights_out_is_told_before_their_names() -> None:
    code = _changed(
        LISTS,
        (
            (NEW, IN_PLACE.replace("params, grads", "params[2:], grads[2:]")),
            ("V, c, U, d = params\n", "W1, b1, W2, b2 = params\n"),
            ("X @ V + c", "X @ W1 + b1"),
            ("h @ U + d", "h @ W2 + b2"),
            ("top @ U.T", "top @ W2.T"),
        ),
    )
    run = run_program(Program("n.py", code))
    first, found = compare(run, Reference((2, 5, 3), "tanh")).first, noticed(run)
    told, _ = cause_of(first, found, run)
    assert told is not None
    assert "zip(params[2:]" in code.splitlines()[told.event.line - 1]
