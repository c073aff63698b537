"""What lesson 3-6 says of networks without a bend, and of a bend in sixteen units."""

import numpy as np
import pytest

from tests.support.lesson_runs import copies, ended, last_of, parts_of

LESSON = "3-6-why-nonlinear"
DIGITS = {
    "dataset": "odd_digits",
    "hidden": (16,),
    "learning_rate": 0.1,
    "batch_size": 64,
    "epochs": 300,
    "validation_split": 0.25,
}


def test_the_two_boxes_agree_on_every_input():
    deep, flat = (options.network() for options in parts_of(LESSON, "network"))
    X = np.random.default_rng(0).normal(size=(2, 50))
    assert deep.forward(X) == pytest.approx(flat.forward(X))
    assert deep.forward(np.array([[1.0, -1], [1, 2]])).tolist() == [[9, 2]]


def test_a_hidden_layer_of_16_brings_62_numbers_more_than_one_neuron():
    deep, _ = ended({"dataset": "moons", "hidden": (16,), "epochs": 1})
    flat, _ = ended({"dataset": "moons", "hidden": (), "epochs": 1})
    assert deep.network.parameters.size - flat.network.parameters.size == 62


@copies
def test_the_moons_with_and_without_a_bend(copy):
    alone = last_of(LESSON, "compare", copy=copy, hidden=(), activation="linear")
    assert alone.accuracy == pytest.approx(0.885, abs=0.005)
    straight = last_of(LESSON, "compare", copy=copy, activation="linear")
    assert straight.accuracy == pytest.approx(0.885, abs=0.02)
    assert last_of(LESSON, "compare", copy=copy, activation="relu").accuracy > 0.99


def test_sixteen_units_on_the_digits_need_their_bend():
    bent = ended({**DIGITS, "activation": "relu"})[1]
    assert bent.accuracy > 0.995
    assert bent.val_accuracy == pytest.approx(0.975, abs=0.01)
    straight = ended({**DIGITS, "activation": "linear"})[1]
    assert straight.accuracy == pytest.approx(0.925, abs=0.015)
    assert straight.val_accuracy == pytest.approx(0.92, abs=0.015)


@pytest.mark.slow
def test_nearly_all_of_ten_runs_know_nearly_all_training_digits():
    ends = [ended({**DIGITS, "activation": "relu", "seed": seed})[1] for seed in range(10)]
    assert sum(end.accuracy > 0.998 and end.val_accuracy > 0.965 for end in ends) >= 8


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 6))
def test_so_they_do_from_other_weights_and_with_other_digits_kept_apart(seed):
    bent = ended({**DIGITS, "activation": "relu", "seed": seed})[1]
    straight = ended({**DIGITS, "activation": "linear", "seed": seed})[1]
    assert bent.accuracy > 0.99
    assert bent.val_accuracy > straight.val_accuracy + 0.03
    assert straight.accuracy < 0.95
