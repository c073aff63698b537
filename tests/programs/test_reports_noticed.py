"""What a program tells of its training: losses, means of an epoch, measures of each set of data."""

from __future__ import annotations

import pytest

from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.running import run_program

CODE = """import numpy as np
rng = np.random.default_rng(2)
X = rng.normal(size=(48, 3))
y = np.sin(X[:, :1]) + X[:, 1:2] * X[:, 2:]
X_train, X_val, y_train, y_val = X[:24], X[24:], y[:24], y[24:]
W1, b1 = rng.normal(size=(3, 5)), np.zeros(5)
W2, b2 = rng.normal(size=(5, 1)), np.zeros(1)
def predict(x):
    return np.tanh(x @ W1 + b1) @ W2 + b2
def mean_error(x, t):
    return np.mean((predict(x) - t) ** 2)
def mse_of(x, t):
    return np.mean((x - t) ** 2)
def rmse_of(p, t):
    return np.sqrt(np.mean((p - t) ** 2))
def offset(x, t):
    return np.mean(x - t)
def both(x, t):
    return mean_error(x, t), mean_error(x, t)
history = []
for epoch in range(2):
    order = rng.permutation(24)
    total, bias, batches = 0.0, 0.0, 0
    for start in range(0, 24, 8):
        rows = order[start:start + 8]
        xb, yb = X_train[rows], y_train[rows]
        h = np.tanh(xb @ W1 + b1)
        error = h @ W2 + b2 - yb
        total += 0.5 * np.sum(error ** 2)
        bias += np.sum(error)
        batches += 1
        delta = error / len(rows)
        dh = delta @ W2.T * (1 - h ** 2)
        W2 -= 0.05 * h.T @ delta
        b2 -= 0.05 * np.sum(delta)
        W1 -= 0.05 * xb.T @ dh
        b1 -= 0.05 * dh.sum(axis=0)
    history.append(total / len(X_train))
    spread = total / batches
    rmse = np.mean((predict(X_train) - y_train) ** 2)
    print(np.sqrt(rmse), rmse_of(predict(X_train), y_train))
    print(mse_of(predict(X_train), y_train), offset(predict(X_train), y_train))
    mean_bias = bias / len(X_train)
    train_loss = mean_error(X_train, y_train)
    val_loss = mean_error(X_val, y_val)
    train_mse, train_error = both(X_train, y_train)
    val_mse, val_error = both(X_val, y_val)
    better = mean_error(X_val, y_val) / mean_error(X_train, y_train) * len(X_val) / len(X_train)
    print("val loss", mean_error(X_val, y_val), "train loss", mean_error(X_train, y_train))
    print(f"{epoch} train loss {mean_error(X_train, y_train):.3f} val {predict(X_val).mean()}")
    print("on unseen data %.3f, error %.3f" % (predict(X_val).mean(), mean_error(X_val, y_val)))
    print("train/val {:.2f}/{:.2f}".format(mean_error(X_train, y_train), mean_error(X_val, y_val)))
    print(f"val error {mean_error(X_val, y_val)}, {mean_error(X_train, y_train)} in training")
    gap_val = np.mean(predict(X_val) - y_val)
X_unseen, y_unseen = X[30:] + 0.1, y[30:]
print("loss", mean_error(X, y), "unseen loss", mean_error(X_unseen, y_unseen))
val_scale = np.abs(X_train).mean() * np.ones(3)
"""
WRONG = [
    ("0.5 * np.sum(error ** 2)", "0.5 * np.sum(error)", "errors cancel out"),
    ("0.5 * np.sum(error ** 2)", "0.5 * np.sum(error) ** 2", "errors cancel out"),
    ("0.5 * np.sum(error ** 2)", "error.sum() / 2", "errors cancel out"),
    ("return np.mean((x - t) ** 2)", "return np.mean(x - t)", "errors cancel out"),
    ("return np.sqrt(np.mean((p - t) ** 2))", "return np.mean((p - t) ** 2)", "no root"),
    ("mean_error(X_unseen, y_unseen)", "mean_error(X, y)", "another"),
    ("total / len(X_train)", "total / len(rows)", "size of the last batch"),
    ("total / len(X_train)", "total / xb.shape[0]", "size of the last batch"),
    ("val_loss = mean_error(X_val, y_val)", "val_loss = mean_error(X_train, y_train)", "another"),
    ('"val loss", mean_error(X_val, y_val)', '"val loss", mean_error(X_train, y_train)', "another"),
    ("train_loss = mean_error(X_train, y_", "train_loss = mean_error(X_val, y_", "another"),
    ("val_loss = mean_error(X_val, y_val)", "val_loss = mean_error(X_val, y_train)", "another"),
    ("train loss {mean_error(X_train, y_train)", "train loss {mean_error(X_val, y_val)", "another"),
    (".mean(), mean_error(X_val, y_val)))", ".mean(), mean_error(X_train, y_train)))", "another"),
    (
        "val_loss = mean_error(X_val, y_val)",
        "val_loss, val_error = both(X_train, y_train)",
        "another",
    ),
    ("np.mean(predict(X_val) - y_val)", "np.mean(predict(X_train) - y_val)", "another"),
]
WRONG_IN_PARTS = [
    ("total / len(X_train)", "total / len(rows)", "size of the last batch"),
    ("total / len(X_train)", "total / m", "size of the last batch"),
]
PARTS = CODE.replace(
    "for start in range(0, 24, 8):\n        rows = order[start:start + 8]",
    "for rows in np.array_split(order, 3):\n        m = len(rows)",
)
PAIRS = """import numpy as np
rng = np.random.default_rng(1)
pairs = [(rng.normal(size=2), k % 2) for k in range(30)]
train, held_out = pairs[:12], pairs[12:]
def answer(x):
    return int(x.sum() > 0)
def count(examples):
    return sum(int(answer(x) == t) for x, t in examples)
def share(examples):
    return count(examples) / len(examples)
for epoch in range(3):
    right = 0
    for start in range(0, 12, 5):
        batch = train[start:start + 5]
        right += np.sum([answer(x) == t for x, t in batch])
    print(right / len(train))
    right, seen = 0, 0
    for x, t in train:
        seen += 1
        if answer(x) == t:
            right += 1
    print(f"{epoch}: {right / len(train):.3f} {right / seen:.3f}")
right = 0
for x, t in held_out:
    if answer(x) == t:
        right += 1
print(f"{100 * right // len(held_out)}%")
print("train {0:.2f}, held out: {1}, {2} right".format(share(train), 10, share(held_out)))
"""
WRONG_IN_PAIRS = [
    ("right / len(train):", "right / len(held_out):", "size of another set"),
    ("100 * right // len(held_out)", "100 * right // len(train)", "size of another set"),
    ("share(held_out)", "share(train)", "another"),
    ("10, share(held_out)", "10, count(held_out) / len(train)", "size of another set"),
]
OTHERS = """
def folds(x, t):
    return [mean_error(x[k::3], t[k::3]) for k in range(3)]
val_score = folds(X_train, y_train)
val_error = mean_error(X_train[12:], y_train[12:])
half_errors = 0.0
for t in range(3):
    x_t = X_train[t:t + 8]
    half_errors += np.sum(predict(x_t) ** 2)
per_row = half_errors / len(x_t)
loss = np.mean(np.abs(predict(X_val) - y_val))
train_val_loss = mean_error(X_train, y_train) - mean_error(X_val, y_val)
"""


def found(code: str) -> list[tuple[int, str]]:
    run = run_program(Program("code.py", code), seconds=60)
    assert not run.message and run.is_whole
    return [(each.line, each.kind) for each in noticed(run)]


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("code", "right", "wrong", "kind"),
    [
        *[(CODE, *each) for each in WRONG],
        *[(PARTS, *each) for each in WRONG_IN_PARTS],
        *[(PAIRS, *each) for each in WRONG_IN_PAIRS],
    ],
)
def test_a_report_that_is_computed_wrongly_is_said(
    code: str, right: str, wrong: str, kind: str
) -> None:
    assert right in code
    code = code.replace(right, wrong, 1)
    line = code[: code.index(wrong)].count("\n") + 1
    assert [(at, kind in what) for at, what in found(code)] == [(line, True)]


@pytest.mark.parametrize(
    "code", [CODE + OTHERS, PARTS, PAIRS], ids=["one by one", "in parts", "in pairs"]
)
def test_reports_that_are_computed_rightly_are_not(code: str) -> None:
    assert found(code) == []
