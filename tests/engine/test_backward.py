"""Every layer, activation and loss: the gradient is the slope of the cost, found by nudging."""

import numpy as np
import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from engine import BatchNorm, Conv2D, Dense, Dropout, Flatten, MaxPool2D, Network
from engine.layer import Activated

SMOOTH = ["linear", "sigmoid", "tanh", "softmax"]
CORNERED = ["relu", "leaky_relu"]
PAIRS = [
    *[(output, "mse") for output in SMOOTH + CORNERED],
    *[(o, f"{k}_crossentropy") for o in ("sigmoid", "softmax") for k in ("binary", "categorical")],
]
activations = st.sampled_from(SMOOTH + CORNERED)
pairs = st.sampled_from(PAIRS)
seeds = st.integers(0, 9999)


def worst_relative_error(network, X, Y, training):
    """The largest |slope - gradient| / (|slope| + |gradient|) over all parameters."""

    def cost():
        network.forward(X, training)
        return network.cost(Y)

    cost()
    if near_a_corner(network) or too_sure(network):
        reject()
    network.backward(Y)
    gradient = network.gradient.copy()
    slopes = np.empty_like(gradient)
    h = 1e-5
    for i, p in enumerate(network.parameters.tolist()):
        network.parameters[i] = p + h
        above = cost()
        network.parameters[i] = p - h
        slopes[i] = (above - cost()) / (2 * h)
        network.parameters[i] = p
    return np.max(np.abs(slopes - gradient) / np.maximum(np.abs(slopes) + np.abs(gradient), 1e-3))


def near_a_corner(network):
    """Whether a nudge might push a value over the corner of ReLU or to another largest pixel."""
    for layer in network.layers:
        cornered = isinstance(layer, Activated) and layer.activation.name in CORNERED
        if cornered and np.abs(layer.Z).min() < 1e-3:
            return True
        if isinstance(layer, MaxPool2D) and layer.size != (1, 1):
            gaps = np.diff(np.sort(layer.A_prev.ravel()))
            if gaps[gaps > 0].min(initial=1.0) < 1e-3:
                return True
    return False


def too_sure(network):
    """Whether an output is so near 0 or 1 that rounding hides a nudge from its logarithm."""
    A = network.layers[-1].A
    return network.loss.name.endswith("crossentropy") and np.minimum(A, 1 - A).min() < 1e-9


def targets(classes, m, rng):
    return np.eye(classes)[rng.integers(0, classes, m)].T


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("hidden", SMOOTH + CORNERED)
@settings(max_examples=5, deadline=None)
@given(
    units=st.integers(1, 4),
    depth=st.integers(0, 3),
    bias=st.sampled_from([{}, {"use_bias": False}, {"shared_bias": True}]),
    l1=st.sampled_from([0.0, 0.01]),
    l2=st.sampled_from([0.0, 0.1]),
    seed=seeds,
)
def test_dense_networks(hidden, pair, units, depth, bias, l1, l2, seed):
    output, loss = pair
    rng = np.random.default_rng(seed)
    layers = [Dense(units, hidden, l1=l1, l2=l2, **bias) for _ in range(depth)]
    layers.append(Dense(3, output, l2=l2, **bias))
    network = Network(layers, n_inputs=2, loss=loss, initializer="xavier", seed=seed)
    network.parameters += rng.normal(0, 0.1, network.parameters.shape)
    if l1:
        assume(np.abs(network.parameters).min() > 1e-4)
    X, Y = rng.normal(size=(2, 5)), targets(3, 5, rng)
    assert worst_relative_error(network, X, Y, training=True) < 1e-5


@settings(max_examples=60, deadline=None)
@given(
    activation=activations,
    pair=pairs,
    training=st.booleans(),
    at_output=st.booleans(),
    seed=seeds,
)
def test_batch_normalization(activation, pair, training, at_output, seed):
    output, loss = pair
    rng = np.random.default_rng(seed)
    layers = [Dense(3), BatchNorm(activation), Dense(3), BatchNorm(output)]
    layers = layers if at_output else [*layers[:2], Dense(3, output)]
    network = Network(layers, n_inputs=2, loss=loss, initializer="xavier", seed=seed)
    network.parameters += rng.normal(0, 0.1, network.parameters.shape)
    X, Y = rng.normal(size=(2, 6)), targets(3, 6, rng)
    network.forward(X, training=True)
    spreads = [np.sqrt(layer.variance).min() for layer in layers if isinstance(layer, BatchNorm)]
    assume(min(spreads) > 0.05)
    assert worst_relative_error(network, X, Y, training) < 1e-5


@settings(max_examples=60, deadline=None)
@given(
    activation=activations,
    kernel=st.sampled_from([2, (1, 3), (3, 2)]),
    stride=st.sampled_from([1, 2, (2, 1)]),
    padding=st.sampled_from([0, 1, (1, 0), "same"]),
    pool=st.sampled_from([(1,), (2,), (2, 1), ((1, 2), (2, 1))]),
    shared=st.booleans(),
    normalized=st.booleans(),
    training=st.booleans(),
    seed=seeds,
)
def test_image_networks(
    activation, kernel, stride, padding, pool, shared, normalized, training, seed
):
    rng = np.random.default_rng(seed)
    norm = [BatchNorm(activation)] if normalized else []
    layers = [
        Conv2D(2, kernel, stride, padding, activation, l2=0.1, shared_bias=shared),
        *norm,
        MaxPool2D(*pool),
        Conv2D(2, 1, activation=activation),
        Flatten(),
        Dense(2, "softmax"),
    ]
    shape = (1, 6, 6)
    network = Network(layers, input_shape=shape, loss="categorical_crossentropy", seed=seed)
    X, Y = rng.normal(size=(*shape, 2)), targets(2, 2, rng)
    assert worst_relative_error(network, X, Y, training) < 1e-5


def test_dropout_with_its_mask_held_still():
    rng = np.random.default_rng(0)
    layers = [Dense(6, "tanh"), Dropout(0.5), Dense(2, "softmax")]
    network = Network(layers, n_inputs=2, loss="categorical_crossentropy", seed=0)
    dropout = layers[1]
    dropout.resize(4)
    dropout.draw_mask()
    dropout.draw_mask = lambda: None
    assert 0 < np.count_nonzero(dropout.mask) < dropout.mask.size
    X, Y = rng.normal(size=(2, 4)), targets(2, 4, rng)
    assert worst_relative_error(network, X, Y, training=True) < 1e-6
