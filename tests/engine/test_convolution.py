"""Convolution and pooling against loops that follow their definitions."""

from copy import deepcopy

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Conv2D, Dense, Dropout, Flatten, MaxPool2D, Network
from engine.activations import ACTIVATIONS


def convolved(X, W, b, stride, padding):
    """Z[f, r, c] = b[f] + sum of W[f] times the patch that starts at (r stride, c stride)."""
    (p, q), (s, t), (k, j) = padding, stride, W.shape[2:]
    X = np.pad(X, ((0, 0), (p, p), (q, q), (0, 0)))
    rows, columns = (X.shape[1] - k) // s + 1, (X.shape[2] - j) // t + 1
    Z = np.empty((len(W), rows, columns, X.shape[-1]))
    for f, r, c, i in np.ndindex(Z.shape):
        patch = X[:, r * s : r * s + k, c * t : c * t + j, i]
        Z[f, r, c, i] = (W[f] * patch).sum() + b[f, 0]
    return Z


def sides(least, most):
    """One number, or a pair of them."""
    one = st.integers(least, most)
    return one | st.tuples(one, one)


@settings(max_examples=50, deadline=None)
@given(
    channels=st.integers(1, 3),
    height=st.integers(3, 7),
    width=st.integers(3, 7),
    kernel=sides(1, 3),
    stride=sides(1, 3),
    padding=sides(0, 2),
)
def test_convolution_follows_its_definition(channels, height, width, kernel, stride, padding):
    shape = (channels, height, width)
    network = Network([Conv2D(2, kernel, stride, padding)], input_shape=shape, seed=1)
    layer = network.layers[0]
    layer.b[...] = [[0.5], [-1]]
    X = np.random.default_rng(0).normal(size=(*shape, 2))
    pairs = [side if isinstance(side, tuple) else (side, side) for side in (stride, padding)]
    expected = convolved(X, layer.W, layer.b, *pairs)
    assert network.forward(X) == pytest.approx(expected)
    assert network.output_shape == expected.shape[:-1]


