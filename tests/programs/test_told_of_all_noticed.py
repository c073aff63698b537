"""Scores of answers, roots of means and what is kept as best, where a value shows a mistake."""

from __future__ import annotations

import pytest

from tutor.programs.noticing.rules import noticed
from tutor.programs.program import Program
from tutor.programs.running import run_program

BEGIN = """import numpy as np
rng = np.random.default_rng(5)
X = rng.uniform(size=(40, 3)) * 16
labels = (X[:, :2] @ [1, 2] // 12).astype(int) % 3
P = np.eye(3)[labels] * 0.4 + rng.uniform(size=(40, 3)) * 0.5
Y = np.where(labels == 1, 1, 0).reshape(1, 40)
A = np.clip(Y + rng.normal(size=(1, 40)) * 0.3, 0.01, 0.99)
params = {"W": rng.normal(size=(3, 2)), "b": np.zeros(2)}
layers = [rng.normal(size=(3, 2)), np.zeros(2)]
class Net:
    def __init__(self):
        self.W = [np.ones((3, 2)) for _ in range(1)]
        self.b = [np.zeros(2) for _ in self.W]
    def step(self):
        for k in range(1):
            self.W[k] -= 0.1
            self.b[k] -= 0.1
net = Net()
def loss_of(x, t):
    return float(np.mean((x[:, 0] - t) ** 2))
def half(d):
    return 0.5 * np.sum(d ** 2)
X_tr, X_va, y_tr, y_va = X[:30], X[30:], labels[:30], labels[30:]
"""
WRONG = [
    ("accuracy = np.mean((A > 0.5) == Y.T)", "accidental square"),
    ("accuracy = 100 * ((A > 0.5).reshape(-1, 1) == Y).mean()", "accidental square"),
    ("right = np.count_nonzero(np.round(A.T) == Y) / 40", "accidental square"),
    ("accuracy = np.equal(A > 0.5, Y.T).mean()", "accidental square"),
    ("error = np.mean((A - Y.T) ** 2)", "accidental square"),
    ("error = np.abs(A.T - Y).sum() / 40", "accidental square"),
    ("accuracy = np.mean(np.max(P, axis=1) == labels)", "answers of another"),
    ("guess = np.argmax(P)\naccuracy = np.mean(guess == labels)", "classes over examples"),
    ("accuracy = (P.argmax() == labels).mean()", "classes over examples"),
    ("accuracy = np.sum(labels == P.T.argmax()) / 40", "classes over examples"),
    ("def rms(d):\n    return np.sqrt(np.sum(d ** 2)) / d.shape[0]\nrms(A.T - Y.T)", "no mean un"),
    ("rmse = np.linalg.norm(A - Y) / Y.size", "no mean under"),
    ("RMS = (2 * half(A - Y)) ** 0.5 / 40", "no mean under"),
    ('root = np.sqrt(((A - Y) ** 2).sum())\nprint("RMSE", root / len(labels))', "no mean under"),
    ("rmse = np.mean(np.sqrt((A - Y) ** 2))", "no mean under"),
    ("X_tr, X_va = X_tr / 16, X_va\nprint(X_tr.mean(), X_va.mean())", "scaled apart"),
]
RIGHT = [
    "accuracy = np.mean((A > 0.5) == Y)",
    "same = np.mean(Y.T == Y)",
    "pairs = np.mean(labels.reshape(-1, 1) == (A > 0.5).reshape(1, -1))",
    "wins = (A.reshape(-1, 1) > A[:, ::-1]).mean()",
    "apart = np.abs(A.T - A).mean()",
    "outer = A.T * Y\nprint(outer.sum())",
    "table = (A.T - Y).argmin(axis=0)",
    "accuracy = np.mean(P.argmax(axis=1) == labels)",
    "accuracy = np.mean([np.argmax(row) == c for row, c in zip(P, labels)])",
    "most = np.argmax(np.bincount(labels))\nbase_accuracy = np.mean(most == labels)",
    "whole = np.mean(labels == labels.astype(float))",
    "rmse = np.sqrt(np.sum((A - Y) ** 2) / 40)",
    "rmse = np.linalg.norm(A - Y) / np.sqrt(40)",
    "rmse = np.sqrt(np.mean((A - Y) ** 2))\nprint('RMSE', rmse / 40)",
    "error = np.std(A) / 40",
    "rmse = np.mean(np.sqrt(np.mean((P - 0.5) ** 2, axis=1)))",
    "mae = np.mean(np.sqrt((A - Y) ** 2))",
    "step = np.sqrt(np.sum(A ** 2)) / 40",
    "X_tr, y_tr = X_tr / 16, y_tr\nX_va = X_va / 16\nprint(X_tr.mean(), X_va.mean())",
    "X_tr, X_va = X_tr / 16, X_va\nX_va = X_va / 16\nprint(X_tr.mean(), X_va.mean())",
]


