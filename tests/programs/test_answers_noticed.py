"""How answers are read from the outputs, and how the right ones are counted."""

from __future__ import annotations

import pytest

from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.running import run_program

ONE = """import numpy as np
rng = np.random.default_rng(1)
X = rng.normal(size=(30, 3))
y = (X[:, :1] * X[:, 1:2] + X[:, 2:] > 0).astype(int)
W1, b1 = rng.normal(size=(3, 5)), np.zeros(5)
W2, b2 = rng.normal(size=(5, 1)), np.zeros(1)
def forward(x):
    h = np.tanh(x @ W1 + b1)
    return h, 1 / (1 + np.exp(-(h @ W2 + b2)))
for step in range(4):
    h, p = forward(X)
    dz = (p - y) / len(X)
    dh = dz @ W2.T * (1 - h**2)
    W2 -= h.T @ dz
    b2 -= dz.sum(axis=0)
    W1 -= X.T @ dh
    b1 -= dh.sum(axis=0)
"""
"""One output, a row an example."""
MANY = """import numpy as np
rng = np.random.default_rng(1)
X = rng.normal(size=(3, 30))
labels = np.argmax(X, axis=0)
T = np.eye(3)[labels].T
W = rng.normal(size=(3, 3))
for step in range(4):
    E = np.exp(W @ X)
    P = E / E.sum(axis=0)
    W -= (P - T) @ X.T / 30
"""
"""Three classes, a column an example."""

