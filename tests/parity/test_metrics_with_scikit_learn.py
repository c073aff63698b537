"""Metrics agree with scikit-learn's, class by class that may be rare, absent or never predicted."""

import numpy as np
import pytest

from engine import metrics

theirs = pytest.importorskip("sklearn.metrics")


def outputs(classes, seed, m=60):
    """Probabilities with ties among them (K, m), and labels (m,) of which each class has some."""
    rng = np.random.default_rng(seed)
    P = np.round(rng.dirichlet(np.ones(classes), m).T, 1) + 1e-3
    labels = np.concatenate([np.arange(classes), rng.integers(0, classes, m - classes)])
    return P / P.sum(axis=0), labels


@pytest.mark.parametrize("classes", [2, 3, 7])
@pytest.mark.parametrize("seed", range(3))
def test_classes(classes, seed):
    A, labels = outputs(classes, seed)
    predicted = metrics.predicted_classes(A)
    for ours, average in {
        metrics.macro_f1: "macro",
        metrics.micro_f1: "micro",
        metrics.weighted_f1: "weighted",
    }.items():
        expected = theirs.f1_score(labels, predicted, average=average, zero_division=0)
        assert ours(A, labels) == pytest.approx(expected, abs=1e-12), average
    assert metrics.accuracy(A, labels) == pytest.approx(theirs.accuracy_score(labels, predicted))
    if classes == 2:
        assert metrics.auc(A[1:], labels) == pytest.approx(theirs.roc_auc_score(labels, A[1]))
        return
    area = theirs.roc_auc_score(labels, A.T, multi_class="ovr", average="macro")
    assert metrics.auc(A, labels) == pytest.approx(area)


@pytest.mark.parametrize("n_outputs", [1, 3])
def test_numbers(n_outputs):
    rng = np.random.default_rng(n_outputs)
    Y = rng.normal(5, 3, (n_outputs, 40))
    A = Y + rng.normal(0, 1, Y.shape)
    assert metrics.rmse(A, Y) == pytest.approx(theirs.root_mean_squared_error(Y.T, A.T))
    assert metrics.mae(A, Y) == pytest.approx(theirs.mean_absolute_error(Y.T, A.T))
    assert metrics.r2(A, Y) == pytest.approx(theirs.r2_score(Y.T, A.T))


def test_a_label_that_is_the_same_everywhere():
    Y = np.ones((1, 5))
    for A in (Y, Y + 0.5):
        assert metrics.r2(A, Y) == pytest.approx(theirs.r2_score(Y[0], A[0]))
