"""Rates that grow or fade, corrections without their power; right ones show nothing."""

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
part = lambda w, i: X[i : i + 3].T @ (X[i : i + 3] @ w - y[i : i + 3]) / 3
w = rng.normal(size=(3, 1))
beta1, beta2, lr, eps = 0.9, 0.99, 0.05, 1e-8
cfg = {"lr": 0.05, "lr_decay": 0.9}
"""

RIGHT = {
    "a warm-up by a share, and a fall by one in each turn": """
lr0, warm, decay, w = 0.05, 40, 0.1, rng.normal(size=(3,1))
for t in range(6):
    lr = lr0 * t / (1 + warm)
    w = w - lr * slope(w)
for t in range(6):
    lr = lr0 / (1 + decay) ** t
    w = w - lr * slope(w)
""",
    "falling to a third, and a few times to a tenth": """
lr, rate = 0.1, 0.1
for epoch in range(30):
    w -= lr * part(w, 0)
    lr *= 0.34
    if epoch % 10 == 9:
        lr *= 0.1
for stage in range(4):
    w -= rate * part(w, 0)
    rate *= 0.1
""",
    "by whether the loss falls": """
w, lr, decay, last = rng.normal(size=(3,1)), 0.05, 0.9, 1e9
for epoch in range(6):
    g = slope(w)
    J = ((X @ w - y) ** 2).mean()
    if J < last:
        lr /= decay
    else:
        lr *= decay
    w -= lr * g
    last = J
""",
    "stopped early": """
def fit(w, eta0=0.1, decay=0.01, n=9):
    for it in range(n):
        if it > 0 and abs(slope(w)).max() < 1e-9:
            break
        step = eta0 / (1 + decay * it)
        w = w - step * slope(w)
    return w
fit(rng.normal(size=(3,1)))
""",
    "a warm-up in a function": """
def rate_at(t, lr=0.1, warmup=3, decay=0.5):
    if t < warmup:
        return lr * (1 + t / warmup)
    return lr / (1 + decay * t)
def fit(w, n=9):
    for it in range(n):
        step = rate_at(it)
        w = w - step * slope(w)
    return w
fit(rng.normal(size=(3,1)))
""",
    "a warm-up": """
def fit(w, base_lr=0.1, warmup=3, n=9):
    for it in range(n):
        step = base_lr
        if it < warmup:
            step = base_lr * (1 + it / warmup)
        w = w - step * slope(w)
    return w
fit(rng.normal(size=(3,1)))
""",
    "handed to a method": """
class Net:
    def __init__(self, learningRate, decay):
        self.learningRate, self.decay = learningRate, decay
        self.w = rng.normal(size=(3,1))
    def fit(self):
        for epoch in range(6):
            self.move(self.learningRate)
            self.learningRate *= self.decay
    def move(self, rate):
        self.w -= rate * slope(self.w)
Net(0.1, 0.9).fit()
""",
    "a momentum that grows": """
w, v, lr = rng.normal(size=(3,1)), 0, 0.05
momentum_decay = 0.1
for epoch in range(6):
    mu = min(0.5 * (1 + momentum_decay * epoch), 0.9)
    l2 = lr * 0.001 * (1 + epoch / 10)
    v = mu * v - lr * slope(w)
    w += v
""",
    "powers kept in a number": """
w, m, v, t = rng.normal(size=(3,1)), np.zeros((3,1)), np.zeros((3,1)), 0
b1t = b2t = 1
for t in range(1, 7):
    g = slope(w)
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g ** 2
    b1t *= beta1; b2t *= beta2
    w = w - lr * m / (1 - b1t) / (np.sqrt(v / (1 - b2t)) + eps)
""",
    "an average turned to a velocity": """
w, m, v, t = rng.normal(size=(3,1)), np.zeros((3,1)), np.zeros((3,1)), 0
for t in range(6):
    m = beta1 * m + (1 - beta1) * slope(w)
    w = w - lr * m / (1 - beta1)
""",
    "folded into the rate": """
w, m, v, t = rng.normal(size=(3,1)), np.zeros((3,1)), np.zeros((3,1)), 0
for t in range(1, 7):
    g = slope(w)
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g ** 2
    w -= lr * np.sqrt(1 - beta2 ** t) / (1 - beta1 ** t) * m / (np.sqrt(v) + eps)
""",
    "falling after each epoch": """
lr = 0.1
for epoch in range(40):
    for i in range(0, 12, 3):
        w -= lr * part(w, i)
    lr *= 0.9
""",
    "falling slowly after each batch": """
lr = 0.1
for epoch in range(40):
    for i in range(0, 12, 3):
        w -= lr * part(w, i)
        lr = 0.99 * lr
""",
    "falling from the first rate in each turn": """
for lr in (0.1, 0.2):
    for trial in range(40):
        lr = 0.1
        for i in range(0, 12, 3):
            w -= lr * part(w, i)
            lr *= 0.9
""",
    "falling to a bound": """
lr = 0.1
for epoch in range(40):
    for i in range(0, 12, 3):
        w -= lr * part(w, i)
        lr *= 0.9
        lr = max(lr, 0.01)
for epoch in range(40):
    for i in range(0, 12, 3):
        w -= lr * part(w, i)
        if lr > 0.01: lr *= 0.9
""",
    "falling in calls, each from the first rate": """
def fit(w, lr=0.1, n=12):
    for i in range(n):
        w = w - lr * part(w, i)
        lr *= 0.9
for trial in range(60): fit(w)
""",
}

WRONG = {
    "closed too early": """
class SGD:
    def __init__(self, lr, decay): self.lr, self.decay, self.t = lr, decay, 0
    def step(self, w, g):
        rate = self.lr * (1. / (1. + self.decay) * self.t)  # growing rate
        self.t += 1
        return w - rate * g
