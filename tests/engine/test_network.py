"""A network as a whole: shapes, cost and gradient, and clear messages."""

import numpy as np
import pytest

from engine import Dense, Network
from engine.optimizers import SGD


def spiral_like(m=64, classes=3, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(2, m)), np.eye(classes)[rng.integers(0, classes, m)].T


def test_sgd_brings_the_cost_down():
    X, Y = spiral_like()
    network = Network(
        [Dense(32, activation="relu"), Dense(3, activation="softmax")],
        n_inputs=2,
        loss="categorical_crossentropy",
        seed=0,
    )
    network.forward(X)
    before = network.cost(Y)
    optimizer = SGD(0.1)
    for _ in range(200):
        network.forward(X)
        network.backward(Y)
        optimizer.step(network)
    network.forward(X)
    assert network.cost(Y) < 0.8 * before


def test_worked_forward_pass_of_a_3_4_1_network():
    network = Network([Dense(4, "relu"), Dense(1, "sigmoid")], n_inputs=3)
    hidden, output = network.layers
    hidden.W[...] = [[1, 0, -1], [0, 1, 1], [1, 1, 0], [-1, 0, 2]]
    hidden.b[...] = [[0], [-1], [0.5], [0]]
    output.W[...] = [[1, -1, 2, -0.5]]
    A = network.forward(np.array([[1.0], [2.0], [3.0]]))
    assert hidden.A.ravel().tolist() == [0, 4, 3.5, 5]
    assert output.Z.item() == 0.5
    assert A.item() == pytest.approx(0.6225, abs=5e-5)


def test_what_forward_returns_is_not_overwritten():
    X, _ = spiral_like()
    network = Network([Dense(3)], n_inputs=2, seed=0)
    first = network.forward(X)
    kept = first.copy()
    network.forward(2 * X)
    assert np.array_equal(first, kept)