WRONG = {
    "cut at 0": (ONE, "guess = (p > 0).astype(int)\nprint(np.mean(guess == y))", 0),
    "cut at 0, multiplied": (ONE, "predictions = (p > 0) * 1\nprint(predictions.sum())", 0),
    "cut at 1": (ONE, "hits = ((p >= 1) == y).mean()", 0),
    "cut at 0, one by one": (
        ONE,
        "hits = 0\nfor row, label in zip(p, y):\n    guess = row > 0\n    hits += guess == label",
        2,
    ),
    "cast": (
        ONE,
        "def predict(x):\n    return forward(x)[1].astype(int)\nhits = predict(X) == y",
        1,
    ),
    "by the features": (ONE, "hits = (p > 0.5) == y\nacc = np.sum(hits) / X.shape[1]", 1),
    "by the features at once": (
        ONE,
        "def acc(p, y):\n    return ((p > 0.5) == y).sum() / float(X.shape[1])\nacc(p, y)",
        1,
    ),
    "counted on a line before": (
        ONE,
        "correct = int(((p > 0.5) == y).sum())\nprint('accuracy', correct / X.shape[1])",
        1,
    ),
    "counted in a loop": (
        ONE,
        "correct = 0\nfor k in range(30):\n    correct += np.sum((p[k] > 0.5) == y[k])\n"
        "print(correct / X.shape[1])",
        3,
    ),
    "only ones": (ONE, "accuracy = np.mean((p > 0.5) == 1)", 0),
    "only ones, rounded": (ONE, "correct = (np.round(p) == 1).sum()", 0),
    "the other axis": (
        MANY,
        "best = P.argmax(axis=1)\nacc = np.mean(best == np.argmax(T, axis=1))",
        0,
    ),
    "no axis": (MANY, "acc = np.mean(np.argmax(P) == np.argmax(T, axis=0))", 0),
    "entries": (MANY, "acc = np.mean((P > 0.5) == T)", 0),
    "entries, named": (MANY, "hits = np.round(P.T) == T.T\nprint('right', hits.sum() / T.size)", 0),
    "greatest of one after another": (
        MANY,
        "guesses = [(P[:, k].max(), labels[k]) for k in range(30)]\n"
        "right = sum(int(guess == label) for guess, label in guesses)",
        0,
    ),
    "classes from 0, labels from 1": (
        MANY,
        "answers = P.argmax(axis=0)\ny = labels + 1\nacc = np.mean(answers == y)",
        0,
    ),
    "square of a sum": (ONE, "r2 = 1 - np.sum(y - p) ** 2 / np.sum((y - y.mean()) ** 2)", 0),
    "spread of the answers": (
        ONE,
        "total = np.sum((p - np.mean(y)) ** 2)\nr2 = 1 - np.sum((y - p) ** 2) / total",
        0,
    ),
    "spread of the answers about their own mean": (
        ONE,
        "r2 = 1 - np.sum((y - p) ** 2) / np.sum((p - p.mean()) ** 2)",
        0,
    ),
    "no root in a report": (ONE, "print('rmse', np.mean((p - y) ** 2))", 0),
    "spread over errors": (ONE, "r2 = 1 - ((y - y.mean()) ** 2).sum() / np.sum((p - y) ** 2)", 0),
    "near or below": (ONE, "accuracy = np.mean(p - y < 0.2)", 0),
    "whole columns": (MANY, "Y = np.zeros((30, 3))\nY[:, labels] = 1", 1),
    "whole rows": (MANY, "Y = np.zeros((30, 3))\nY[labels] = 1.0", 1),
    "whole rows, one by one": (
        MANY,
        "Y = np.zeros((3, 30))\nfor label in labels:\n    Y[label, :] = 1",
        2,
    ),
    "a class before": (
        MANY,
        "Y = np.zeros((30, 3))\nfor k, label in enumerate(labels):\n    Y[k, label - 1] = 1",
        2,
    ),
    "by all the rows": (
        ONE,
        "m = 40\ndef accuracy(p, y):\n    return np.sum((p > 0.5) == y) / m\n"
        "print(accuracy(p, y), accuracy(p[:9], y[:9]))",
        2,
    ),
    "a loop by all the rows": (
        MANY,
        "def accuracy(guess, labels):\n    correct = 0\n    for k in range(len(labels)):\n"
        "        if guess[k] == labels[k]:\n            correct += 1\n"
        "    return correct / X.shape[0]\n"
        "print(accuracy(P.argmax(axis=0), labels))",
        5,
    ),
    "a hidden layer's": (
        MANY,
        "V = rng.normal(size=(3, 5))\nh = np.tanh(V.T @ X)\nq = V @ np.vstack([h[:4], h[4:]])\n"
        "acc = np.mean(h.argmax(axis=0) == labels)\ns = V @ h",
        3,
    ),
    "a hidden layer's, before its activation": (
        MANY,
        "V = rng.normal(size=(3, 5))\ndef predict(x):\n    z = x @ V\n"
        "    out = np.c_[np.ones(len(x)), np.tanh(z)] @ np.ones((6, 3))\n"
        "    return np.argmax(z, axis=1)\nacc = np.mean(predict(X.T) == labels)",
        4,
    ),
    "a hidden layer's, one by one": (
        MANY,
        "V = rng.normal(size=(3, 6))\nh = np.tanh(V.T @ X)\nq, y = V @ h, labels + 1\n"
        "best = np.argmax(h, axis=0) + 1\nright = 0\nfor k in range(30):\n"
        "    right += best[k] == y[k]",
        3,
    ),
    "greatest of each, one by one": (
        MANY,
        "best = P.max(axis=0)\nright = 0\nfor k in range(30):\n    right += best[k] == labels[k]",
        0,
    ),
    "close or below": (ONE, "close = np.mean(p - y <= 0.2)", 0),
    "a column and a row": (ONE, "guess = (p > 0.5)[:, 0]\nacc = np.mean(guess == y)", 1),
}
RIGHT_ONE = """
assert (p > 0).all() and np.all(p >= 0)
guess = (p > 0.5).astype(int)
accuracy = np.mean(guess == y)
accuracy = 100 * np.sum(guess == y) / len(y)
rounded = np.round(p).astype(int) == y
z = np.log(p / (1 - p))
predictions = (z > 0).astype(int)
hits = (predictions == y).mean()
n_right = np.sum(guess == y)
n_all, total_right = 30, 0
for start in range(0, 30, 10):
    batch_right = np.sum(guess[start:start + 10] == y[start:start + 10]) / n_all
    total_right += batch_right
def hits_of(rows):
    return np.sum(guess[rows] == y[rows]) / n_all
accuracy = sum(hits_of(slice(start, start + 10)) for start in (0, 10, 20))
correct = 0
for k in range(len(y)):
    if guess[k] == y[k]:
        correct += 1
print(correct / len(y), correct / y.shape[0], correct / n_all)
print("right", n_right / y.size, "of the wrong", n_right / np.sum(guess != y) / 9)
share_of_ones = np.mean(guess == 1)
print("accuracy", np.mean(guess == y), "ones", np.mean(guess == 1))
def accuracy_of(guess, y):
    is_one = guess == 1
    n_ones = np.sum(guess == 1)
    return np.mean(is_one == (y == 1))
accuracy_of(guess, y)
true_positives = np.sum((guess == 1) & (y == 1))
recall = np.sum(guess[y == 1] == 1) / np.sum(y == 1)
right_of_ones = np.mean(guess[y == 1] == 1)
right_per_batch = np.sum(guess == y) / 3
correct = 0
for start in range(0, 30, 10):
    correct += np.sum(guess[start:start + 10] == y[start:start + 10])
print(correct / len(y), correct * 100 / len(y))
signs = np.where(y == 1, 1, -1)
agree = np.mean(np.sign(z) == signs)
shares = p.astype(np.float32)
r2 = 1 - np.sum((y - p) ** 2) / np.sum((y - y.mean()) ** 2)
r2 = 1 - np.mean(np.square(p - y)) / np.mean((y - y.mean()) ** 2)
explained = np.sum((p - y.mean()) ** 2) / np.sum((y - y.mean()) ** 2)
left_over = 1 - np.sum((p - p.mean()) ** 2) / np.sum((y - y.mean()) ** 2)
r2 = 1 - np.var(y - p) / np.var(y)
print("mse, root of it", np.mean((p - y) ** 2), "rmse", np.sqrt(np.mean((p - y) ** 2)))
bias = 1 - np.mean(y - p) ** 2 / np.mean(y) ** 2
accuracy = np.mean(np.abs(p - y) < 0.2)
score = np.mean((p - y < 0.2) & (p - y > -0.2))
covered = np.mean(p - y < 0.2)
hits = np.mean(p.max(axis=1) < 0.9)
odds_right = 2.0 * np.mean(guess == y) / np.mean(guess != y)
pixels = rng.uniform(size=(5, 5)) * 0.9
shown = pixels.astype(int)
"""
RIGHT_MANY = """
acc = np.mean(P.argmax(axis=0) == np.argmax(T, axis=0))
acc = np.sum(np.argmax(P, 0) == labels) / labels.size
rows = P.T
acc = (rows.argmax(axis=1) == T.T.argmax(axis=1)).mean()
sure = np.argmax(P.max(axis=0))
acc = ((P > 0.5) == T).all(axis=0).mean()
bits_right = np.mean((P > 0.5) == T)
per_class_right = np.mean(np.round(P) == T, axis=1)
acc = 1 - np.sum(P.argmax(axis=0) != labels) / 30
V = rng.normal(size=(4, 3))
h = np.tanh(V @ X)
busiest = h.argmax(axis=0)
outputs = V @ (V.T @ h)
acc = np.mean(outputs.argmax(axis=0) == labels)
delta = outputs - np.eye(4)[labels].T
V -= delta @ X.T
grams = h @ h.T
given = np.eye(3)[:, [0, 1, 2, 0, 1, 2, 2]]
accuracy = np.mean(np.round(np.clip(W @ given, 0, 1)) == given)
numbers = labels + 1
acc = np.mean(P.argmax(axis=0) + 1 == numbers)
even = np.mean(P.argmax(axis=0) == labels % 2)
Y = np.zeros((30, 3))
Y[np.arange(30), labels] = 1
seen = np.zeros((30, 3))
seen[[3, 4, 8]] = 1
seen[:, [0, 2]] = 1
seen[labels == 1] = 1
for k, number in enumerate(numbers):
    seen[k, number - 1] = 1
other = np.zeros((3, 30))
for k in range(3):
    other[k] = 1
column = P[:, 4]
right = np.argmax(column) == labels[4]
"""


def found(code: str) -> list[tuple[int, str]]:
    run = run_program(Program("code.py", code), seconds=60)
    assert not run.message and run.is_whole
    return [(each.line, each.kind) for each in noticed(run)]


@pytest.mark.sampled
@pytest.mark.parametrize("what", WRONG)
def test_answers_that_are_read_or_counted_wrongly_are_said(what: str) -> None:
    code, end, below = WRONG[what]
    lines = [line for line, _ in found(code + end)]
    assert code.count("\n") + 1 + below in lines


@pytest.mark.parametrize("code", [ONE + RIGHT_ONE, MANY + RIGHT_MANY], ids=["one", "many"])
def test_answers_that_are_read_and_counted_rightly_are_not(code: str) -> None:
    assert found(code) == []
