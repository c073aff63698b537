"""Reports that go through answers one by one, in lists, dictionaries and plain sums."""

from __future__ import annotations

import pytest

from tests.support.noticed_programs import found

PRICES = """\
import math
import numpy as np
rng = np.random.default_rng(3)
X = np.column_stack([rng.uniform(20, 90, 60), rng.integers(0, 2, 60), rng.normal(900, 80, 60)])
y = 40 + X[:, 0] + 0.1 * X[:, 2] + rng.normal(0, 2, 60)
X_train, X_test, y_train, y_test = X[:40], X[40:], y[:40], y[40:]
mu, sd = X_train.mean(axis=0), X_train.std(axis=0)
A_train, A_test = (X_train - mu) / sd, (X_test - mu) / sd
y_mean = sum(y_train) / len(y_train)
y_std = math.sqrt(sum((v - y_mean) ** 2 for v in y_train) / len(y_train))
w, b = np.zeros(3), 0.0
def predict(a):
    return a @ w + b
for step in range(60):
    gap = predict(A_train) - (y_train - y_mean) / y_std
    w -= 0.2 * A_train.T @ gap / 40
    b -= 0.2 * gap.mean()
guesses = [float(g) * y_std + y_mean for g in predict(A_test)]
n = len(y_test)
mae = sum(abs(g - p) for g, p in zip(guesses, y_test)) / n
rmse = math.sqrt(sum((g - p) ** 2 for g, p in zip(guesses, y_test)) / n)
middle = sum(y_test) / n
ss_res, ss_tot = 0.0, 0.0
for g, p in zip(guesses, y_test):
    ss_res += (p - g) ** 2
    ss_tot += (p - middle) ** 2
r2 = 1 - ss_res / ss_tot
print(f"MAE {np.mean(np.abs(guesses - y_test)):.2f}")
"""
LIKE_PRICES = """
bias = sum(g - p for g, p in zip(guesses, y_test)) / n
mse = sum((g - p) ** 2 for g, p in zip(guesses, y_test)) / n
half_mse = mse / 2
rmse = mse
rmse = rmse ** 0.5
mad_mae = sorted(abs(g - p) for g, p in zip(guesses, y_test))[n // 2]
r2 = ss_res / ss_tot
print("R2", 1 - r2)
t = (y_test - y_test.mean()) / y_test.std()
e = 0.1 * np.arange(20) * t
r2_score = 1 - np.sum((t - e) ** 2) / np.sum(t ** 2)
steps = [b - a for a, b in zip(guesses, guesses[1:])]
near = sum(abs(g - p) for g, p in zip(guesses, y_test) if p > 100)
for g, p in zip(guesses, y_train):
    if abs(g - p) > 0.001:
        break
energy = 1 - np.sum((y_test - guesses) ** 2) / np.sum(y_test ** 2)
r2_adjusted = 1 - (1 - r2_score) * (n - 1) / (n - 3)
pixels = rng.uniform(0, 255, (40, 16)) * (np.arange(16) % 5 > 1)
pixels = (pixels - pixels.mean()) / pixels.std()
wave = np.sin(np.arange(12) + rng.normal(size=(40, 1)))
wave = (wave - np.mean(wave)) / np.std(wave)
lines = np.exp(-np.linspace(0, 6, 15)) * rng.normal(1, 0.03, (40, 15))
lines = (lines - lines.mean()) / lines.std()
"""
LOADS = """\
import numpy as np
rng = np.random.default_rng(8)
X = np.stack([rng.uniform(240, 420, 90), rng.uniform(0, 1, 90), rng.uniform(3, 7, 90)])
Y = np.array([[0.1, 0, 9], [0.02, 20, 3]]) @ X + rng.normal(size=(2, 90))
X_train, X_test, Y_train, Y_test = X[:, :60], X[:, 60:], Y[:, :60], Y[:, 60:]
mu, sd = X_train.mean(axis=1, keepdims=True), X_train.std(axis=1, keepdims=True)
y_mean, y_spread = Y_train.mean(axis=1, keepdims=True), Y_train.std(axis=1, keepdims=True)
A0, T = (X_train - mu) / sd, (Y_train - y_mean) / y_spread
W = np.zeros((2, 3))
def run(A):
    return W @ A
losses, val_losses = [], []
for step in range(20):
    gap = run(A0) - T
    W -= 0.3 * gap @ A0.T / 60
    losses.append(float(np.mean(gap ** 2)))
    val_losses.append(losses[-1] + 0.1)
P = run((X_test - mu) / sd) * y_spread + y_mean
E = P - Y_test
rmse = np.sqrt(np.mean(E ** 2, axis=1))
mae = np.mean(np.abs(E), axis=1)
total = np.sum((Y_test - Y_test.mean(axis=1, keepdims=True)) ** 2, axis=1)
r2 = 1 - np.sum(E ** 2, axis=1) / total
alike = np.corrcoef(P[0], Y_test[0])[0, 1]
best = int(np.argmin(losses))
best_loss = np.inf
for loss, val_loss in zip(losses, val_losses):
    if val_loss < best_loss:
        best_loss = val_loss
absolute = 0.0
for p, y in zip(P[0], Y_test[0]):
    absolute += abs(p - y)
print(absolute / len(Y_test[0]), best, min(losses), alike)
"""
LIKE_LOADS = """
worst = np.argmax(losses)
best_balance = np.argmin(np.abs(np.array([0.2, 0.4]) - losses[0]))
def asked(x):
    return run((x - mu) / sd)
again = asked(X_test)
best_gain = np.argmax([-loss for loss in losses])
best_pair, best_of_all = 0, np.inf
for loss in losses:
    error = loss ** 0.5
    if error < best_of_all:
        best_of_all = error
pooled_r2 = 1 - np.sum(E ** 2) / np.sum((Y_test - Y_test.mean()) ** 2)
mae_of_all = np.mean(np.abs(E))
rmse_of_all = np.sqrt(np.sum(E ** 2) / E.shape[1])
"""
RECORDS = """\
import numpy as np
rng = np.random.default_rng(1)

class Reader:
    def __init__(self):
        self.W = rng.normal(size=(3, 4)) * 0.01
    def learn(self, x, t):
        z = self.W @ x
        p = np.exp(z) / np.exp(z).sum()
        self.W -= 0.1 * np.outer(p - t, x)
    def ask(self, x):
        z = self.W @ x
        return np.exp(z) / np.exp(z).sum()

def records(count):
    for k in rng.integers(0, 3, count):
        yield [int(k), *np.clip(rng.normal(30, 20, 4) + 150 * (np.arange(4) == k), 0, 255)]

train, test = [*records(40)], [*records(14)]
reader = Reader()
for values in train:
    x = np.asarray(values[1:], dtype=float) / 255 * 0.99 + 0.01
    target = np.full(3, 0.01)
    target[values[0]] = 0.99
    reader.learn(x, target)
marks, hits = [], 0
asked, right = {k: 0 for k in range(3)}, {k: 0 for k in range(3)}
for values in test:
    k = values[0]
    answer = int(np.argmax(reader.ask(np.asarray(values[1:], dtype=float) / 255 * 0.99 + 0.01)))
    asked[k] += 1
    hits += int(answer == k)
    if answer == k:
        right[k] += 1
    if answer == k:
        marks.append(1)
    else:
        marks.append(0)
array = np.asarray(marks)
print("right", array.sum() / array.size, hits / len(test), sum(marks) / len(marks))
print({k: right[k] / max(1, asked[k]) for k in asked}, sum(right.values()) / len(test))
alarms = misses = 0
for p, label in zip(reader.ask(rng.random((4, 30))).T, rng.integers(0, 2, 30)):
    said = p[0] > 0.3
    if said and label == 0:
        alarms += 1
    elif not said and label == 1:
        misses += 1
"""
LIKE_RECORDS = """
for values in train[:10]:
    picture = np.asarray(values[1:], dtype=float)
    print(picture.max(), reader.ask(picture / 255 * 0.99 + 0.01))
print("of each kind", sum(asked.values()) / len(asked), sum(asked.values()) / len(test))
found = sum(1 for mark in marks if mark == 1) / len(test)
"""
WRONG = [
    (PRICES, "sum(abs(g - p) for g", "sum(g - p for g", "errors cancel out"),
    (PRICES, "zip(guesses, y_test)) / n)", "zip(guesses, y_test))) / n", "no mean under the root"),
    (PRICES, "math.sqrt(sum((g - p) ** 2 for g", "(sum((g - p) ** 2 for g", "no root"),
    (PRICES, "r2 = 1 - ss_res", "r2 = ss_res", "R² of other parts"),
    (PRICES, "r2 = 1 - ss_res", "r2 = 1 - ss_res / n", "R² of other parts"),
    (PRICES, "    ss_tot += (p - middle) ** 2", "    ss_tot += p ** 2", "R² of other parts"),
    (PRICES, "math.sqrt(sum((v", "(sum((v", "divided by the variance"),
    (PRICES, "float(g) * y_std + y_mean", "float(g) + y_mean", "other units"),
    (PRICES, "np.mean(np.abs(guesses - y_test))", "np.mean(guesses - y_test)", "errors cancel out"),
    (
        PRICES,
        "X_train.mean(axis=0), X_train.std(axis=0)",
        "X_train.mean(), X_train.std()",
        "one sc",
    ),
    (PRICES, "predict(A_test)", "predict(X_test)", "scaled apart"),
    (
        PRICES,
        "abs(g - p) for g, p in zip(guesses, y_test)",
        "abs(g - p) for g, p in zip(guesses, y_train)",
        "zip of",
    ),
    (LOADS, "np.sqrt(np.mean(E ** 2, axis=1))", "np.sqrt(np.mean(E, axis=1) ** 2)", "cancel out"),
    (LOADS, "np.mean(np.abs(E), axis=1)", "np.abs(np.mean(E, axis=1))", "errors cancel out"),
    (
        LOADS,
        "np.sum((Y_test - Y_test.mean(axis=1, keepdims=True)) ** 2, axis=1)",
        "np.sum((Y_test - Y_test.mean()) ** 2, axis=1)",
        "R² of other parts",
    ),
    (LOADS, "run((X_test - mu) / sd)", "run(X_test)", "scaled apart"),
    (LOADS, "Y_train.std(axis=1, keepdims=True)", "Y_train.var(axis=1, keepdims=True)", "variance"),
    (LOADS, " * y_spread + y_mean", " * y_spread", "other units"),
    (LOADS, "[0, 1]", "[0, 0]", "compared with itself"),
    (LOADS, "np.argmin(losses)", "np.argmax(losses)", "worst kept"),
    (LOADS, "if val_loss < best_loss", "if loss < best_loss", "another kept"),
    (RECORDS, "target[values[0]] = 0.99", "target[values[0] - 1] = 0.99", "class below 0"),
    (RECORDS, "dtype=float) / 255 * 0.99 + 0.01)))", "dtype=float))))", "scaled apart"),
    (RECORDS, "array.sum() / array.size", "array.sum() / len(train)", "size of another set"),
    (RECORDS, "hits / len(test)", "hits / len(train)", "size of another set"),
    (RECORDS, "sum(right.values()) / len(test)", "sum(right.values()) / len(train)", "size of an"),
    (RECORDS, "p[0] > 0.3", "p[0] > 0", "answers all alike"),
]


@pytest.mark.sampled
@pytest.mark.sampled
@pytest.mark.parametrize(("code", "right", "wrong", "kind"), WRONG)
def test_a_slip_in_a_report_of_single_answers_is_told(
    code: str, right: str, wrong: str, kind: str
) -> None:
    line = code[: code.index(right)].count("\n") + 1
    code = code.replace(right, wrong, 1)
    assert [(at, kind in what) for at, what in found(code)] == [(line, True)]


@pytest.mark.parametrize("code", [PRICES + LIKE_PRICES, LOADS + LIKE_LOADS, RECORDS + LIKE_RECORDS])
def test_a_report_that_is_right_is_not(code: str) -> None:
    assert found(code) == []
