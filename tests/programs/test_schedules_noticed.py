"""Rates that fall on top of themselves, that nothing takes, or that are 0; right ones show none."""

from __future__ import annotations

import re

import pytest

from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.running import run_program

BEGIN = """
import math
import numpy as np
rng = np.random.default_rng(1)
X, y = rng.normal(size=(12, 3)), rng.normal(size=(12, 1))
slope = lambda w: X.T @ (X @ w - y) / 12
w = rng.normal(size=(3, 1))
lr0, lr, rate, decay, every = 0.05, 0.05, 0.05, 0.1, 20
class Net:
    def __init__(self, lr):
        self.lr, self.decay, self.t = lr, 0.1, 0
"""

RIGHT = {
    "by itself alone": """
for epoch in range(6):
    w = w - lr * slope(w)
    lr = lr * 0.95
    if epoch % 2 == 1:
        lr /= 2
    print(epoch, lr)
""",
    "begun anew in each step": """
class Local(Net):
    def step(self, w):
        lr = self.lr
        lr *= 1.0 / (1.0 + self.decay * self.t)
        self.t += 1
        return w - lr * slope(w)
net = Local(0.05)
for epoch in range(6):
    w = net.step(w)
""",
    "begun anew in each turn": """
for epoch in range(6):
    lr = lr0
    lr = lr / (1 + decay * epoch)
    w = w - lr * slope(w)
""",
    "a warm-up from 0": """
for epoch in range(6):
    lr = lr0 * min(1, epoch / 3)
    w = w - lr * slope(w)
""",
    "a cosine, kept elsewhere": """
net = Net(0.05)
for epoch in range(6):
    net.lr = lr0 * (1 + math.cos(math.pi * epoch / 6)) / 2
    w = w - net.lr * slope(w)
""",
    "shown beside the first": """
for epoch in range(6):
    rate = lr0 * decay ** (epoch // every)
    print(f"{lr0} became {rate}")
    w -= rate * slope(w)
""",
    "always of the first": """
class Falling(Net):
    def end(self, epoch):
        self.lr = lr0
        self.lr = self.lr / (1 + self.decay * epoch)
def less(rate, epoch):
    return rate / (1 + decay * epoch)
net = Falling(0.05)
for epoch in range(2):
    lr = less(lr0, epoch)
    w = w - lr * net.lr * slope(w)
    net.end(epoch + 1)
""",
    "one parameter held": """
rates = [0, 0.1]
u = w.copy()
for epoch in range(6):
    lr_w, lr_u = rates
    w -= lr_w * slope(w)
    u -= lr_u * slope(u)
""",
}
WRONG = {
    "on top of itself": """
for epoch in range(6):
    w = w - lr * slope(w)
    lr = lr / (1 + decay * epoch)  # compounding rate
""",
    "powers on top of each other": """
for epoch in range(6):
    rate *= 0.9 ** epoch  # compounding rate
    w = w - rate * slope(w)
""",
    "on top of an attribute": """
class Kept(Net):
    def step(self, w):
        self.t += 1
        self.lr *= 1 / (1 + self.decay * self.t)  # compounding rate
        return w - self.lr * slope(w)
net = Kept(0.05)
for epoch in range(6):
    w = net.step(w)
""",
    "on top of an attribute, by the number of the turn": """
class Falling(Net):
    def end(self, epoch):
        self.lr = self.lr / (1 + self.decay * epoch)  # compounding rate
net = Falling(0.05)
for epoch in range(2):
    w = w - net.lr * slope(w)
    net.end(epoch + 1)
""",
    "handed back": """
def less(rate, epoch):
    return rate / (1 + decay * epoch)
for epoch in range(2):
    w = w - lr * slope(w)
    lr = less(lr, epoch)  # compounding rate
""",
    "no brackets": """
for epoch in range(6):
    step_size = lr0 / 1 + decay * epoch  # growing rate
    w = w - step_size * slope(w)
""",
    "nothing takes it": """
for epoch in range(6):
    rate = lr0 / (1 + decay * epoch)  # unused rate
    w = w - lr * slope(w)
""",
    "the first is handed over": """
def moved(w, g, lr):
    return w - lr * g
for epoch in range(6):
    lr = lr0 / (1 + decay * epoch)
    w = moved(w, slope(w), lr0)  # unused rate
    print(epoch, lr)
""",
    "the first is taken of an object": """
class Two(Net):
    lr0 = 0.05
    def step(self, w):
        return w - self.lr0 * slope(w)  # unused rate
    def run(self, w):
        for epoch in range(6):
            self.lr = self.lr0 / (1 + self.decay * epoch)
            w = self.step(w)
Two(0.05).run(w)
""",
    "no brackets in a share of it": """
for epoch in range(6):
    share = 1.0 / 1.0 + decay * epoch  # growing rate
    w = w - share * lr * slope(w)
""",
    "0 with its sign": """
eta = 1 // 10  # rate of 0
for epoch in range(6):
    w += -eta * slope(w)
""",
    "a quotient without its rest": """
for epoch in range(6):
    rate = lr0 // (1 + decay * epoch)  # rate of 0
    w -= rate * slope(w)
""",
    "an integer from a default": """
def fit(w, lr=1 // 10):  # rate of 0
    for epoch in range(6):
        w = w - lr * slope(w)
    return w
fit(w)
""",
}


def _noticed(code: str) -> set[tuple[int, str]]:
    run = run_program(Program("code.py", code))
    assert run.message == ""
    return {(each.line, each.kind) for each in noticed(run)}


def test_right_schedules_are_not_noticed() -> None:
    assert _noticed(BEGIN + "w = rng.normal(size=(3, 1))\n".join(RIGHT.values())) == set()


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG.keys())
def test_wrong_schedules_are_noticed_on_their_lines(body: str) -> None:
    """The comments at the ends of lines are the kinds of the mistakes."""
    lines = enumerate((BEGIN + body).split("\n"), 1)
    marked = {(n, found[1]) for n, line in lines if (found := re.search(r"  # (.+)$", line))}
    assert _noticed(BEGIN + body) == marked