def found(code: str) -> list[tuple[int, str]]:
    run = run_program(Program("code.py", BEGIN + code))
    assert not run.message, run.message
    return [(each.line - BEGIN.count("\n"), each.kind) for each in noticed(run)]


@pytest.mark.sampled
@pytest.mark.parametrize(("code", "kind"), WRONG)
def test_scores_of_the_wrong_numbers_are_noticed(code: str, kind: str) -> None:
    ((line, told),) = found(code)
    assert told.startswith(kind)
    signs = ("==", "equal", " - ", "argmax", "sqrt", "**", "norm", "/ len", "/ 16")
    assert any(each in code.split("\n")[line - 1] for each in signs)


def test_scores_of_the_right_numbers_are_not() -> None:
    assert [(code, said) for code in RIGHT if (said := found(code))] == []


COUNTING = """right, seen = 0, 0
for k in range(0, 40, 8):
    right += (P[k:k + 8].argmax(axis=1) == labels[k:k + 8]).sum()
    seen += 1
print("accuracy", right / seen)
"""


def test_batches_counted_in_place_of_examples_are_told_where_they_are_counted() -> None:
    assert found(COUNTING) == [(4, "share above 1")]
    assert found(COUNTING.replace("seen += 1", "seen += len(labels[k:k + 8])")) == []
    assert found(COUNTING.replace("right / seen", "right / seen / 8")) == []
    swapped = COUNTING.replace("    seen += 1\n", "").replace("8):\n", "8):\n    seen += 1\n")
    assert found(swapped) == [(3, "share above 1")]


LOOP = """best, low = None, 1e9
for turn in range(4):
    net.step()
    for p in layers:
        p -= 0.1
    params["W"] -= 0.1
    params["b"] -= 0.1
    if -turn < low:
        low = -turn
        best = KEPT
print(best)
"""


@pytest.mark.parametrize(
    "kept",
    [
        "([w for w in net.W], [b.copy() for b in net.b])",
        "{'W': [w.copy() for w in net.W], 'b': [b for b in net.b]}",
        "(turn, [w for w in layers])",
        "turn, params['W'], params['b'].copy()",
        "params.copy()",
        "list(net.W)",
        "net.W[:]",
    ],
)
def test_one_part_of_what_is_kept_that_is_no_copy_is_noticed(kept: str) -> None:
    assert found(LOOP.replace("KEPT", kept)) == [(10, "kept without a copy")]


def test_copies_of_all_parts_are_not() -> None:
    kept = [
        "([w.copy() for w in net.W], [b.copy() for b in net.b])",
        "{'W': [w + 0 for w in net.W], 'b': [b.copy() for b in net.b]}",
        "(turn, [w.copy() for w in layers], [len(w) for w in layers])",
        "params['W'].copy()",
        "{k: v.copy() for k, v in params.items()}",
    ]
    assert [each for each in kept if found(LOOP.replace("KEPT", each))] == []
    anew = 'params["W"] = params["W"] - 0.1\n    params["b"] = params["b"] - 0.1'
    code = LOOP.replace('params["W"] -= 0.1\n    params["b"] -= 0.1', anew)
    assert found(code.replace("KEPT", "params.copy()")) == []
    assert found(LOOP.replace("KEPT", "v.copy()").replace("best, ", "v = X[0]\nbest, ", 1)) == []


SETS = """for turn in range(2):
    val = loss_of(X_va, y_va)
    train = loss_of(X_tr, y_tr)
    print(f"{turn}  train {train:.3f}  val {val:.3f}")
"""


def test_a_number_that_is_told_as_that_of_another_set_is_noticed_where_it_is_computed() -> None:
    assert found(SETS) == []
    swapped = SETS.replace("(X_va, y_va)", "(X_tr, y_tr)")
    assert found(swapped) == [(2, "data of another set")]
    assert found(swapped.replace('  train {train:.3f}  val {val:.3f}"', ' value {val:.3f}"')) == []
    line = SETS.split("\n")[3].strip()
    behind = 'print(f"{turn} {train:.3f} train, {val:.3f} val, {turn + 0.1} more")'
    assert found(SETS.replace(line, behind)) == []
    called = behind.replace("{train:", "{loss_of(X_tr, y_tr):")
    assert found(SETS.replace(line, called.replace("{val:", "{loss_of(X_va, y_va):"))) == []


def test_labels_that_stay_beside_examples_that_are_shuffled_are_told_at_their_own_line() -> None:
    code = """def batches(X, t):
    order = rng.permutation(len(X))
    mixed_X = X[order]
    mixed_t = t
    return [(mixed_X[k:k + 10], mixed_t[k:k + 10]) for k in range(0, 30, 10)]
W = np.zeros(3)
for turn in range(3):
    for x, t in batches(X_tr, X_tr[:, 0] * 0.5):
        W -= 0.001 * (x @ W - t) @ x
"""
    assert found(code) == [(4, "two permutations")]
    assert found(code.replace("mixed_t = t\n", "mixed_t = t[order]\n")) == []