@pytest.mark.parametrize("stride", [1, 2, 3])
@pytest.mark.parametrize("kernel", [1, 2, 3, 4, 5])
def test_same_padding_keeps_the_size(kernel, stride):
    """The zeros in front are half of what is missing, rounded down, as in TensorFlow's SAME."""
    network = Network([Conv2D(1, kernel, stride, "same")], input_shape=(1, 7, 8), seed=1)
    layer = network.layers[0]
    assert layer.output_shape == (1, -(-7 // stride), -(-8 // stride))
    X = np.random.default_rng(0).normal(size=(1, 7, 8, 1))
    total = [max((-(-n // stride) - 1) * stride + kernel - n, 0) for n in (7, 8)]
    (top, left) = (zeros // 2 for zeros in total)
    around = [(top, total[0] - top), (left, total[1] - left)]
    padded = np.pad(X, ((0, 0), *around, (0, 0)))
    expected = convolved(padded, layer.W, layer.b, (stride, stride), (0, 0))
    assert network.forward(X) == pytest.approx(expected)


def test_the_filter_is_not_turned_round():
    network = Network([Conv2D(1, 2)], input_shape=(1, 2, 2))
    network.layers[0].W[...] = [[[[1, 2], [3, 4]]]]
    X = np.array([[5.0, 6.0], [7.0, 8.0]]).reshape(1, 2, 2, 1)
    assert network.forward(X).item() == 1 * 5 + 2 * 6 + 3 * 7 + 4 * 8


@settings(max_examples=50, deadline=None)
@given(
    height=st.integers(2, 7),
    width=st.integers(2, 7),
    size=sides(1, 2),
    stride=st.none() | sides(1, 3),
    levels=st.integers(1, 9),
    seed=st.integers(0, 99),
)
def test_pooling_sends_the_gradient_to_the_first_of_the_largest(
    height, width, size, stride, levels, seed
):
    rng = np.random.default_rng(seed)
    X = rng.integers(0, levels, (2, height, width, 3)).astype(float)
    network = Network([Conv2D(2, 1), MaxPool2D(size, stride)], input_shape=(2, height, width))
    network.layers[0].W[...] = np.eye(2)[:, :, None, None]
    A = network.forward(X)
    network.backward(rng.normal(size=A.shape))
    network.fill_dA()
    slopes, expected = network.layers[0].dA, np.zeros_like(X)
    (high, wide), (s, t) = network.layers[1].size, network.layers[1].stride
    for c, row, column, i in np.ndindex(A.shape):
        top, left = row * s, column * t
        square = (c, slice(top, top + high), slice(left, left + wide))
        pixels = X[(*square, i)]
        assert A[c, row, column, i] == pixels.max()
        first = np.unravel_index(pixels.argmax(), pixels.shape)
        expected[(*square, i)][first] += network.layers[1].dA[c, row, column, i]
    assert slopes == pytest.approx(expected)


@settings(max_examples=50, deadline=None)
@given(
    activation=st.sampled_from(sorted({*ACTIVATIONS} - {"softmax"})),
    side=st.integers(3, 6),
    size=sides(1, 3),
    stride=st.none() | sides(1, 3),
    levels=st.integers(1, 9),
    seed=st.integers(0, 99),
)
def test_the_short_way_back_through_pooling_ends_where_the_long_one_does(
    activation, side, size, stride, levels, seed
):
    """A layer that passes all on stands in the way of one of two networks."""
    rng = np.random.default_rng(seed)
    X, W = rng.integers(-levels, levels, (2, side, side, 3)), rng.integers(-2, 3, (2, 2, 1, 1))
    pool = [MaxPool2D(size, stride), Flatten(), Dense(1)]
    ways = [], [Dropout(0.0)]
    short, long = (
        Network(
            [Conv2D(2, 1, activation=activation), *way, *deepcopy(pool)],
            input_shape=X.shape[:-1],
            seed=0,
        )
        for way in ways
    )
    for network in (short, long):
        network.layers[0].W[...] = W
        network.forward(X, training=True)
        network.backward(np.ones((1, 3)))
    short.fill_dA()
    near = {"rtol": 1e-9, "atol": 1e-9}  # overlapping squares are added up in another order
    np.testing.assert_allclose(short.gradient, long.gradient, **near)
    for slopes in ("dA", "dZ"):
        one, other = (getattr(network.layers[0], slopes) for network in (short, long))
        np.testing.assert_allclose(one, other, **near)


def test_pooling_a_softmax_takes_the_long_way_back():
    conv, pool = Conv2D(2, 1, activation="softmax"), MaxPool2D(2)
    assert not pool.reaches_dZ(conv)
    assert pool.reaches_dZ(Conv2D(2, 1, activation="relu"))


def test_a_backward_pass_leaves_the_buffer_of_numpy_as_it_was():
    network = Network([Conv2D(1, 1), MaxPool2D(2), Conv2D(1, 2)], input_shape=(1, 4, 4))
    before = np.setbufsize(4096)
    try:
        network.forward(np.ones((1, 4, 4, 2)))
        network.backward(np.ones((1, 1, 1, 2)))
        assert np.getbufsize() == 4096
    finally:
        np.setbufsize(before)


def test_the_small_network_of_the_course_has_its_number_of_parameters():
    layers = [
        Conv2D(32, 3, activation="relu"),
        MaxPool2D(2),
        Conv2D(64, 3, activation="relu"),
        MaxPool2D(2),
        Conv2D(64, 3, activation="relu"),
        Flatten(),
        Dense(64, "relu"),
        Dense(10, "softmax"),
    ]
    network = Network(layers, input_shape=(1, 28, 28), loss="categorical_crossentropy")
    sides = [layer.output_shape[1] for layer in layers[:5]]
    assert sides == [26, 13, 11, 5, 3]
    sizes = [layer.W.size + layer.b.size for layer in layers if hasattr(layer, "W")]
    assert sizes == [320, 18496, 36928, 36928, 650]
    assert network.parameters.size == 93322


def test_columns_of_pixels_are_read_as_images():
    network = Network([Conv2D(2, 3), Flatten()], input_shape=(1, 8, 8), seed=0)
    X = np.random.default_rng(0).normal(size=(64, 5))
    assert np.array_equal(network.forward(X), network.forward(X.reshape(1, 8, 8, 5)))
