r"""How good are predictions? Accuracy, confusion matrix, precision, recall, F1, top-k, calibration.

Outputs A are (K, m): one probability a class for each of the m examples; (1, m) is a single sigmoid
output, the probability of class 1 out of classes 0 and 1; a flat (m,) array holds class numbers.
Targets Y are one-hot (K, m), or class numbers (m,) or (1, m).

A quotient whose denominator is zero (a class that is never predicted has no precision) counts as 0,
and the macro averages, plain means over the classes, include it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Array


def predicted_classes(A: Array) -> Array:
    """The class with the largest output (first of equals); for a single output, whether a > 0.5."""
    A = np.asarray(A)
    if A.ndim == 1:
        return _class_numbers(A)
    return np.asarray(A[0] > 0.5 if len(A) == 1 else A.argmax(axis=0), np.intp)


def true_classes(Y: Array) -> Array:
    """The class number of each example, from one-hot columns or from class numbers."""
    Y = np.asarray(Y)
    if Y.ndim > 1 and len(Y) > 1:
        return np.asarray(np.argmax(Y, axis=0))
    return _class_numbers(Y.reshape(-1))


def class_probabilities(A: Array) -> Array:
    """One row a class: a single sigmoid output a becomes the rows 1 - a and a."""
    A = np.asarray(A)
    if A.ndim != 2:
        raise ValueError(f"Probabilities come as (classes, examples), not in the shape {A.shape}.")
    return np.concatenate([1.0 - A, A]) if len(A) == 1 else A


def accuracy(A: Array, Y: Array) -> float:
    """The share of examples whose predicted class is the true one."""
    predicted, true = _pair(A, Y)
    return float(np.count_nonzero(predicted == true) / true.size)


def confusion_matrix(A: Array, Y: Array, n_classes: int | None = None) -> Array:
    """Counts of shape (K, K): rows are the true classes, columns the predicted ones."""
    predicted, true = _pair(A, Y)
    n = n_classes or max(_n_classes(A), _n_classes(Y), int(max(predicted.max(), true.max())) + 1)
    return np.bincount(true * n + predicted, minlength=n * n).reshape(n, n)


def precision(A: Array, Y: Array) -> Array:
    """Of the examples given to each class, the share that belongs there: TP / (TP + FP), (K,)."""
    counts = confusion_matrix(A, Y)
    return _quotient(np.diag(counts), counts.sum(axis=0))


def recall(A: Array, Y: Array) -> Array:
    """Of the examples that belong to each class, the share found: TP / (TP + FN), (K,)."""
    counts = confusion_matrix(A, Y)
    return _quotient(np.diag(counts), counts.sum(axis=1))


def f1(A: Array, Y: Array) -> Array:
    """2 TP / (2 TP + FP + FN) of each class, the harmonic mean of precision and recall, (K,)."""
    counts = confusion_matrix(A, Y)
    return _quotient(2 * np.diag(counts), counts.sum(axis=0) + counts.sum(axis=1))


def macro_precision(A: Array, Y: Array) -> float:
    """The mean of the classes' precisions."""
    return float(np.mean(precision(A, Y)))


def macro_recall(A: Array, Y: Array) -> float:
    """The mean of the classes' recalls."""
    return float(np.mean(recall(A, Y)))


def macro_f1(A: Array, Y: Array) -> float:
    """The mean of the classes' F1."""
    return float(np.mean(f1(A, Y)))


def micro_f1(A: Array, Y: Array) -> float:
    """F1 of the counts of all classes together: where each example has one class, the accuracy."""
    return accuracy(A, Y)


def weighted_f1(A: Array, Y: Array) -> float:
    """The mean of the classes' F1, each weighted by how many examples belong to its class."""
    supports = confusion_matrix(A, Y).sum(axis=1)
    return float(np.dot(f1(A, Y), supports) / supports.sum())


def auc(A: Array, Y: Array) -> float | None:
    """The area under the ROC curve: how often an example of a class has more of its output.

    With more than two classes the mean of each class against all others; ties count half. None
    where a class has no example, or all of them.
    """
    A, true = np.asarray(A), true_classes(Y)
    rows = [A[-1]] if len(A) <= 2 else list(A)
    wanted = [1] if len(A) <= 2 else range(len(A))
    areas = [_area(row, true == number) for row, number in zip(rows, wanted, strict=True)]
    known = [area for area in areas if area is not None]
    return float(np.mean(known)) if len(known) == len(areas) else None


def _area(scores: Array, belongs: Array) -> float | None:
    """The share of pairs, one in the class and one not, of which the first has the greater score.

    From the ranks of the scores, equal ones sharing theirs.
    """
    inside = int(belongs.sum())
    pairs = inside * (belongs.size - inside)
    if not pairs:
        return None
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2
    return float((ranks[place][belongs].sum() - inside * (inside + 1) / 2) / pairs)


def rmse(A: Array, Y: Array) -> float:
    """The root of the mean squared error, in the unit of Y; the mean over the outputs."""
    return float(np.mean(np.sqrt(np.mean(np.square(A - Y), axis=-1))))


