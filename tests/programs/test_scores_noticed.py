"""Precision, recall and F1 that are made of other counts than their names say."""

from __future__ import annotations

import pytest

from tests.support.noticed_programs import found

COUNTS = """\
import numpy as np
rng = np.random.default_rng(4)
labels = (rng.random(60) < 0.4).astype(int)
chance = np.clip(0.5 * labels + rng.random(60) * 0.7, 0, 1)
class Report:
    def __init__(self, said, truth):
        self.tp = int(np.sum((said == 1) & (truth == 1)))
        self.fp = int(np.sum((said == 1) & (truth == 0)))
        self.fn = int(np.sum((said == 0) & (truth == 1)))
        self.tn = np.logical_and(said == 0, truth == 0).sum()
    def recall(self):
        return self.tp / max(self.tp + self.fn, 1)
    def precision(self):
        return self.tp / (self.tp + self.fp)
    def f1(self):
        return 2 * self.precision() * self.recall() / (self.precision() + self.recall())
    def scores(self):
        return {"specificity": self.tn / (self.tn + self.fp + 1e-9), "f1": self.f1()}
report = Report((chance > 0.5).astype(int), labels)
print(report.scores(), report.precision())
TP = FP = FN = TN = 0
for p, t in zip(chance, labels):
    guess = 1 if p > 0.5 else 0
    if guess == 1 and t == 1:
        TP += 1
    elif guess == 1 and t == 0:
        FP += 1
    elif guess == 0 and t == 1:
        FN += 1
    else:
        TN += 1
accuracy = (TP + TN) / (TP + TN + FP + FN)
acc = (TP + TN) / len(labels)
print("recall", TP / (TP + FN), "precision", TP / (TP + FP))
"""
LIKE_COUNTS = """
hits, misses = int(np.sum(guess == t)), 3
accuracy = hits / (hits + misses)
threat = TP / (TP + FP + FN)
precision, recall = TP / (TP + FP), TP / (TP + FN)
f2 = 5 * precision * recall / (4 * precision + recall)
f1_score = 2 * TP / (2 * TP + FP + FN)
beta = 0.5
f_beta = (1 + beta ** 2) * precision * recall / (beta ** 2 * precision + recall)
balanced_accuracy = (TP / (TP + FN) + TN / (TN + FP)) / 2
precision = np.float32(1e-6)
tp_rate, fp_rate = TP / (TP + FN), FP / (FP + TN)
miss = FN / (TP + FN)
"""
CLASSES = """\
import numpy as np
rng = np.random.default_rng(4)
X = rng.normal(size=(90, 3))
labels = np.argmax(X + 0.3 * rng.normal(size=(90, 3)), axis=1)
chances = np.exp(X @ (np.eye(3) + 0.4 * rng.normal(size=(3, 3))))
answers = np.argmax(chances / chances.sum(axis=1, keepdims=True), axis=1)
table = np.zeros((3, 3), dtype=int)
for t, a in zip(labels, answers):
    table[t, a] += 1
precision = np.diag(table) / table.sum(axis=0)
recall = np.diag(table) / table.sum(axis=1)
f1 = 2 * precision * recall / (precision + recall)
for k in range(3):
    right = np.sum((answers == k) & (labels == k))
    prec_k = right / np.sum(answers == k)
    rec_k = right / np.sum(labels == k)
"""
LIKE_CLASSES = """
turned = np.zeros((3, 3), dtype=int)
np.add.at(turned, (answers, labels), 1)
precision = (turned.diagonal() / turned.sum(axis=1)).mean()
recall = np.mean([turned[k, k] / turned[:, k].sum() for k in range(3)])
half = precision * recall / (precision + recall)
f1 = 2 * half
f1 = np.mean(2 / (1 / precision + 1 / recall))
shares = table / table.sum(axis=1, keepdims=True)
binary = np.eye(3)[labels][:, 0]
precision = np.sum(binary * (answers == 0)) / np.sum(answers == 0)
"""
WRONG = [
    (COUNTS, "self.tp / max(self.tp + self.fn, 1)", "self.tp / max(self.tp + self.fp, 1)", "score"),
    (
        COUNTS,
        "return self.tp / (self.tp + self.fp)",
        "return self.tp / (self.tp + self.fn)",
        "score",
    ),
    (COUNTS, "self.tn / (self.tn + self.fp", "self.tn / (self.tn + self.fn", "score"),
    (COUNTS, "return 2 * self.prec", "return self.prec", "half of F1"),
    (COUNTS, "np.sum((said == 0) & (truth == 1))", "np.sum((said == 1) & (truth == 0))", "count"),
    (COUNTS, "elif guess == 0 and t == 1", "elif guess == 0 and t == 0", "count"),
    (COUNTS, "/ (TP + TN + FP + FN)", "/ (TP + FP + FN)", "score"),
    (COUNTS, "/ len(labels)", "/ len(labels[:40])", "size of another set"),
    (COUNTS, '"recall", TP / (TP + FN)', '"recall", TP / (TP + FP)', "score"),
    (CLASSES, "table[t, a] += 1", "table[a, t] += 1", "table turned"),
    (CLASSES, "np.diag(table) / table.sum(axis=0)", "np.diag(table) / table.sum(axis=1)", "score"),
    (CLASSES, "right / np.sum(labels == k)", "right / np.sum(answers == k)", "score"),
    (CLASSES, "2 * precision * recall / (precision + recall)", "(precision + recall) / 2", "score"),
]


@pytest.mark.sampled
@pytest.mark.parametrize(("code", "right", "wrong", "kind"), WRONG)
def test_another_score_than_it_is_called_is_told(
    code: str, right: str, wrong: str, kind: str
) -> None:
    line = code[: code.index(right)].count("\n") + 1
    code = code.replace(right, wrong, 1)
    assert [(at, kind in what) for at, what in found(code)] == [(line, True)]


@pytest.mark.parametrize("code", [COUNTS + LIKE_COUNTS, CLASSES + LIKE_CLASSES])
def test_scores_that_are_what_they_are_called_are_not(code: str) -> None:
    assert found(code) == []
