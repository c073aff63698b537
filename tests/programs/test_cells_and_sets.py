"""Cells counted in loops, answers of the wrong end, and reports of another set than meant."""

from __future__ import annotations

import pytest

from tests.support.noticed_programs import found

ALARM = """\
import numpy as np
rng = np.random.default_rng(2)
X = rng.normal(size=(3, 90))
Y = (X[:1] + 0.3 * rng.normal(size=(1, 90)) > 0).astype(float)
X_train, Y_train = X[:, :50], Y[:, :50]
X_val, Y_val = X[:, 50:70], Y[:, 50:70]
X_test, Y_test = X[:, 70:], Y[:, 70:]
w, b = np.zeros((1, 3)), 0.0
def forward(x):
    return 1 / (1 + np.exp(-(w @ x + b)))
def cross_entropy(P, Y):
    return -np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))
def counts(chances, labels, bound=0.5):
    tp = fp = fn = tn = 0
    for p, t in zip(chances.ravel(), labels.ravel()):
        said = p >= bound
        if said and t == 1:
            tp += 1
        elif said and t == 0:
            fp += 1
        elif not said and t == 1:
            fn += 1
        else:
            tn += 1
    return tp, fp, fn, tn
def recall(tp, fp, fn, tn):
    return tp / (tp + fn) if tp + fn else 0.0
for epoch in range(6):
    P = forward(X_train)
    w -= 0.9 * (P - Y_train) @ X_train.T / 50
    b -= 0.9 * np.mean(P - Y_train)
    train_loss = cross_entropy(P, Y_train)
    val_loss = cross_entropy(forward(X_val), Y_val)
P_val, P_test = forward(X_val), forward(X_test)
print(recall(*counts(P_val, Y_val, 0.4)), recall(*counts(P_test, Y_test)))
"""
LIKE_ALARM = """
tp = fp = fn = 0
for guess, label in zip(rng.integers(0, 3, 30), rng.integers(0, 3, 30)):
    if guess == label:
        tp += 1
    else:
        fp += 1
        fn += 1
hits = misses = falls = quiet = 0
for p, t in zip(P_test[0], Y_test[0]):
    if p > 0.5:
        if t:
            hits += 1
        else:
            falls += 1
    elif t == 1:
        misses += 1
    else:
        quiet += 1
tp = fp = fn = 0
for g, y in zip((P_test[0] > 0.5).astype(int), Y_test[0]):
    is_so = y > 0.5
    if g == 1 and is_so:
        tp += 1
    elif g == 1 and not is_so:
        fp += 1
    elif g == 0 and is_so:
        fn += 1
changes, last, longest, run = 0, 0, 0, 0
for p in P_test[0]:
    if p > 0.5:
        run += 1
    else:
        run = 1
    last = 1
    changes += 1
print(changes, last)
X_look = X_val[:, :5]
"""
LETTERS = """\
import numpy as np
rng = np.random.default_rng(5)
centres = 3 * np.eye(4)
def drawn(n):
    classes = rng.integers(0, 4, n)
    return centres[classes] + rng.normal(size=(n, 4)), classes
train, test = drawn(60), drawn(24)
W = np.zeros((4, 4))
def softmax(S):
    E = np.exp(S)
    return E / E.sum(axis=1, keepdims=True)
for step in range(8):
    G = softmax(train[0] @ W)
    G[np.arange(60), train[1]] -= 1
    W -= 0.5 * train[0].T @ G / 60
P, labels = softmax(test[0] @ W), test[1]
right, second = 0, 0
table = [[0] * 4 for _ in range(4)]
asked, hit = {k: 0 for k in range(4)}, {k: 0 for k in range(4)}
for p, t in zip(P, labels):
    order = np.argsort(p)
    guess = order[-1]
    right += int(guess == t)
    second += int(t in order[-2:])
    table[t][guess] += 1
    asked[t] += 1
    if guess == t:
        hit[t] += 1
print(right / len(labels), second / len(labels), [hit[k] / max(1, asked[k]) for k in asked])
for k in range(4):
    called = sum(row[k] for row in table)
    precision = table[k][k] / called if called else 0.0
    recall = table[k][k] / sum(table[k]) if sum(table[k]) else 0.0
f1s = {}
for k in range(4):
    f1s[k] = 2 * table[k][k] / (sum(table[k]) + sum(row[k] for row in table))
macro_f1 = sum(f1s.values()) / len(f1s)
top = np.argsort(P, axis=1)[:, -2:]
top_two = np.mean([t in row for t, row in zip(labels, top)])
accuracy = np.mean(np.argmax(P, axis=1) == labels)
"""
LIKE_LETTERS = """
distances = ((test[0][:, None] - centres) ** 2).sum(axis=2)
nearest = np.mean(np.argmin(distances / distances.max(), axis=1) == labels)
unlikely = np.argsort(P, axis=1)[:, :2]
descending = np.argsort(-P, axis=1)[:, :2]
turned = [[0] * 4 for _ in range(4)]
for guess, t in zip(P.argmax(axis=1), labels):
    turned[guess][t] += 1
for k in range(4):
    asked_for = sum(turned[j][k] for j in range(4))
    recall = turned[k][k] / asked_for if asked_for else 0.0
best = np.mean([t in row for t, row in zip(labels, descending)])
"""
CELLS = """\
import numpy as np
rng = np.random.default_rng(9)
X = rng.normal(size=(60, 2))
y = (X[:, 0] + rng.normal(size=60) > 0).astype(int)
X_train, X_test, y_train, y_test = X[:40], X[40:], y[:40], y[40:]
w = np.zeros(2)
def chances(x):
    return 1 / (1 + np.exp(-x @ w))
for step in range(9):
    w -= X_train.T @ (chances(X_train) - y_train) / 40
cells = {(t, g): 0 for t in (0, 1) for g in (0, 1)}
surprise = 0.0
for p, truth in zip(chances(X_test), y_test):
    guess = int(p > 0.5)
    cells[truth, guess] += 1
    surprise -= np.log(p if truth == 1 else 1 - p)
surprise /= len(y_test)
precision = cells[1, 1] / (cells[1, 1] + cells[0, 1])
recall = cells[1, 1] / (cells[1, 1] + cells[1, 0])
tp, fp, fn = cells[1, 1], cells[0, 1], cells[1, 0]
f1 = 2 * tp / (2 * tp + fp + fn)
"""
SPLIT = """\
import numpy as np
rng = np.random.default_rng(5)
rows = [(x, int(x.sum() > 0)) for x in rng.normal(size=(40, 3))]
train_rows, test_rows = rows[:28], rows[28:]
w = np.zeros(3)
for x, t in train_rows:
    w += 0.5 * (t - 1 / (1 + np.exp(-x @ w))) * x
right = 0
for x, t in test_rows:
    right += int((x @ w > 0) == (t == 1))
print("accuracy", right / len(test_rows))
"""
WRONG = [
    (ALARM, "            fp += 1", "            fn += 1", "another count"),
    (ALARM, "elif said and t == 0", "if said and t == 0", "another count"),
    (ALARM, "elif not said and t == 1", "elif not said and t == 0", "another count"),
    (ALARM, "            tn += 1", "            tn = 1", "sum overwritten"),
    (ALARM, "tp / (tp + fn)", "tp / (tp + tn)", "another score"),
    (ALARM, "val_loss = cross_entropy(forward(X_val), Y_val)",
     "val_loss = cross_entropy(forward(X_train), Y_train)", "data of another set"),
    (ALARM, "counts(P_test, Y_test)", "counts(P_test, Y_val)", "data of another set"),
    (ALARM, "X[:, 70:], Y[:, 70:]", "X[:, 50:], Y[:, 50:]", "test data in the training data"),
    (LETTERS, "order[-1]", "order[0]", "smallest output"),
    (LETTERS, "order[-2:]", "order[:2]", "smallest output"),
    (LETTERS, "np.argsort(P, axis=1)[:, -2:]", "np.argsort(P, axis=1)[:, :2]", "smallest output"),
    (LETTERS, "np.argmax(P, axis=1) == labels", "np.argmin(P, axis=1) == labels", "smallest out"),
    (LETTERS, "table[t][guess] += 1", "table[guess][t] += 1", "table turned"),
    (LETTERS, "recall = table[k][k] / sum(table[k])", "recall = table[k][k] / called", "score"),
    (LETTERS, "        hit[t] += 1", "        hit[t] = 1", "sum overwritten"),
    (LETTERS, "sum(f1s.values()) / len(f1s)", "sum(f1s.values()) / len(labels)", "number of"),
    (CELLS, "cells[truth, guess] += 1", "cells[guess, truth] += 1", "table turned"),
    (CELLS, "recall = cells[1, 1] / (cells[1, 1] + cells[1, 0])",
     "recall = cells[1, 1] / (cells[1, 1] + cells[0, 0])", "another score"),
    (CELLS, "surprise /= len(y_test)", "surprise /= len(y_train)", "size of another set"),
    (CELLS, "f1 = 2 * tp / (", "f1 = tp / (", "half of F1"),
    (SPLIT, "in test_rows:", "in train_rows:", "size of another set"),
]  # fmt: skip


@pytest.mark.sampled
@pytest.mark.parametrize(("code", "right", "wrong", "kind"), WRONG)
def test_what_is_counted_of_others_is_told(code: str, right: str, wrong: str, kind: str) -> None:
    begin, _, rest = code.partition(right)
    line = begin.count("\n") + 1
    if "fp += 1" in right:  # both are taken for each other
        rest = rest.replace("fn += 1", "fp += 1", 1)
    code = begin + wrong + rest
    assert [(at, kind in what) for at, what in found(code)] == [(line, True)]


def test_a_loop_through_what_was_trained_on_is_told_where_the_test_is_not_looked_at() -> None:
    code = SPLIT.replace("in test_rows:", "in train_rows:").replace("len(test_", "len(train_")
    assert found(code) == [(9, "data of another set")]
    assert found(code.replace('"acc', '"training acc')) == []


@pytest.mark.parametrize("code", [ALARM + LIKE_ALARM, LETTERS + LIKE_LETTERS, CELLS, SPLIT])
def test_what_is_counted_rightly_is_not(code: str) -> None:
    assert found(code) == []
