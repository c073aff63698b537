"""The figures of lesson 4-3, computed by the engine."""

import numpy as np
import pytest
from lesson_runs import parts_of

from engine import Dense, Network
from engine.optimizers import SGD


def two_layers():
    layers = [Dense(1, activation="relu"), Dense(1, activation="sigmoid")]
    network = Network(layers, n_inputs=1, loss="binary_crossentropy")
    for layer, w, b in zip(network.layers, (3, 0.4), (-1, -2), strict=True):
        layer.W[...], layer.b[...] = w, b
    return network


def test_forward_backward_and_a_step():
    network, x, y = two_layers(), np.array([[2.0]]), np.array([[1.0]])
    network.forward(x)
    network.backward(y)
    first, second = network.layers
    assert [first.Z.item(), first.A.item()] == [5, 5]
    assert [second.Z.item(), second.A.item()] == pytest.approx([0, 0.5])
    slopes = [first.dW, first.db, second.dW, second.db, first.dA]
    assert [slope.item() for slope in slopes] == pytest.approx([-0.4, -0.2, -2.5, -0.5, -0.2])
    SGD(0.1).step(network)
    assert network.forward(x).item() == pytest.approx(0.797, abs=5e-4)


def test_only_the_last_bias_learns_where_the_first_unit_is_silent():
    network = two_layers()
    network.forward(np.array([[-2.0]]))
    network.backward(np.array([[1.0]]))
    first, second = network.layers
    assert first.Z.item() == -7
    assert not (first.dW.any() or first.db.any() or second.dW.any())
    assert second.db.item() != 0


def test_each_hidden_layer_of_the_stepper_has_units_that_speak_and_some_that_are_silent():
    (stepper,) = parts_of("4-3-caching", "stepper")
    values = {step.name: step.value for step in stepper.trace().steps if step.phase == "forward"}
    for layer in range(1, 3):
        A = values[f"A[{layer}]"]
        assert (A == 0).any()
        assert (A > 0).any(axis=1).all()
