"""Tables that are cut into parts which overlap, or reshaped into columns that mix examples."""

from __future__ import annotations

import pytest
from noticed_programs import found

BEGIN = """\
import numpy as np
rng = np.random.default_rng(2)
labels = rng.integers(0, 3, 40)
X = rng.normal(size=(40, 2)) + labels[:, None]
order = rng.permutation(40)
cut = 30
W = rng.normal(size=(3, 2))
"""
AT = BEGIN.count("\n")
OVERLAP, TURNED = "test data in the training data", "reshaped, not turned"
SPLIT = "X_train, X_test = X[train], X[test]\ny_train, y_test = labels[train], labels[test]\n"
LAST = SPLIT.replace("[train]", "[:30]").replace("[test]", "[30:]")


@pytest.mark.parametrize(
    ("code", "at", "kind"),
    [
        ("(a, p), (b, q) = (X[:cut], labels[:cut]), (X[-cut:], labels[-cut:])", 1, OVERLAP),
        ("a, b = X.T[:, :cut], X.T[:, -cut:]\np, q = labels[:cut], labels[-cut:]", 1, OVERLAP),
        ("train, test = order[:cut], order[20:]\n" + SPLIT, 1, OVERLAP),
        ("train = order[:cut]\ntest = rng.choice(40, 12, replace=False)\n" + SPLIT, 2, OVERLAP),
        (
            "X, y = X[order], labels[order]\n"
            "X_tr, X_te = X[:30], X[25:]\ny_tr, y_te = y[:30], y[25:]",
            2,
            OVERLAP,
        ),
        ("X_tr, y_tr = X, labels\nX_te, y_te = X[::5], labels[::5]", 1, OVERLAP),
        ("X_train = X\ny_train = labels\n" + LAST.replace("[:30]", "[:]"), 1, OVERLAP),
        (LAST.replace("[30:]", "[:30]"), 1, OVERLAP),
        ("X_train, y_train = X[:30], labels[:30]\nX_val, y_val = X[:10], labels[:10]", 2, OVERLAP),
        ("T = np.eye(3)[labels].reshape(3, -1)", 1, TURNED),
        ("T = np.zeros((40, 3))\nT[range(40), labels] = 1\nT = np.reshape(T, (3, 40))", 3, TURNED),
        ("Z = W @ X.reshape(2, 40)", 1, TURNED),
        ("A = rng.normal(size=(9, 2, 3))\nZ = np.ones((4, 6)).dot(A.reshape(-1, 9))", 2, TURNED),
    ],
)  # fmt: skip
def test_the_line_that_mixes_examples_is_named(code: str, at: int, kind: str) -> None:
    assert found(BEGIN + code) == [(AT + at, kind)]


@pytest.mark.parametrize(
    "code",
    [
        "(a, p), (b, q) = (X[:cut], labels[:cut]), (X[cut:], labels[cut:])",
        "(a, p), (b, q) = (X[:cut], labels[:cut]), (X[-10:], labels[-10:])",
        "a, b, p, q = X[:-1], X[1:], labels[:-1], labels[1:]",
        "X_train, X_test = X[:cut], X[cut - 5:]\ny_train, y_test = labels[:cut], labels[cut - 5:]",
        "X_train, y_train = X[:20], labels[:20]\nX_val, y_val = X_train[:10], y_train[:10]",
        "X_train, X_test = X, X\ny_train, y_test = labels, labels",
        LAST + "X_train, y_train = X, labels",
        "X_train, y_train = X, labels\nX_val, X_train = X_train[30:], X_train[:30]\n"
        "y_val, y_train = y_train[30:], y_train[:30]",
        "train = rng.integers(0, 40, 40)\ntest = np.setdiff1d(np.arange(40), train)\n" + SPLIT,
        "for k in range(4):\n    test = order[k::4]\n    train = np.setdiff1d(order, test)\n    "
        + SPLIT.replace("\n", "\n    "),
        "head, tail = X[:30], X[-30:]",
        "mask = rng.random(40) < 0.7\ntrain, test = mask, ~mask\n" + SPLIT,
        "T = np.eye(3)[labels].T",
        "T = np.eye(3)[labels].reshape(40, 3, 1)",
        "T = np.eye(3)[labels].reshape(-1)",
        "Z = W @ X.reshape(40, -1).T",
        "images = rng.normal(size=(12, 2, 3))\nZ = np.ones((4, 6)) @ images.reshape(12, -1).T",
        "images = rng.normal(size=(2, 3, 12))\nZ = np.ones((4, 6)) @ images.reshape(-1, 12)",
        "P = rng.normal(size=(12, 2)).reshape(2, 12)",
        "kernels = rng.normal(size=(6, 4, 3))\nZ = kernels.reshape(6, -1) @ np.ones((12, 5))",
    ],
)  # fmt: skip
def test_other_cuts_and_shapes_are_not_noticed(code: str) -> None:
    assert [each for each in found(BEGIN + code) if each[1] in (OVERLAP, TURNED)] == []


BATCHES = (
    BEGIN
    + """
size, n = 8, len(X)
batches = n // size
for epoch in range(2):
    for k in range(batches):
        rows = order[k * size:(k + 1) * size]
        W @ X[rows].T
    for start in range(0, n, size):
        W @ X[start:start + size].T
"""
)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("k * size:(k + 1) * size]", "k:k + size]"),
        ("k * size:(k + 1) * size]", "k * size:(k + 1) * size - 1]"),
        ("k * size:(k + 1) * size]", "k * size:k + size]"),
        ("k * size:(k + 1) * size]", "(k - 1) * size:k * size]"),
        ("range(0, n, size)", "range(0, n - size, size)"),
        ("start in range(0, n, size)", "start in range(batches)"),
        ("k in range(batches)", "k in range(size)"),
    ],
)
def test_batches_that_leave_examples_out_or_share_them_are_said(right: str, wrong: str) -> None:
    code = BATCHES.replace(right, wrong)
    line = code[: code.index(wrong)].count("\n") + 1
    assert found(code) == [(line, "batches")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("k * size:(k + 1) * size]", "k * size:k * size + size]"),
        ("range(0, n, size)", "range(0, n - size + 1, size)"),
        ("size, n = 8", "size, n = 7"),
        ("range(0, n, size)", "range(0, n - n % size, size)"),
        ("n // size\n", "n - size + 1\nsize = 3\n"),
    ],
)
def test_batches_that_are_cut_otherwise_are_right(one: str, other: str) -> None:
    assert found(BATCHES.replace(one, other)) == []
    assert found(BATCHES.replace("8", "7").replace("range(0, n, ", "range(0, n - size, ")) == []


def test_a_function_that_hands_over_too_much_is_named_where_it_does() -> None:
    code = (
        "def parted(x, y):\n    return (x[:cut], y[:cut]), (x[cut:], y[cut:])\n"
        "(X_train, y_train), (X_test, y_test) = parted(X, labels)\n"
    )
    assert found(BEGIN + code) == []
    for wrong in ("(x, y), (x[cut:]", "(x[:cut], y[:cut]), (x[:cut]"):
        whole = wrong + ", y" + wrong[wrong.rindex("[") :] + ")\n"
        start, end = code.index("(x[:cut]"), code.index("(X_train")
        assert found(BEGIN + code[:start] + whole + code[end:]) == [(AT + 2, OVERLAP)]
