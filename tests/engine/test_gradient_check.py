"""The gradient check passes what is right, and finds what is wrong."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Dense, Dropout, Flatten, Network
from engine.activations import ACTIVATIONS
from engine.convolution import Conv2D
from engine.gradient_check import check_gradient
from engine.pooling import MaxPool2D

SMOOTH = [name for name in ACTIVATIONS if name not in ("step", "relu", "leaky_relu")]


def data_for(network, m=4, seed=0):
    rng = np.random.default_rng(seed)
    n = network.output_shape[0]
    Y = np.eye(n)[:, rng.integers(n, size=m)] if n > 1 else rng.integers(2, size=(1, m))
    return rng.normal(size=(*network.input_shape, m)), Y.astype(float)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(SMOOTH),
    st.sampled_from(
        [
            ("sigmoid", "binary_crossentropy"),
            ("sigmoid", "categorical_crossentropy"),
            ("softmax", "categorical_crossentropy"),
            ("softmax", "binary_crossentropy"),
            ("tanh", "mse"),
            ("linear", "mse"),
            ("softmax", "mse"),
        ]
    ),
    st.booleans(),
    st.integers(0, 1000),
)
def test_every_combination_passes(hidden, output, dropout, seed):
    layers = [Dense(4, hidden, l1=0.01), *([Dropout(0.3)] if dropout else []), Dense(3, hidden)]
    layers.append(Dense(2, output[0], l2=0.1))
    network = Network(layers, 3, loss=output[1], seed=seed, initializer="xavier")
    check = check_gradient(network, *data_for(network, seed=seed))
    assert check.error < 1e-7
    assert check.worst.worst_error < 1e-4


def test_images_pass():
    layers = [Conv2D(2, 2, stride=2, padding=1, activation="tanh"), MaxPool2D(2), Flatten()]
    network = Network([*layers, Dense(2, "softmax")], input_shape=(1, 6, 6), seed=0,
                      loss="categorical_crossentropy")  # fmt: skip
    assert check_gradient(network, *data_for(network)).worst.worst_error < 1e-6


def test_kinks_pass_away_from_zero():
    network = Network([Dense(5, "relu"), Dense(5, "leaky_relu"), Dense(1)], 3, seed=1)
    assert check_gradient(network, *data_for(network)).worst.worst_error < 1e-6


class ForgetsTheMean(Network):
    """1/m forgotten."""

    def propagate_back(self, Y):
        super().propagate_back(Y)
        self.gradient *= Y.shape[-1]


class WrongBias(Network):
    """One bias gradient with the wrong sign."""

    def propagate_back(self, Y):
        super().propagate_back(Y)
        self.layers[0].db[1] *= -1


def test_a_forgotten_mean_is_found():
    network = ForgetsTheMean([Dense(3, "tanh"), Dense(1)], 2, seed=0)
    check = check_gradient(network, *data_for(network, m=4))
    assert check.error == pytest.approx(3 / 5)
    assert all(parameter.worst_error > 0.5 for parameter in check.parameters)


def test_the_wrong_entry_is_named():
    network = WrongBias([Dense(3, "tanh"), Dense(1)], 2, seed=0)
    check = check_gradient(network, *data_for(network))
    assert check.worst.name == "b[1]"
    assert check.worst.worst == (1, 0)
    assert check.worst.worst_error == pytest.approx(1)
    others = [p.worst_error for p in check.parameters if p.name != "b[1]"]
    assert max(others) < 1e-6


def test_the_network_stays_as_it_was():
    network = Network([Dense(3, "tanh"), Dropout(0.5), Dense(1)], 2, seed=0)
    parameters, rng = network.parameters.copy(), network.layers[1].rng.bit_generator.state
    check_gradient(network, *data_for(network))
    assert (network.parameters == parameters).all()
    assert network.layers[1].rng.bit_generator.state == rng


def test_a_sample_leaves_the_rest_unchecked():
    network = Network([Dense(30, "tanh"), Dense(1)], 20, seed=0)
    check = check_gradient(network, *data_for(network), at_most=5)
    assert np.isfinite(check.parameters[0].difference).sum() == 5
    assert check.error < 1e-7
    assert check.worst.worst_error < 1e-4


@pytest.mark.parametrize("seed", [55, 56, 280])
def test_the_rounding_of_a_large_cost_is_no_error(seed):
    network = Network([Dense(4, "tanh"), Dense(3, "tanh"), Dense(3)], 3, seed=seed)
    X, Y = data_for(network, seed=seed)
    check = check_gradient(network, 3 * X, 100 * Y)
    assert network.cost(100 * Y) > 1000
    assert check.worst.worst_error < 1e-4


def test_slopes_of_zero_are_no_error():
    network = Network([Dense(2, "relu"), Dense(1)], 2, initializer="zeros")
    check = check_gradient(network, *data_for(network))
    assert check.parameters[0].worst_error == 0
    assert check.error < 1e-8


@pytest.mark.parametrize(
    ("X", "options", "message"),
    [(np.full((2, 3), np.nan), {}, "cost is nan"), (np.ones((2, 3)), {"at_most": 0}, "at_most")],
)
def test_what_cannot_be_checked_is_named(X, options, message):
    with pytest.raises(ValueError, match=message):
        check_gradient(Network([Dense(1)], 2), X, np.ones((1, 3)), **options)


def test_single_precision_is_refused():
    network = Network([Dense(1)], 2, dtype=np.float32)
    with pytest.raises(ValueError, match="needs float64"):
        check_gradient(network, *data_for(network))