opt, w = SGD(0.1, 0.01), rng.normal(size=(3,1))
for epoch in range(6):
    w = opt.step(w, slope(w))
""",
    "closed too early before a fall": """
lr0, decay, w = 0.05, 0.1, rng.normal(size=(3,1))
for epoch in range(6):
    lr = lr0 * (1 - decay) * epoch  # growing rate
    w = w - lr * slope(w)
""",
    "handed to a function": """
def update(w, g, step):
    return w - step * g
w = rng.normal(size=(3,1))
for epoch in range(6):
    eta = cfg["lr"] / cfg["lr_decay"] ** epoch  # growing rate
    w = update(w, slope(w), eta)
""",
    "handed to a method": """
class Net:
    def __init__(self, learningRate, decay):
        self.learningRate, self.decay = learningRate, decay
        self.w = rng.normal(size=(3,1))
    def fit(self):
        for epoch in range(6):
            self.move(self.learningRate)
            self.learningRate /= self.decay  # growing rate
    def move(self, rate):
        self.w -= rate * slope(self.w)
Net(0.1, 0.9).fit()
""",
    "of an optimizer": """
class SGD:
    def __init__(self, lr): self.lr = lr
    def step(self, w, g): w -= self.lr * g
opt, lr0, w = SGD(0.1), 0.1, rng.normal(size=(3,1))
for epoch in range(6):
    opt.lr = lr0 * (1 + 0.1 * epoch)  # growing rate
    opt.step(w, slope(w))
""",
    "of another name": """
def fit(w, eta0=0.01, decay=0.01, n=9):
    for it in range(n):
        if it > 0 and abs(slope(w)).max() < 1e-9:
            break
        a = eta0 * (1 + decay * it)  # growing rate
        w = w - a * slope(w)
    return w
fit(rng.normal(size=(3,1)))
""",
    "one correction": """
w, m, v, t = rng.normal(size=(3,1)), np.zeros((3,1)), np.zeros((3,1)), 0
for t in range(1, 7):
    g = slope(w)
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g ** 2
    m_hat = m / (1 - beta1)  # no power
    w = w - lr * m_hat / (np.sqrt(v / (1 - beta2 ** t)) + eps)
""",
    "with a name": """
w, m, v, t = rng.normal(size=(3,1)), np.zeros((3,1)), np.zeros((3,1)), 0
for t in range(1, 7):
    g = slope(w)
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g ** 2
    c1 = 1 - beta1 ** t
    c2 = 1.0 - beta2  # no power
    w = w - lr * (m / c1) / (np.sqrt(v / c2) + eps)
""",
    "both corrections": """
w, m, v, t = rng.normal(size=(3,1)), np.zeros((3,1)), np.zeros((3,1)), 0
for t in range(1, 7):
    g = slope(w)
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g ** 2
    mh, vh = m / (1 - beta1), v / (1 - beta2)  # no power
    w = w - lr * mh / (np.sqrt(vh) + eps)
""",
    "folded into the rate": """
w, m, v, t = rng.normal(size=(3,1)), np.zeros((3,1)), np.zeros((3,1)), 0
for t in range(1, 7):
    g = slope(w)
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g ** 2
    w -= lr * np.sqrt(1 - beta2) / (1 - beta1) * m / (np.sqrt(v) + eps)  # no power
""",
    "state in a dictionary": """
w, m, v, t = rng.normal(size=(3,1)), np.zeros((3,1)), np.zeros((3,1)), 0
class Adam:
    def __init__(self): self.b = (0.9, 0.99); self.s = {}; self.t = 0
    def step(self, k, p, g):
        self.t += 1
        m, v = self.s.get(k, (0 * p, 0 * p))
        m += (1 - self.b[0]) * (g - m)
        v += (1 - self.b[1]) * (g * g - v)
        self.s[k] = m, v
        above = m / (1 - self.b[0])  # no power
        p -= 0.1 * above / (np.sqrt(v / (1 - self.b[1] ** self.t)) + 1e-8)
a = Adam()
for i in range(6): a.step("w", w, slope(w))
""",
    "falling after each batch": """
lr = 0.1
for epoch in range(40):
    for i in range(0, 12, 3):
        w -= lr * part(w, i)
        lr *= 0.9  # fading rate
""",
    "falling to what is to be taken away": """
def train(w, lr, decay=0.95, epochs=40):
    for epoch in range(epochs):
        w -= lr * part(w, 0)
        lr *= 1 - decay  # fading rate
    return w, epochs
train(w, 0.1)
""",
    "an attribute that falls after each batch": """
class Net:
    rate = 0.1
    def fit(self, w, epochs):
        for epoch in range(epochs):
            for i in range(0, 12, 3):
                w = w - self.rate * part(w, i)
                self.rate = self.rate * 0.9  # fading rate
Net().fit(w, 50)
""",
}


def _noticed(code: str) -> set[tuple[int, str]]:
    run = run_program(Program("code.py", code))
    assert run.message == ""
    return {(each.line, each.kind) for each in noticed(run)}


@pytest.mark.sampled
@pytest.mark.parametrize("body", RIGHT.values(), ids=RIGHT.keys())
def test_right_rates_are_not_noticed(body: str) -> None:
    assert _noticed(BEGIN + body) == set()


@pytest.mark.sampled
@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG.keys())
def test_wrong_rates_are_noticed_on_their_lines(body: str) -> None:
    """The comments at the ends of lines are the kinds of the mistakes."""
    lines = enumerate((BEGIN + body).split("\n"), 1)
    marked = {(n, found[1]) for n, line in lines if (found := re.search(r"  # (.+)$", line))}
    assert _noticed(BEGIN + body) == marked
