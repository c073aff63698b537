"""Metrics, held to hand-worked figures and to plain loops."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import metrics

# Four classes of which class 3 is never predicted and class 2 never occurs.
PREDICTED = np.array([0, 0, 1, 1, 2, 0])
TRUE = np.array([0, 1, 1, 1, 3, 3])


def one_hot(labels, n):
    return np.eye(n)[:, labels]


def test_confusion_matrix_has_true_classes_in_rows():
    counts = metrics.confusion_matrix(PREDICTED, TRUE)
    assert counts.tolist() == [[1, 0, 0, 0], [1, 2, 0, 0], [0, 0, 0, 0], [1, 0, 1, 0]]


def test_precision_recall_and_f1_by_hand():
    assert metrics.precision(PREDICTED, TRUE) == pytest.approx([1 / 3, 1, 0, 0])
    assert metrics.recall(PREDICTED, TRUE) == pytest.approx([1, 2 / 3, 0, 0])
    assert metrics.f1(PREDICTED, TRUE) == pytest.approx([0.5, 0.8, 0, 0])
    assert metrics.macro_precision(PREDICTED, TRUE) == pytest.approx(1 / 3)
    assert metrics.macro_recall(PREDICTED, TRUE) == pytest.approx(5 / 12)
    assert metrics.macro_f1(PREDICTED, TRUE) == pytest.approx(0.325)
    assert metrics.accuracy(PREDICTED, TRUE) == 0.5


@pytest.mark.parametrize("form", ["labels", "row", "one-hot", "outputs"])
def test_every_form_of_the_data_gives_the_same_figure(form):
    A, Y = PREDICTED, TRUE
    if form == "row":
        Y = TRUE[None]
    if form == "one-hot":
        Y = one_hot(TRUE, 4)
    if form == "outputs":
        A, Y = 0.3 + 0.2 * one_hot(PREDICTED, 4), one_hot(TRUE, 4)
    assert metrics.macro_f1(A, Y) == pytest.approx(0.325)


def test_a_single_sigmoid_output_stands_for_two_classes():
    A = np.array([[0.9, 0.5, 0.6, 0.1]])
    Y = np.array([[1.0, 0.0, 0.0, 1.0]])
    assert metrics.accuracy(A, Y) == 0.5
    assert metrics.confusion_matrix(A, Y).tolist() == [[1, 1], [1, 1]]
    assert metrics.precision(A, Y).tolist() == [0.5, 0.5]
    assert metrics.top_k(A, Y, 1) == 0.5
    assert metrics.top_k(A, Y, 2) == 1.0
    assert metrics.log_loss(A, Y) == pytest.approx(-np.log([0.9, 0.5, 0.4, 0.1]).mean())


def test_all_examples_of_one_class_still_give_a_square_matrix():
    A, Y = np.array([[0.1, 0.2]]), np.zeros((1, 2))
    assert metrics.confusion_matrix(A, Y).tolist() == [[2, 0], [0, 0]]
    assert metrics.macro_f1(A, Y) == 0.5


def test_top_k_takes_the_first_of_equals():
    A = np.full((3, 3), 1 / 3)
    assert metrics.top_k(A, np.array([0, 1, 2]), 1) == pytest.approx(1 / 3)
    assert metrics.top_k(A, np.array([0, 1, 2]), 2) == pytest.approx(2 / 3)
    assert metrics.accuracy(A, np.array([0, 1, 2])) == metrics.top_k(A, np.array([0, 1, 2]), 1)


def test_outputs_that_are_nan_are_not_counted_as_right():
    A = np.full((3, 2), np.nan)
    assert metrics.top_k(A, np.array([1, 2]), 2) == 0.0


def test_log_loss_of_a_certain_mistake_is_infinite():
    assert metrics.log_loss(np.array([[1.0], [0.0]]), np.array([1])) == math.inf


def test_calibration_by_hand():
    # Confidences .95 (right), .85 (wrong), .9 (right, in the bin up to .9), .55 (wrong).
    A = np.array([[0.95, 0.15, 0.9, 0.55], [0.05, 0.85, 0.1, 0.45]])
    figures = metrics.calibration(A, np.array([0, 0, 0, 1]))
    assert figures.counts.tolist() == [0, 0, 0, 0, 0, 1, 0, 0, 2, 1]
    assert figures.accuracy[8:] == pytest.approx([0.5, 1.0])
    assert figures.confidence[8:] == pytest.approx([0.875, 0.95])
    assert np.isnan(figures.accuracy[0])
    assert figures.ece == pytest.approx((1 * 0.55 + 2 * 0.375 + 1 * 0.05) / 4)
    assert metrics.ece(A, np.array([0, 0, 0, 1]), bins=1) == pytest.approx(abs(0.5 - 3.25 / 4))


def test_sure_and_right_is_perfectly_calibrated():
    Y = one_hot([0, 2, 1], 3)
    assert metrics.ece(Y, Y) == 0.0
    assert metrics.log_loss(Y, Y) == 0.0


@pytest.mark.parametrize("metric", [metrics.accuracy, metrics.macro_f1, metrics.confusion_matrix])
def test_lengths_must_fit(metric):
    with pytest.raises(ValueError, match="2 predictions do not fit 3 targets"):
        metric(np.zeros(2, int), np.zeros(3, int))
    with pytest.raises(ValueError, match="at least one example"):
        metric(np.zeros(0, int), np.zeros(0, int))


@pytest.mark.parametrize(
    "metric", [metrics.accuracy, metrics.confusion_matrix, metrics.top_k, metrics.log_loss]
)
@pytest.mark.parametrize("labels", [[0, 3], [-1, 0]])
def test_targets_that_are_no_classes_of_the_outputs_are_refused(metric, labels):
    with pytest.raises(ValueError, match="from 0 to 2"):
        metric(np.full((3, 2), 1 / 3), np.array(labels))


@pytest.mark.parametrize(
    ("A", "Y"), [([0.9, 0.2], [1, 0]), ([[0.9, 0.2]], [0.7, 0.3]), ([1, 0], [np.nan, 1])]
)
def test_flat_arrays_hold_class_numbers_and_no_probabilities(A, Y):
    with pytest.raises(ValueError, match="whole numbers"):
        metrics.accuracy(np.array(A), np.array(Y))


def test_probabilities_need_two_axes():
    with pytest.raises(ValueError, match=r"not in the shape \(3,\)"):
        metrics.top_k(np.zeros(3), np.zeros(3, int))


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 6), st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_figures_agree_with_plain_loops(n_classes, m, seed):
    rng = np.random.default_rng(seed)
    P = rng.dirichlet(np.ones(n_classes), m).T
    true = rng.integers(n_classes, size=m)
    for k in range(1, n_classes + 1):
        hits = [true[i] in sorted(range(n_classes), key=lambda c: -P[c, i])[:k] for i in range(m)]
        assert metrics.top_k(P, true, k) == pytest.approx(np.mean(hits))
    predicted = P.argmax(axis=0)
    scores = []
    for c in range(n_classes):
        tp = sum((predicted == c) & (true == c))
        fp, fn = sum((predicted == c) & (true != c)), sum((predicted != c) & (true == c))
        scores.append(2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0)
    assert metrics.macro_f1(P, one_hot(true, n_classes)) == pytest.approx(np.mean(scores))


def test_averages_of_f1_by_hand() -> None:
    predicted, true = np.array([0, 0, 1, 1, 1, 2]), np.array([0, 0, 0, 1, 1, 1])
    # F1: class 0 2*2/(2*2+0+1) = 0.8; class 1 2*2/(2*2+1+1) = 2/3; class 2 0, without an example
    assert metrics.weighted_f1(predicted, true) == pytest.approx((3 * 0.8 + 3 * 2 / 3) / 6)
    assert metrics.micro_f1(predicted, true) == pytest.approx(4 / 6)


def test_the_area_under_the_roc_curve_counts_pairs() -> None:
    scores, true = np.array([[0.1, 0.4, 0.35, 0.8]]), np.array([0, 0, 1, 1])
    assert metrics.auc(scores, true) == pytest.approx(3 / 4)
    assert metrics.auc(np.array([[0.5, 0.5, 0.5, 0.9]]), true) == pytest.approx(3 / 4)
    assert metrics.auc(np.concatenate([1 - scores, scores]), true) == pytest.approx(3 / 4)
    assert metrics.auc(scores, np.ones(4, int)) is None


def test_the_area_of_three_classes_is_the_mean_of_each_against_the_rest() -> None:
    A = np.array([[0.8, 0.1, 0.3], [0.1, 0.2, 0.6], [0.1, 0.7, 0.1]])
    # class 0: 0.8 before both; class 1: 0.2 beats 0.1 only; class 2: 0.1 ties 0.1, below 0.7
    assert metrics.auc(A, np.array([0, 1, 2])) == pytest.approx((1 + 0.5 + 0.25) / 3)


def test_figures_of_a_regression_by_hand() -> None:
    A, Y = np.array([[2.5, 0.0, 2.0, 8.0]]), np.array([[3.0, -0.5, 2.0, 7.0]])
    assert metrics.rmse(A, Y) == pytest.approx(0.375**0.5)
    assert metrics.mae(A, Y) == pytest.approx(0.5)
    assert metrics.r2(A, Y) == pytest.approx(0.9486081370449679)
    assert metrics.r2(np.full((1, 4), Y.mean()), Y) == pytest.approx(0)
    assert metrics.r2(A[:, :1], Y[:, :1]) is None
    assert metrics.r2(np.ones((1, 3)), np.ones((1, 3))) == 1
    assert metrics.r2(np.zeros((1, 3)), np.ones((1, 3))) == 0
