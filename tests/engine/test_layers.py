"""Layers on their own: shapes, values, what differs between training and use."""

import numpy as np
import pytest

from engine import BatchNorm, Conv2D, Dense, Dropout, Flatten, MaxPool2D, Network


def random(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape)


def test_shapes_are_those_of_the_course():
    network = Network([Dense(4, "relu"), Dense(1, "sigmoid")], n_inputs=3)
    network.forward(random(3, 7), training=True)
    network.backward(np.ones((1, 7)))
    hidden, output = network.layers
    assert [a.shape for a in (hidden.W, hidden.b, output.W, output.b)] == [
        (4, 3), (4, 1), (1, 4), (1, 1),
    ]  # fmt: skip
    assert hidden.Z.shape == hidden.A.shape == hidden.dZ.shape == hidden.dA.shape == (4, 7)
    assert hidden.dW.shape == hidden.W.shape
    assert hidden.db.shape == hidden.b.shape


def test_vectorized_logistic_regression_of_the_course():
    X = np.array([[1, 2, -1], [3, 4, -3.2], [1.2, -1.1, 0], [-2.1, 1.3, -0.5]])
    Y = np.array([[1.0, 0.0, 1.0]])
    network = Network(
        [Dense(1, "sigmoid")], n_inputs=4, loss="binary_crossentropy", initializer="zeros"
    )
    assert network.forward(X).tolist() == [[0.5, 0.5, 0.5]]
    assert network.cost(Y) == pytest.approx(0.6931, abs=5e-5)
    network.backward(Y)
    layer = network.layers[0]
    assert layer.dZ.tolist() == [[-0.5, 0.5, -0.5]]
    assert layer.dW[0] == pytest.approx([1 / 3, 0.7, -0.38333, 0.65], abs=5e-6)
    assert layer.db.item() == pytest.approx(-1 / 6)


def test_gradients_of_a_2_layer_network_by_the_six_equations():
    X, Y, m = random(3, 8), (random(1, 8, seed=1) > 0).astype(float), 8
    network = Network(
        [Dense(4, "tanh"), Dense(1, "sigmoid")], n_inputs=3, loss="binary_crossentropy", seed=3
    )
    A2 = network.forward(X)
    network.backward(Y)
    hidden, output = network.layers
    dZ2 = A2 - Y
    dZ1 = output.W.T @ dZ2 * (1 - hidden.A**2)
    assert output.dW == pytest.approx(dZ2 @ hidden.A.T / m)
    assert output.db == pytest.approx(dZ2.sum(axis=1, keepdims=True) / m)
    assert hidden.dW == pytest.approx(dZ1 @ X.T / m)
    assert hidden.db == pytest.approx(dZ1.sum(axis=1, keepdims=True) / m)


def test_a_layer_without_bias_has_no_bias_to_train():
    network = Network([Dense(4, use_bias=False)], n_inputs=3, seed=0)
    X = random(3, 5)
    assert network.parameters.size == 12
    assert network.forward(X) == pytest.approx(network.layers[0].W @ X)
    assert not network.layers[0].b.any()


def test_penalties_enter_cost_and_gradient():
    layer = Dense(2, l1=0.1, l2=0.5)
    network = Network([layer], n_inputs=2)
    layer.W[...] = [[1, -2], [0, 3]]
    X = np.zeros((2, 4))
    network.forward(X)
    network.backward(np.zeros((2, 4)))
    assert network.cost(np.zeros((2, 4))) == pytest.approx(0.1 * 6 + 0.25 * 14)
    assert layer.dW == pytest.approx(np.array([[0.6, -1.1], [0.0, 1.6]]))
    assert not layer.db.any()


def test_dropout_switches_units_off_and_scales_the_others_up():
    network = Network([Dropout(0.25)], n_inputs=200, seed=0)
    X = np.ones((200, 100))
    A = network.forward(X, training=True)
    assert set(np.unique(A)) == {0.0, 1 / 0.75}
    assert (A == 0).mean() == pytest.approx(0.25, abs=0.02)
    assert network.forward(X).tolist() == X.tolist()


def test_dropout_sends_gradients_back_through_the_same_units():
    network = Network([Dense(50), Dropout(0.5)], n_inputs=50, seed=0)
    A = network.forward(random(50, 10), training=True)
    network.backward(np.ones((50, 10)))
    assert ((network.layers[0].dA == 0) == (A == 0)).all()
    assert network.layers[0].dA[A != 0] == pytest.approx(2 * network.layers[1].dA[A != 0])
    network.forward(random(50, 10), training=False)
    network.backward(np.ones((50, 10)))
    assert np.array_equal(network.layers[0].dA, network.layers[1].dA)


