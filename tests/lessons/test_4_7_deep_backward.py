"""The figures of lesson 4-7, computed by the engine on the network of its stepper."""

from __future__ import annotations

import numpy as np
import pytest
from lesson_runs import parts_of

from engine import Dense, Network
from engine.optimizers import SGD

X, Y = np.array([[1.0], [2]]), np.array([[1.0]])


@pytest.fixture
def network() -> Network:
    (options,) = parts_of("4-7-deep-backward", "stepper")
    layers = [Dense(2, "relu"), Dense(2, "relu"), Dense(1, "sigmoid")]
    network = Network(layers, n_inputs=2, loss="binary_crossentropy")
    for layer, W, b in zip(network.layers, options.weights, options.biases, strict=True):
        layer.W[...], layer.b[:, 0] = W, b
    network.forward(X)
    network.backward(Y)
    return network


def test_the_pass_by_hand(network):
    first, second, third = network.layers
    assert [*first.Z.ravel(), *second.Z.ravel(), *third.Z.ravel()] == [2, -1, 2, 1, 0]
    assert third.A.item() == 0.5
    assert third.dW.tolist() == [[-1, -0.5]]
    assert second.dW.tolist() == [[-1, 0], [2, 0]]
    assert first.dA.ravel().tolist() == [-1.5, 0.5]
    assert first.dZ.ravel().tolist() == [-1.5, 0]
    assert first.dW.tolist() == [[-1.5, -3], [0, 0]]


def test_the_step(network):
    assert network.cost(Y) == pytest.approx(0.6931, abs=5e-5)
    assert 0.1 * (network.gradient**2).sum() == pytest.approx(2.125)
    SGD(0.1).step(network)
    assert network.forward(X).item() == pytest.approx(0.974, abs=5e-4)
    assert network.layers[-1].Z.item() == pytest.approx(3.614)
    assert network.cost(Y) == pytest.approx(0.0266, abs=5e-5)
    assert (network.layers[1].A[:, 0] > 0).tolist() == [True, False]


def test_waking_the_second_unit_leaves_no_zeros(network):
    network.layers[0].b[1] = 2
    network.forward(X)
    network.backward(Y)
    assert all(layer.dW.all() for layer in network.layers)


def test_the_eager_step_lowers_the_cost_all_the_same(network):
    before = network.cost(Y)
    dZ = network.layers[-1].dZ
    for layer, below in zip(network.layers[::-1], [*network.layers[-2::-1], None], strict=True):
        layer.W -= 0.1 * dZ @ layer.A_prev.T
        layer.b -= 0.1 * dZ
        dZ = dZ if below is None else (layer.W.T @ dZ) * (below.Z > 0)
    network.forward(X)
    assert network.cost(Y) < before