def mae(A: Array, Y: Array) -> float:
    """The mean distance from the targets, in the unit of Y."""
    return float(np.mean(np.abs(A - Y)))


def r2(A: Array, Y: Array) -> float | None:
    """1 - sum (y - a)^2 / sum (y - mean)^2, the mean over the outputs; None for one example.

    Targets that are all alike count as 1 where they are met, else as 0.
    """
    if Y.shape[-1] < 2:
        return None
    left = np.square(A - Y).sum(axis=-1)
    whole = np.square(Y - Y.mean(axis=-1, keepdims=True)).sum(axis=-1)
    explained = 1 - np.divide(left, whole, out=np.ones_like(left), where=whole > 0)
    return float(np.mean(np.where((whole == 0) & (left == 0), 1.0, explained)))


def top_k(A: Array, Y: Array, k: int = 2) -> float:
    """The share of examples with the true class among the k largest outputs (first of equals)."""
    P, true = _probabilities_and_classes(A, Y)
    p_true = P[true, np.arange(true.size)]
    earlier = np.arange(len(P))[:, None] < true
    # Written with "not less", so that an output of nan never counts as beaten.
    ahead = np.where(earlier, ~(p_true > P), ~(p_true >= P))
    ahead[true, np.arange(true.size)] = False
    return float(np.mean(ahead.sum(axis=0) < k))


def log_loss(A: Array, Y: Array) -> float:
    """The mean of -log(probability of the true class); inf when that probability is 0."""
    P, true = _probabilities_and_classes(A, Y)
    with np.errstate(divide="ignore"):
        return float(-np.mean(np.log(P[true, np.arange(true.size)])))


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """Confidence against accuracy in bins of equal width; an empty bin has nan for both."""

    edges: Array
    """The borders of the B bins, (B + 1,); a bin holds its upper border, not its lower one."""
    counts: Array
    """The number of examples in each bin, (B,)."""
    accuracy: Array
    confidence: Array
    """The mean confidence in each bin; the confidence of an example is its largest probability."""

    @property
    def ece(self) -> float:
        """Expected calibration error: sum_b n_b/m |acc(b) - conf(b)|."""
        full = self.counts > 0
        gaps = np.abs(self.accuracy[full] - self.confidence[full])
        return float(np.dot(self.counts[full], gaps) / self.counts.sum())


def calibration(A: Array, Y: Array, bins: int = 10) -> Calibration:
    """How often predictions of each confidence are right; the figure depends on the bins."""
    P, true = _probabilities_and_classes(A, Y)
    edges = np.linspace(0.0, 1.0, bins + 1)
    confidence = P.max(axis=0)
    right = np.argmax(P, axis=0) == true
    place = np.clip(np.searchsorted(edges, confidence, side="left") - 1, 0, bins - 1)
    counts = np.bincount(place, minlength=bins)
    with np.errstate(invalid="ignore"):
        accuracies = np.bincount(place, right, minlength=bins) / counts
        confidences = np.bincount(place, confidence, minlength=bins) / counts
    return Calibration(edges, counts, accuracies, confidences)


def ece(A: Array, Y: Array, bins: int = 10) -> float:
    """Expected calibration error over `bins` bins of equal width."""
    return calibration(A, Y, bins).ece


def _pair(A: Array, Y: Array) -> tuple[Array, Array]:
    predicted, true = predicted_classes(A), true_classes(Y)
    _check(predicted.size, true, _n_classes(A))
    return predicted, true


def _probabilities_and_classes(A: Array, Y: Array) -> tuple[Array, Array]:
    P, true = class_probabilities(A), true_classes(Y)
    _check(P.shape[1], true, len(P))
    return P, true


def _class_numbers(values: Array) -> Array:
    with np.errstate(invalid="ignore"):
        numbers = values.astype(np.intp, copy=False)
    if values.dtype.kind == "f" and (numbers != values).any():
        raise ValueError("Classes are whole numbers; probabilities come as (classes, examples).")
    return numbers


def _check(predictions: int, true: Array, n_classes: int) -> None:
    """Raises ValueError if the targets do not fit the outputs; 0 for n_classes that are open."""
    if predictions != true.size:
        raise ValueError(f"{predictions} predictions do not fit {true.size} targets.")
    if not true.size:
        raise ValueError("A metric needs at least one example.")
    least, most = true.min(), true.max()
    if least < 0 or (n_classes and most >= n_classes):
        wrong, upper = least if least < 0 else most, f"to {n_classes - 1}" if n_classes else "up"
        raise ValueError(f"The classes go from 0 {upper}; a target says {wrong}.")


def _n_classes(values: Array) -> int:
    """The classes an array has rows for; a single row stands for two classes."""
    return max(2, len(values)) if np.ndim(values) == 2 else 0


def _quotient(above: Array, below: Array) -> Array:
    """above / below, and 0 where below is 0."""
    return np.divide(above, below, out=np.zeros(len(below)), where=below != 0)
