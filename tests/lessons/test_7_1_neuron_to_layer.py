"""What lesson 7-1 says beside its code, which the course check runs."""

from __future__ import annotations

import numpy as np
import pytest
from lesson_runs import copies, last_of

from engine import Dense, Network

LESSON = "7-1-neuron-to-layer"


def test_the_best_line_through_the_absolute_value_lies_flat():
    x = np.linspace(-2, 2, 41)
    slope, height = np.polyfit(x, abs(x), 1)
    assert slope == pytest.approx(0)
    assert np.mean((abs(x) - height) ** 2) == pytest.approx(0.35, abs=0.005)


def test_two_units_make_the_absolute_value():
    x = np.linspace(-2, 2, 41)
    assert np.maximum(x, 0) + np.maximum(-x, 0) == pytest.approx(abs(x))


def test_the_slope_of_a_layer_is_the_engines():
    network = Network([Dense(2)], n_inputs=2)
    (layer,) = network.layers
    layer.W[...] = [[1, -2], [0, 3]]
    network.forward(np.array([[3.0], [0]]))
    layer.dZ[...] = [[2], [-1]]
    dA = np.empty((2, 1))
    layer.backward_from_dZ(dA)
    assert dA.ravel().tolist() == [2, -7]
    assert layer.dW.tolist() == [[6, 0], [-3, 0]]


@copies
def test_the_curve_needs_hidden_units(copy):
    noise = 0.01  # the variance of what no curve can follow
    assert last_of(LESSON, copy=copy).loss < 3 * noise
    assert last_of(LESSON, copy=copy, hidden=()).loss > 10 * noise
