"""The slopes that lesson 3-7 states, by the engine's activations."""

import re

import numpy as np
import pytest

from engine.activations import activation
from tests.support.lesson_runs import text_of

LESSON = "3-7-activation-derivatives"


def slope(name, z):
    """g'(z) as the engine computes it on the way back."""
    Z = np.array([[float(z)]])
    function = activation(name)
    A = np.empty_like(Z)
    function.forward(Z, A)
    dZ = np.empty_like(Z)
    function.backward(np.ones_like(Z), Z, A, dZ)
    return dZ.item()


def test_the_table_of_nudges():
    rows = re.findall(r"^\| (0\.\d) \| (0\.\d+) \| (0\.\d+) \|$", text_of(LESSON), re.MULTILINE)
    assert len(rows) == 3
    for a, nudged, stated in np.array(rows, dtype=float):
        z = np.log(a / (1 - a))
        assert 1 / (1 + np.exp(-z - 0.01)) == pytest.approx(nudged, abs=0.00005)
        assert slope("sigmoid", z) == pytest.approx(stated)


def test_slopes_at_single_places():
    assert [slope("sigmoid", z) for z in (-2, 0, 2)] == pytest.approx(
        [0.1050, 0.25, 0.1050], abs=0.00005
    )
    assert slope("tanh", 4) == pytest.approx(0.0013, abs=0.00005)
    assert [slope(name, 3) for name in ("sigmoid", "tanh")] == pytest.approx(
        [0.0452, 0.0099], abs=0.00005
    )
    assert slope("sigmoid", 4) == pytest.approx(0.018, abs=0.0005)
    assert slope("relu", 0) == 0
    assert [slope("leaky_relu", z) for z in (-1, 1)] == [0.01, 1]


def test_the_sigmoid_overtakes_tanh_between_1_and_2():
    assert slope("sigmoid", 1) < slope("tanh", 1)
    assert slope("sigmoid", 2) > slope("tanh", 2)
