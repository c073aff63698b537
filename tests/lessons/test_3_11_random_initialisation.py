"""What lesson 3-11 says of equal, small and large weights at the start."""

import numpy as np
import pytest

from engine import Dense, Network, datasets
from tests.support.lesson_runs import copies, ended, last_of, parts_of
from tutor.live.histograms.probe import probe

LESSON = "3-11-random-initialisation"


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_of_a_network_of_zeros_only_the_outputs_bias_learns(activation):
    layers = [Dense(2, activation=activation), Dense(1, activation="sigmoid")]
    network = Network(layers, n_inputs=2, loss="binary_crossentropy", initializer="zeros")
    network.forward(np.array([[1.0, 2, -1], [0, 3, 1]]))
    network.backward(np.array([[1.0, 0, 1]]))
    hidden, output = layers
    assert not hidden.dW.any()
    assert not hidden.db.any()
    assert not output.dW.any()
    assert output.db[0, 0] == pytest.approx(-1 / 6)


def test_with_sigmoid_units_the_outputs_weights_move_too():
    layers = [Dense(3, activation="sigmoid"), Dense(1, activation="sigmoid")]
    network = Network(layers, n_inputs=2, loss="binary_crossentropy", initializer="zeros")
    network.forward(np.ones((2, 5)))
    network.backward(np.array([[1.0, 1, 1, 1, 0]]))
    assert layers[1].dW == pytest.approx(np.full((1, 3), -0.15))
    assert layers[1].db == pytest.approx(-0.3)
    assert not layers[0].dW.any()


@pytest.mark.parametrize(("ones", "moves"), [(2, False), (1, True), (3, True)])
def test_zeros_move_unless_exactly_half_of_the_examples_are_ones(ones, moves):
    layers = [Dense(3, activation="sigmoid"), Dense(1, activation="sigmoid")]
    network = Network(layers, n_inputs=2, loss="binary_crossentropy", initializer="zeros")
    labels = np.array([[1.0] * ones + [0.0] * (4 - ones)])
    for _ in range(3):
        network.forward(np.array([[1.0, 2, -1, 0.5], [0, 3, 1, -2]]))
        network.backward(labels)
        network.parameters -= network.gradient
    hidden, output = layers
    assert bool(output.W.any()) is moves and bool(hidden.W.any()) is moves
    assert (hidden.W[:1] == hidden.W).all()


def test_how_many_units_of_the_histograms_differ():
    (options,) = parts_of(LESSON, "histograms")
    for initializer, different in (("zeros", 1), ("small_normal", 8), ("xavier", 8)):
        first = probe(options.probed({"depth": 2, "units": 8, "initializer": initializer}))[0]
        assert len(set(first.groups)) == different


@copies
def test_the_moons_from_three_starts(copy):
    zeros, small, xavier = (
        last_of(LESSON, "compare", copy=copy, initializer=name).accuracy
        for name in ("zeros", "small_normal", "xavier")
    )
    assert zeros == pytest.approx(0.5, abs=0.01)
    assert small == pytest.approx(0.885, abs=0.015)
    assert xavier > 0.93


@pytest.mark.parametrize(("size", "steepness"), [(0.01, 1.00), (0.1, 0.87), (1, 0.20)])
def test_large_weights_saturate(size, steepness):
    X = datasets.digits().X[:, :200]
    rng = np.random.default_rng(0)
    slopes = [1 - np.tanh(rng.normal(0, size, (16, 64)) @ X) ** 2 for _ in range(20)]
    assert np.mean(slopes) == pytest.approx(steepness, abs=0.015)


@pytest.mark.parametrize(
    ("units", "size", "left"),
    [(64, 0.01, 3e-13), (200, 0.01, 1e-10), (64, np.sqrt(2 / 64), 1.0)],
)
def test_what_ten_layers_leave_of_the_size_of_their_inputs(units, size, left):
    rms = []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        A = rng.normal(size=(units, 100))
        for _ in range(10):
            A = np.maximum(rng.normal(0, size, (units, units)) @ A, 0)
        rms.append(np.sqrt((A**2).mean()))
    assert np.median(rms) == pytest.approx(left, rel=0.3)


def ten_layers(initializer, epochs, seed=0):
    settings = {"dataset": "odd_digits", "hidden": (64,) * 10, "epochs": epochs, "seed": seed}
    return ended({**settings, "validation_split": 0.25, "initializer": initializer})[1]


def test_ten_layers_learn_nothing_of_the_digits_from_weights_that_are_too_small():
    last = ten_layers("small_normal", epochs=5)
    assert (last.accuracy, last.val_accuracy) == pytest.approx((0.5, 0.5), abs=0.04)


@pytest.mark.slow
def test_nor_in_20_epochs_in_which_hes_start_is_enough():
    last = ten_layers("small_normal", epochs=20)
    assert (last.accuracy, last.val_accuracy) == pytest.approx((0.5, 0.5), abs=0.04)
    runs = [ten_layers("he", epochs=20, seed=seed).val_accuracy for seed in range(6)]
    assert np.mean(runs) == pytest.approx(0.97, abs=0.01)
