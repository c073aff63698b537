"""The one example of lesson 2-8, forward, backward and one step on."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Dense, Network
from engine.optimizers import SGD

X, Y = np.array([[2.0], [1.0]]), np.array([[1.0]])


def neuron() -> Network:
    network = Network([Dense(1, "sigmoid")], n_inputs=2, loss="binary_crossentropy")
    network.layers[0].W[...] = [[0.5, -1]]
    network.layers[0].b[...] = 1
    return network


def test_forward_backward_and_the_step() -> None:
    network = neuron()
    a = network.forward(X).item()
    assert (a, network.cost(Y)) == pytest.approx((0.7311, 0.3133), abs=0.00005)
    assert (-1 / a, a * (1 - a), a - 1) == pytest.approx((-1.3679, 0.1966, -0.2689), abs=0.00005)
    network.backward(Y)
    layer = network.layers[0]
    slopes = [*layer.dW.ravel(), layer.db.item()]
    assert slopes == pytest.approx([-0.5379, -0.2689, -0.2689], abs=0.00005)
    SGD(0.5).step(network)
    moved = [*layer.W.ravel(), layer.b.item()]
    assert moved == pytest.approx([0.7689, -0.8655, 1.1345], abs=0.00006)
    assert network.forward(X).item() == pytest.approx(0.8590, abs=0.00005)
    assert network.cost(Y) == pytest.approx(0.1520, abs=0.00005)


def test_a_step_with_the_sign_turned_goes_uphill() -> None:
    network = neuron()
    network.forward(X)
    network.backward(Y)
    network.gradient *= -1
    SGD(0.5).step(network)
    assert network.forward(X).item() == pytest.approx(0.5481, abs=0.00005)
