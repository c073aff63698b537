"""The figures of lesson 4-2, computed by the engine."""

import numpy as np
import pytest
from lesson_runs import parts_of

from engine import Dense, Network


def thin_network():
    layers = [*(Dense(1, activation="relu") for _ in range(3)), Dense(1, activation="sigmoid")]
    network = Network(layers, n_inputs=1, loss="binary_crossentropy")
    for layer, w, b in zip(network.layers, (3, -1, 7, 0.5), (-1, 4, 2, -1), strict=True):
        layer.W[...], layer.b[...] = w, b
    return network


def test_the_thin_network_gives_the_numbers_of_the_table():
    network = thin_network()
    answer = network.forward(np.array([[2.0]]))
    assert [layer.Z.item() for layer in network.layers] == [5, -1, 2, 0]
    assert [layer.A.item() for layer in network.layers[:3]] == [5, 0, 2]
    assert answer.item() == 0.5
    assert thin_network().forward(np.array([[1000.0]])).item() == 0.5


def test_a_relu_before_the_sigmoid_never_says_no():
    network = thin_network()
    network.layers[3].b[...] = -4
    assert network.forward(np.array([[1.0, 2.0]]))[0] == pytest.approx([0.982, 0.0474], abs=5e-5)


def test_each_hidden_layer_of_the_stepper_has_units_that_speak_and_some_that_are_silent():
    (stepper,) = parts_of("4-2-deep-forward", "stepper")
    values = {step.name: step.value for step in stepper.trace().steps if step.phase == "forward"}
    for layer in range(1, 4):
        A = values[f"A[{layer}]"]
        assert (A == 0).any()
        assert (A > 0).any(axis=1).all()
