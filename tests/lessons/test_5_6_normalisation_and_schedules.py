"""Lesson 5-6: the passes by hand, and what scaling, batch norm and schedules do to odd digits."""

import numpy as np
import pytest
from lesson_runs import last_of, mean_of, swept

from engine import Network
from engine.layers import BatchNorm

LESSON = "5-6-normalisation-and-schedules"


def test_a_feature_scaled_by_hand():
    values = np.array([2.0, 4.0, 9.0])
    assert values.mean() == 5 and values.var() == pytest.approx(8.667, abs=1e-3)
    scaled = (np.array([2.0, 5.0, 15.0]) - values.mean()) / values.std()
    assert scaled == pytest.approx([-1.019, 0.0, 3.397], abs=1e-3)


def test_a_batch_norm_pass_by_hand():
    network = Network([BatchNorm("relu")], n_inputs=1, loss="mse", seed=0)
    (layer,) = network.layers
    layer.gamma[...], layer.beta[...] = 2.0, 1.0
    answers = network.forward(np.array([[-2.0, 0.0, 8.0]]), training=True)
    assert answers[0] == pytest.approx([0, 0.074, 3.777], abs=2e-3)


@pytest.mark.parametrize(("rate", "least"), [(0.1, 0.03), (1.0, 0.03)])
def test_scaled_features_do_better_at_every_rate(rate, least):
    ends = swept(LESSON, index=0, seeds=1)
    gain = mean_of(ends[(True, rate)], "val_accuracy") - mean_of(
        ends[(False, rate)], "val_accuracy"
    )
    assert gain > least


@pytest.mark.slow
def test_batch_norm_needs_batches_that_are_large_enough():
    ends = swept(LESSON, index=1)
    with_it = {size: mean_of(ends[(size, True)], "val_accuracy") for size in (2, 8, 64)}
    gains = {size: with_it[size] - mean_of(ends[(size, False)], "val_accuracy") for size in with_it}
    assert gains[2] < -0.1 and abs(gains[8]) < 0.06 and gains[64] > 0.02


@pytest.mark.slow
def test_where_the_cosine_helps_and_where_it_brakes():
    ends = swept(LESSON, index=2)

    def mean(schedule, rate, warmup):
        return mean_of(ends[(schedule, rate, warmup)], "val_accuracy")

    assert mean("constant", 1.0, 0) < 0.93 and mean("cosine", 1.0, 0) > 0.955
    assert mean("constant", 1.0, 5) > 0.955
    assert 0.01 < mean("constant", 0.1, 0) - mean("cosine", 0.1, 0) < 0.035


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 5))]
)
def test_the_last_fit_of_unit_5_ends_as_the_text_says(seed):
    last = last_of(LESSON, seed=seed)
    assert last.accuracy > 0.995
    assert last.val_accuracy == pytest.approx(0.99, abs=0.008)
