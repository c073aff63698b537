"""Mistakes in the data, before the network: which line is named, and that none is in right ones."""

from __future__ import annotations

import pytest
from noticed_programs import PROGRAM, found

from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.running import run_program


def test_nothing_is_noticed_where_the_data_are_right() -> None:
    assert found(PROGRAM) == []


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("X, y = X[order], y[order]", "X, y = X[order], y", "two permutations"),
        ("X, y = X[order], y[order]", "X, y = X[order], rng.permutation(y)", "two permutations"),
        ("X, y = X[order], y[order]", "X, y = X[np.sort(order)], y[order]", "two permutations"),
        ("y_train[idx]", "y_train[start:start + size]", "two permutations"),
        ("X_train[idx], y_train[idx]", "X_train[idx], y_train[np.sort(idx)]", "two permutations"),
        ("X_train[idx], y_train[idx]", "X_train[drawn[:size]], y_train[idx]", "two permutations"),
        ("np.eye(3)[y_val]", "np.eye(3)[rng.permutation(y_val)]", "two permutations"),
        ("T_val = np.eye(3)[y_val]", "T_val = np.eye(3)[y_val - 1]", "class below 0"),
        ("G[np.arange(len(yb)), yb]", "G[np.arange(len(yb)), yb - 1]", "class below 0"),
        ("drawn[start:start + size]", "drawn[:size]", "same batch"),
        ("drawn[start:start + size]", "drawn[start:start + size - 1]", "batches"),
    ],
)  # fmt: skip
def test_the_line_of_a_mistake_in_the_data_is_named(old: str, new: str, kind: str) -> None:
    assert PROGRAM.count(old) == 1
    line = PROGRAM[: PROGRAM.index(old)].count("\n") + 1
    assert found(PROGRAM.replace(old, new)) == [(line, kind)]


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "X, y = X[order], y[order]",
            "both = np.c_[X, y][order]\nX, y = both[:, :3], both[:, 3].astype(int)",
        ),
        ("X, y = X[order], y[order]", "X = X[order]\ny = np.take(y, order)"),
        ("T_val = np.eye(3)[y_val]", "T_val = np.zeros((30, 3))\nT_val[np.arange(30), y_val] = 1"),
        ("y = np.repeat(np.arange(3), 30)", "y = np.array([k // 30 for k in range(90)])"),
        ("drawn[start:start + size]", "np.sort(drawn[start:start + size])"),
        (
            "X_train, X_val = X[:cut], X[cut:]\ny_train, y_val = y[:cut], y[cut:]",
            "rows = np.arange(90)\nrows = rows[np.argsort(y[rows])]\nX, y = X[rows], y[rows]\n"
            "X_train, X_val = X[::2], X[1::2]\ny_train, y_val = y[::2], y[1::2]\ncut = 45",
        ),
        (
            "    drawn = rng.permutation(cut)",
            "    rows = np.arange(cut)\n"
            "    drawn = rows[np.argsort(y_train[rows], kind='stable')]",
        ),
    ],
)  # fmt: skip
def test_other_ways_to_handle_the_data_are_not_noticed(old: str, new: str) -> None:
    assert PROGRAM.count(old) == 1
    assert found(PROGRAM.replace(old, new)) == []


TOGETHER = """\
import numpy as np
rng = np.random.default_rng(0)
X = np.vstack([rng.normal(-1, 0.5, (20, 2)), rng.normal(1, 0.5, (20, 2))])
labels = np.array([1] * 20 + [0] * 20)
mix = rng.permutation(40)
X = X[mix]
labels = labels[mix]
X_train, X_test = X[:30], X[30:]
y_train, y_test = labels[:30], labels[30:]
w = np.zeros(2)

def train(xs, ts):
    for x, t in zip(xs, ts):
        p = 1 / (1 + np.exp(-np.sum(w * x)))
        w[:] += (t - p) * x

def right(xs, ts):
    return np.mean([(np.sum(w * x) > 0) == t for x, t in zip(xs, ts)])

train(X_train, y_train)
if w[0] > 1e9:
    print(right(X_test, y_test))
"""


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("", "", 0),
        ("labels = labels[mix]\n", "", 6),
        ("labels = labels[mix]", "labels = labels[rng.permutation(40)]", 7),
        ("X[:30], X[30:]", "X[:30], X[rng.permutation(40)[:10]]", 9),
        ("right(X_test, y_test)", "train(X_test[::-1], y_test[::-1])", 0),
    ],
)
def test_what_is_handed_on_together_belongs_together(old: str, new: str, line: int) -> None:
    said = [(line, "two permutations")] * (line > 0)
    assert [each for each in found(TOGETHER.replace(old, new)) if "two" in each[1]] == said


