"""Lesson 5-8: twenty examples by heart, what does not learn them, and norms by layer."""

import math
from dataclasses import replace

import numpy as np
import pytest
from lesson_runs import copies, last_of, parts_of

from engine import Dense, Network, datasets
from engine.experiment import Experiment
from tutor.live.histograms.scene import HistogramsScene

LESSON = "5-8-debugging"


@copies
def test_twenty_digits_are_learned_by_heart(copy):
    last = last_of(LESSON, copy=copy)
    assert last.accuracy == 1 and last.loss < 0.05


def test_zeros_and_a_rate_near_nothing_stay_at_the_start():
    assert last_of(LESSON, initializer="zeros").loss == pytest.approx(math.log(10), abs=0.01)
    assert last_of(LESSON, learning_rate=0.001).loss > 1.5


def norms(**turned):
    """How long the gradients of the first and the last layer are, with some dials turned."""
    (options,) = parts_of(LESSON, "histograms")
    scene = HistogramsScene(options)
    state = scene.started()
    settings = replace(state.settings, values={**state.settings.values, **turned})
    figures = scene.figures(replace(state, settings=settings))
    return figures["norm_first"], figures["norm_last"]


def test_norms_vanish_through_sigmoid_layers_and_not_through_relu():
    for initializer in ("xavier", "he", "small_normal"):
        first, last = norms(activation="sigmoid", initializer=initializer)
        assert first < 1e-3 * last
    first, last = norms(activation="relu", initializer="he")
    assert first == pytest.approx(last, rel=0.9)


def test_twenty_digits_are_learned_even_if_their_labels_make_no_sense():
    (options,) = parts_of(LESSON, "fit")
    for seed in range(3):
        training, aside = Experiment.of(**options.changed_settings(), seed=seed).sets()
        training.Y[:] = training.Y[:, np.random.default_rng(seed).permutation(training.m)]
        settings = {**options.changed_settings(), "seed": seed, "epochs": 300}
        *_, last = Experiment.of(**settings).start_on(training, aside)
        assert last.accuracy == 1


def test_a_score_of_800_overflows():
    with np.errstate(over="ignore"):
        assert math.isinf(np.exp(800.0))


def test_leaked_labels_do_not_lower_the_first_loss():
    data = datasets.digits()
    for seed in range(5):
        net = Network(
            [Dense(32, "relu"), Dense(10, "softmax")],
            n_inputs=74,
            loss="categorical_crossentropy",
            seed=seed,
        )
        net.forward(np.vstack([data.X, data.Y]))
        assert net.cost(data.Y) > np.log(10) - 0.05
    assert np.log(10) / 10 == pytest.approx(0.23, abs=0.001)


def test_of_a_score_of_800_the_infinity_comes_before_the_nan():
    with np.errstate(all="ignore"):
        powers = np.exp(np.array([30.0, 800.0]))
        shares = powers / powers.sum()
    assert np.isinf(powers).any() and not np.isnan(powers).any()
    assert np.isnan(shares).any()
