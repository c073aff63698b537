"""Training and test data that are scaled unlike, and all the ways in which they rightly are."""

from __future__ import annotations

import pytest
from noticed_programs import found

BEGIN = """\
import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(40, 3)) * [1, 20, 5] + [0, 60, 2]
y = (X[:, 0] > 0) * 1.0
W1, b1 = rng.normal(size=(3, 4)), np.zeros(4)

def forward(X):
    return np.tanh(X @ W1 + b1)

X_train, X_test = X[:30], X[30:]
"""
FIRST = BEGIN.count("\n") + 1
END = "\nfor step in range(4):\n    forward(X_train)\nprint(forward(X_test))\n"
APART = "scaled apart"
BY_TRAIN = "mu, sd = X_train.mean(axis=0), X_train.std(axis=0)\nX_train = (X_train - mu) / sd\n"
CLASS = """
class Scaler:
    def fit(self, X):
        self.mean, self.scale = X.mean(axis=0), X.std(axis=0)
        return self
    def transform(self, X):
        return (X - self.mean) / self.scale
scaler = Scaler().fit(X_train)
"""
NORMALISE = "def normalise(X):\n    return (X - X.mean(axis=0)) / X.std(axis=0)\n"
MADE = """
def made(n):
    X = rng.normal(size=(n, 3)) * 5
    return (X - X.mean(axis=0)) / X.std(axis=0)
X_train, X_test = made(30), made(10)
"""
MANY = """
def many(n):
    return rng.normal(size=(n, 3)) * 60
"""


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("code", "at"),
    [
        (BY_TRAIN + "X_test = (X_test - X_test.mean(axis=0)) / X_test.std(axis=0)", 2),
        (BY_TRAIN + "m = np.mean(X_test, axis=0)\nX_test = (X_test - m) / sd", 2),
        (BY_TRAIN + "X_test = (X_test - mu) / X_test.std(axis=0)", 2),
        (BY_TRAIN + "X_test = X_test / sd", 2),
        (BY_TRAIN + "X_test = (X_test - mu) / sd ** 2", 2),
        (BY_TRAIN + "X_test = (X_test - mu) / sd / sd", 2),
        ("m, s = X_train.min(), X_train.max()\nX_train = (X_train - m) / s", 1),
        (
            "m = X_train.mean()\nX_train = X_train - m\nm = X_test.mean()\nX_test = X_test - m",
            2,
        ),
        (BY_TRAIN + "X_test = X_test - mu", 2),
        (BY_TRAIN + "X_test -= X_test.mean(0)\nX_test /= sd", 2),
        (BY_TRAIN, 1),
        ("X_test = X_test / 60\nX_train = X_train.copy()", 1),
        ("mu = X.mean(axis=0)\nX_new = rng.normal(size=(9, 3))\nX = X - mu\n"
         "X_new = X_new - X_new.mean(axis=0)\nforward(X_new)", 3),
        ("P, Q = X[:20] * 1, X[20:] * 1\nheld_P = Q - Q.mean(axis=0)\n"
         "train_P = P - P.mean(axis=0)\nforward(held_P)", 1),
        ("from types import SimpleNamespace as Parts\n"
         "parts = Parts(a_train=X[:30],\n    a_test=X[30:])\n"
         "parts.a_train = parts.a_train / 60\nprint(forward(parts.a_test))", 2),
        (MANY + "X_train, X_test = many(90), many(20)\nX_train = X_train / 60", 4),
        ("data = {'X_train': X[:30] / 60,\n    'X_val': X[30:]}\n"
         "print(forward(data['X_train']), forward(data['X_val']))", 1),
        (BY_TRAIN + "X_val = (X[25:28] - mu) / sd\nforward(X_val)", 1),
        (
            "data = {'X_val': X[25:28]}\ndata['X_train'] = X_train - X_train.mean(axis=0)\n"
            "data['X_val'] = data['X_val'] - data['X_val'].mean(axis=0)\n"
            "data['X_test'] = X_test - X_train.mean(axis=0)",
            2,
        ),
        ("X_train = X_train / 60", 0),
        ("X_train = X_train / 60\nX_test = X[30:]", 1),
        (NORMALISE + "X_train = normalise(X_train)\nX_test = normalise(X_test)", 3),
        (NORMALISE + "X_train = normalise(X_train)", 2),
        (CLASS + "X_train = scaler.transform(X_train)", 8),
        ("X_train = X_train / X_train.max(axis=0)\nX_test = X_test / X_test.max(axis=0)", 1),
        (
            "xs_tr = X_train.T - X_train.T.mean(axis=1, keepdims=True)\n"
            "xs_te = X_test.T - X_test.T.mean(axis=1, keepdims=True)",
            1,
        ),
    ],
)  # fmt: skip
def test_the_line_that_scales_the_parts_unlike_is_named(code: str, at: int) -> None:
    assert found(BEGIN + code + END) == [(FIRST + at, APART)]