@pytest.mark.parametrize("new", ["", "y_train[start:start + size]"])
def test_rows_of_one_table_are_followed_in_a_later_window(new: str) -> None:
    split = "X_train, y_train = both[:cut, :3], both[:cut, 3].astype(int)\n"
    begin, end = PROGRAM.split("X, y = X[order], y[order]\n")
    begin += "both = np.c_[X, y]\nrng.shuffle(both)\ncut = 60\n" + split
    begin += "X_val, y_val = both[cut:, :3], both[cut:, 3].astype(int)\n"
    code = begin + end[end.index("mu, sd") :]
    code = code.replace("y_train[idx]", new or "y_train[idx]")
    run = run_program(Program("code.py", code), start=4, seconds=60)
    assert run.start == 4
    lines = [each.line for each in noticed(run) if each.kind == "two permutations"]
    assert lines == [code[: code.index(new)].count("\n") + 1] * bool(new)


TABLE = (
    "import numpy as np\nrng = np.random.default_rng(0)\nX = rng.normal(size=(30, {features}))\n"
)
AXIS, BRACKETS = "scaled along another axis", "missing brackets"


@pytest.mark.parametrize(
    ("features", "code", "line", "kind"),
    [
        (3, "X = (X - X.mean(axis=1, keepdims=True)) / X.std(axis=0)", 4, AXIS),
        (3, "mu = X.mean(0)\ns = X.std(-1, keepdims=True) + 1e-8\nX -= mu\nX /= s", 5, AXIS),
        (2, "X = (X - np.mean(X, 1, keepdims=True)) / np.std(X, 1, keepdims=True)", 4, AXIS),
        (3, "mu, sd = X.mean(axis=0), X.std(axis=0)\nX = X - mu / sd", 5, BRACKETS),
        (3, "X = X - np.mean(X, axis=0) / np.maximum(np.std(X, axis=0), 1e-9)", 4, BRACKETS),
    ],
)  # fmt: skip
def test_the_line_that_scales_the_data_wrongly_is_named(
    features: int, code: str, line: int, kind: str
) -> None:
    assert found(TABLE.format(features=features) + code) == [(line, kind)]


@pytest.mark.parametrize(
    ("features", "code"),
    [
        (3, "X = (X - X.mean(axis=0)) / X.std(axis=0)"),
        (3, "X = (X - X.mean(axis=0)) / X.std()"),
        (9, "X = (X - X.mean(axis=1, keepdims=True)) / (X.std(axis=1, keepdims=True) + 1e-8)"),
        (2, "X = X / np.linalg.norm(X, axis=1, keepdims=True)"),
        (2, "X = X.T\nX = (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)"),
        (3, "X = (X - X.min(axis=0)) / (X.max(axis=0) - X.min(axis=0))"),
        (3, "X = X - X.mean(axis=0) / 2"),
    ],
)
def test_data_that_are_scaled_in_a_way_that_has_a_use_are_not_noticed(
    features: int, code: str
) -> None:
    assert found(TABLE.format(features=features) + code) == []


def test_a_choice_of_rows_is_named_where_the_other_stands_beside_it_as_it_is() -> None:
    old = "X, y = X[order], y[order]"
    new = "X, y = X[order], y\ny = y + 0"
    assert found(PROGRAM.replace(old, new)) == [(7, "two permutations")]