def test_dropout_without_a_rate_changes_nothing():
    X = random(5, 5)
    assert np.array_equal(Network([Dropout(0)], n_inputs=5).forward(X, training=True), X)


def test_batch_norm_gives_each_unit_mean_zero_and_variance_one():
    network = Network([BatchNorm()], n_inputs=3)
    A = network.forward(5 + 2 * random(3, 400), training=True)
    assert A.mean(axis=1) == pytest.approx([0, 0, 0], abs=1e-12)
    assert A.var(axis=1) == pytest.approx([1, 1, 1], abs=1e-4)


def test_batch_norm_uses_running_averages_after_training():
    X = 5 + 2 * random(3, 40)
    network = Network([BatchNorm()], n_inputs=3)
    layer = network.layers[0]
    network.forward(X, training=True)
    mean, unbiased = X.mean(axis=1, keepdims=True), X.var(axis=1, ddof=1, keepdims=True)
    assert layer.running_mean == pytest.approx(0.1 * mean)
    assert layer.running_variance == pytest.approx(0.9 + 0.1 * unbiased)
    expected = (X - layer.running_mean) / np.sqrt(layer.running_variance + 1e-5)
    assert network.forward(X) == pytest.approx(expected)


def test_batch_norm_of_images_is_per_channel():
    X = random(3, 4, 5, 6)
    A = Network([BatchNorm()], input_shape=(3, 4, 5)).forward(X, training=True)
    assert A.mean(axis=(1, 2, 3)) == pytest.approx([0, 0, 0], abs=1e-12)
    assert A.shape == X.shape


def test_batch_norm_takes_a_batch_of_one():
    network = Network([BatchNorm()], n_inputs=3)
    assert not network.forward(random(3, 1), training=True).any()
    assert np.isfinite(network.layers[0].running_variance).all()


def test_flatten_goes_through_channels_rows_and_columns_in_this_order():
    X = np.arange(2 * 3 * 4 * 5, dtype=float).reshape(2, 3, 4, 5)
    A = Network([Flatten()], input_shape=(2, 3, 4)).forward(X)
    assert A.shape == (24, 5)
    assert A[1 * 12 + 2 * 4 + 3, 4] == X[1, 2, 3, 4]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Dense(0), "at least one unit"),
        (lambda: Dense(2, l2=-1), "must not be negative"),
        (lambda: Dense(2, "rellu"), "did you mean 'relu'"),
        (lambda: Dropout(1.0), "less than 1"),
        (lambda: MaxPool2D(0), "from 1 up"),
        (lambda: Conv2D(2, 3, stride=0), "from 1 up"),
        (lambda: Network([Dense(2)], input_shape=(1, 8, 8)), r"layer 1: .*put Flatten\(\) before"),
        (lambda: Network([Dense(2), Conv2D(2, 3)], n_inputs=4), "layer 2: Conv2D takes images"),
        (lambda: Network([Conv2D(2, 9)], input_shape=(1, 8, 8)), "does not fit"),
        (lambda: Network([MaxPool2D(9)], input_shape=(1, 8, 8)), "do not fit"),
    ],
)
def test_what_cannot_be_built_says_why(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_layers_that_did_not_fit_can_be_used_once_the_shape_is_right():
    layers = [Flatten(), Dense(4), Conv2D(1, 2)]
    with pytest.raises(ValueError, match="layer 3: Conv2D takes images"):
        Network(layers, input_shape=(1, 4, 4))
    assert Network(layers[:2], input_shape=(1, 4, 4)).output_shape == (4,)


def test_a_layer_belongs_to_one_network():
    layer = Dense(2)
    Network([layer], n_inputs=2)
    with pytest.raises(ValueError, match="part of a network already"):
        Network([layer], n_inputs=2)


def test_units_may_share_one_bias():
    network = Network([Dense(3, shared_bias=True)], n_inputs=2, seed=0)
    layer = network.layers[0]
    layer.b[...] = 0.5
    assert layer.b.shape == (1, 1)
    X, Y = np.array([[1.0, -2.0], [0.5, 3.0]]), np.zeros((3, 2))
    assert network.forward(X) == pytest.approx(layer.W @ X + 0.5)
    network.backward(Y)
    assert layer.db.item() == pytest.approx(layer.dZ.sum() / 2)
    assert [layer.bias_of(unit) for unit in range(3)] == [0.5] * 3
    with pytest.raises(ValueError, match="none to share"):
        Dense(3, use_bias=False, shared_bias=True)