@pytest.mark.parametrize(
    ("code", "at"),
    [
        (CLASS.replace("fit(X_train)", "fit(X)") + "X_test = scaler.transform(X_test)", 7),
        ("m = X.mean(axis=0)\nd = {'X_train': X[:30] - m, 'X_val': X[30:] - m}", 0),
    ],
)
def test_figures_of_all_the_data_are_told_where_they_are_asked_for(code: str, at: int) -> None:
    assert (FIRST + at, "test data in the scaling") in found(BEGIN + code + END)


def test_the_greatest_of_each_answer_is_no_figure_of_the_data() -> None:
    code = (
        "def soft(Z):\n    e = np.exp(Z - Z.max(axis=1, keepdims=True))\n"
        "    return e / e.sum(axis=1, keepdims=True)\nZ = forward(X)[rng.permutation(40)]\n"
        "p_test = soft(Z)\n"
    )
    assert found(BEGIN + code) == []


IN_AN_OBJECT = """\
import numpy as np
class Data:
    def __init__(self, rng):
        X = rng.normal(size=(30, 3)) * 9 + 4
        self.x_tr, self.x_te = X[:20], X[20:]
        self.scale()
    def scale(self):
        low, high = self.x_tr.min(axis=0), self.x_tr.max(axis=0)
        self.x_tr = (self.x_tr - low) / (high - low)
        self.x_te = (self.x_te - low) / (high - low)
data = Data(np.random.default_rng(0))
W = np.ones((3, 2))
print(data.x_tr @ W, data.x_te @ W)
"""


@pytest.mark.parametrize(
    ("right", "wrong", "lines"),
    [
        ("pass", "pass", []),
        ("(self.x_te - low) / (high - low)", "self.x_te / (high - low)", [10]),
        ("        self.x_te = (self.x_te - low) / (high - low)\n", "", [9]),
        ("data.x_te @ W", "((data.x_te - 1) * 2) @ W", []),
    ],
)
def test_parts_that_an_object_holds_are_compared(right: str, wrong: str, lines: list[int]) -> None:
    assert [line for line, _ in found(IN_AN_OBJECT.replace(right, wrong))] == lines


@pytest.mark.sampled
@pytest.mark.parametrize(
    "code",
    [
        "",
        BY_TRAIN + "X_test = (X_test - mu) / sd",
        BY_TRAIN + "X_test = (X_test - mu) / sd\nslope = (X[:30] - mu) / sd ** 2",
        BY_TRAIN + "X_test = X_test / sd - mu / sd",
        "mu = X.mean(axis=0)\nX_new = rng.normal(size=(9, 3)) - mu\nX = X - mu\nforward(X_new)",
        "X = X - X.mean(axis=0)\nX2 = X[:9] * 5\nX2 = X2 - X2.mean(axis=0)\nforward(X2)",
        "mu = X[:30].mean(axis=0)\ndata = {'X_train': X[:30] - mu, 'X_val': X[30:] - mu}\n"
        "print(forward(data['X_train']), forward(data['X_val']))",
        "X_test = X_test / 60\nforward(X_train / 60)",
        MANY + "X_train, X_test = many(90) / 60, many(20)\nforward(X_test / 60)",
        BY_TRAIN + "X_test -= mu\nX_test /= sd",
        BY_TRAIN + "print(forward((X_test - mu) / sd))",
        BY_TRAIN + "def predict(X):\n    return forward((X - mu) / sd)\nprint(predict(X_test))",
        BY_TRAIN + "X_new = (X_test - mu) / sd\nprint(forward(X_new))",
        BY_TRAIN + "def ready(A, mu=mu, sd=sd):\n    return (A - mu) / sd\nX_test = ready(X_test)",
        CLASS + "X_train = scaler.transform(X_train)\nX_test = scaler.transform(X_test)",
        CLASS + "forward(scaler.transform(X_train))\nprint(forward(scaler.transform(X_test)))",
        CLASS + "X_train = scaler.transform(X_train)\n"
        "def answer(X):\n    return forward(scaler.transform(X))\nprint(answer(X_test))",
        MADE,
        "X_train = X_train / 60\nX_test = X_test / 60",
        "X_train, X_test = (part / 60 for part in (X_train, X_test))",
        "X_train = X_train / 60\nX_test = X_test * (1 / 60)",
        "X_train = X_train / 60\nprint(forward(X_test / 60))",
        "X_train = X_train / 60\nprint(forward(np.divide(X_test, 60)))",
        "X_train = X_train / 60\nfor part in (X[30:35], X_test):\n    part = part / 60.0",
        "X = (X - X.mean(axis=0)) / X.std(axis=0)\nX_train, X_test = X[:30], X[30:]",
        "X_train = X_train + rng.normal(size=X_train.shape)",
        "X_train = X_train * rng.uniform(0.9, 1.1)",
        "X_train = X_train - X_train.mean(axis=1, keepdims=True)\n"
        "X_test = X_test - X_test.mean(axis=1, keepdims=True)",
        "norm = np.linalg.norm\nX_train = X_train / norm(X_train, axis=1, keepdims=True)\n"
        "X_test = X_test / norm(X_test, axis=1, keepdims=True)",
        "y_train, y_test = y[:30, None], y[30:, None]\nm = y_train.mean()\ny_train = y_train - m\n"
        "print(y_test.mean())",
        "lo, hi = X_train.min(0), X_train.max(0)\nX_train = (X_train - lo) / (hi - lo)\n"
        "X_test = np.clip((X_test - lo) / (hi - lo), 0, 1)",
        "for fold in range(3):\n    part = np.arange(40) % 3 == fold\n"
        "    X_tr, X_te = X[~part], X[part]\n    mu = X_tr.mean(axis=0)\n"
        "    X_tr = X_tr - mu\n    X_te = X_te - mu",
        "for fold in range(3):\n    part = np.arange(40) % 3 == fold\n    X_te = X[part]\n"
        "    if fold < 2:\n        X_tr = X[~part]\n    mu = X[~part].mean(axis=0)\n"
        "    if fold < 2:\n        X_tr = X_tr - mu\n    X_te = X_te - mu",
        "rows = rng.integers(0, 30, 30)\nX_train = X_train[rows]\nmu = X_train.mean(axis=0)\n"
        "X_train, X_test = X_train - mu, X_test - mu",
    ],
)  # fmt: skip
def test_parts_that_are_scaled_alike_are_not_noticed(code: str) -> None:
    assert [each for each in found(BEGIN + code + END) if each[1] == APART] == []


COLUMNS = """\
import numpy as np
rng = np.random.default_rng(4)
age, income = rng.uniform(20, 70, 30), rng.uniform(100, 900, 30)
x, y = rng.uniform(0, 4, 30), rng.uniform(0, 9, 30)
X = np.column_stack([age, income])
mu, sd, var = X.mean(axis=0), X.std(axis=0), X.var(axis=0)
"""
W = "\nW = rng.normal(size=(2, 3))\nprint(np.tanh(Z @ W))\n"
SQUARED, OTHER = "divided by the variance", "spread of another"


@pytest.mark.parametrize(
    ("code", "at", "kind"),
    [
        ("Z = (X - mu) / var", 1, SQUARED),
        ("Z = X - mu\nZ /= np.var(X, axis=0) + 1e-8", 2, SQUARED),
        ("Z = X - mu\nZ = Z / (np.sum(Z**2, axis=0) / 30)", 2, SQUARED),
        ("s = X.var(0, ddof=1)\ndef ready(X):\n    return (X - mu) / s\nZ = ready(X)", 1, SQUARED),
        ("a = (age - age.mean()) / income.std()\nZ = np.c_[a, income]", 1, OTHER),
        ("a = (age - age.min()) / (income.max() - income.min())\nZ = np.c_[a, income]", 1, OTHER),
        ("a = (income - np.min(income)) / np.ptp(age)\nZ = np.c_[a, age]", 1, OTHER),
        (
            "ma, mi = age.mean(), income.mean()\nsa, si = age.std(), income.std()\n"
            "a, i = (age - ma) / sa, (income - mi) / sa\nZ = np.c_[a, i]",
            3,
            OTHER,
        ),
    ],
)  # fmt: skip
def test_the_line_that_divides_by_another_spread_is_named(code: str, at: int, kind: str) -> None:
    assert found(COLUMNS + code + W) == [(COLUMNS.count("\n") + at, kind)]


@pytest.mark.parametrize(
    "code",
    [
        "Z = (X - mu) / sd",
        "Z = (X - mu) / np.sqrt(var + 1e-8)",
        "Z = (X - mu) / (2 * sd)",
        "Z = (X - mu) / sd.max()",
        "Z = (X - mu) / np.abs(X - mu).max(axis=0)",
        "Z = X - mu\nU, S, V = np.linalg.svd(Z.T @ Z / 30)\nZ = (Z @ U) / np.sqrt(S + 1e-8)",
        "Z = (X - mu) / sd\nlikely = (-0.5 * (X - mu) ** 2 / var).sum(axis=1)",
        "Z = (X - mu) / sd\nslope = (np.ones(2) * (X - mu) / var).sum()",
        "span = x.max() - x.min()\nZ = np.c_[(x - x.min()) / span, (y - y.min()) / span]",
        "Z = np.c_[(x - x.min()) / (x.max() - x.min()), (y - y.min()) / (x.max() - x.min())]",
        "Z = np.c_[(age - age.mean()) / X.std(), (income - income.mean()) / X.std()]",
        "sp = max(np.ptp(x), np.ptp(y))\nZ = np.c_[(x - x.min()) / sp, (y - y.min()) / sp]",
        "Z = np.c_[age - age.min(), income - income.min()] / 800",
        "Z = np.c_[(age - age.min()) / np.ptp(age), (income - income.mean()) / income.std()]",
    ],
)
def test_other_spreads_that_have_a_use_are_not_noticed(code: str) -> None:
    assert found(COLUMNS + code + W) == []
