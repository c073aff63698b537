"""The figures of lesson 3-5, computed by the engine."""

import re

import numpy as np
import pytest
from lesson_runs import copies, last_of, text_of

from engine import Dense, Network
from engine.activations import activation

LESSON = "3-5-activations"
EXAMPLES = 100


def rows(first_cell):
    """The numbers of the tables' rows that begin with this cell."""
    lines = re.findall(rf"^\| {first_cell} \|(.*)\|$", text_of(LESSON), re.MULTILINE)
    return [[float(n) for n in re.findall(r"-?\d+\.?\d*", line)] for line in lines]


@pytest.mark.parametrize(
    ("row", "name"),
    [("sigmoid", "sigmoid"), ("ReLU", "relu"), ("tanh", "tanh"), ("leaky ReLU", "leaky_relu")],
)
def test_the_tables_of_five_sums(row, name):
    (stated,) = rows(row)
    assert stated == pytest.approx(activation(name)(np.arange(-2, 3)), abs=5e-5)


def test_the_softmax_of_three_scores():
    found = activation("softmax")(np.array([[2], [1], [0]]))
    assert np.ravel(found) == pytest.approx([0.6652, 0.2447, 0.0900], abs=5e-5)


@copies
def test_the_circles_are_learned_slowly_with_the_sigmoid(copy):
    assert last_of(LESSON, copy=copy).accuracy < 0.6


def test_the_circles_are_learned_by_the_others_and_by_a_patient_sigmoid():
    assert last_of(LESSON, epochs=1000).accuracy > 0.98
    for name in ("tanh", "relu", "leaky_relu"):
        assert last_of(LESSON, activation=name).accuracy > 0.98


def test_which_slope_is_largest_where():
    names = ("sigmoid", "tanh", "relu", "leaky_relu")

    def slopes(z):
        Z, found = np.array([[z]]), {}
        for name in names:
            A, slope = activation(name)(Z), np.empty_like(Z)
            activation(name).derivative(Z, A, slope)
            found[name] = slope.item()
        return found

    right, left, far = slopes(3.0), slopes(-0.5), slopes(-50.0)
    assert right["relu"] == right["leaky_relu"] == 1 > max(right["sigmoid"], right["tanh"])
    assert left["tanh"] > 3 * left["sigmoid"] > max(left["relu"], left["leaky_relu"])
    assert far["leaky_relu"] > max(far["sigmoid"], far["tanh"], far["relu"])
    assert slopes(0.0)["sigmoid"] == 0.25


def starts(n, count, output_bias=0.0):
    """Networks n-n-1 as the lesson describes them, each with inputs of its own."""
    for seed in range(count):
        X = np.random.default_rng(10_000 + seed).uniform(0, 1, (n, EXAMPLES))
        layers = [Dense(n, activation="relu"), Dense(1, activation="relu")]
        network = Network(layers, n, loss="mse", initializer="small_normal", seed=seed)
        network.layers[1].b[...] = output_bias
        yield network, X


def dead_share(n, count, output_bias=0.0):
    dead = [not network.forward(X).any() for network, X in starts(n, count, output_bias)]
    return float(np.mean(dead))


def test_the_share_of_dead_starts_roughly():
    sizes, shares = rows(r"\$n\$")[0], rows("dead at once")[0]
    for n, share in zip(sizes, shares, strict=True):
        assert dead_share(int(n), 200) == pytest.approx(share / 100, abs=0.08)


@pytest.mark.slow
def test_the_share_of_dead_starts():
    sizes, shares = rows(r"\$n\$")[0], rows("dead at once")[0]
    for n, share in zip(sizes, shares, strict=True):
        assert dead_share(int(n), 4000) == pytest.approx(share / 100, abs=0.0051)
        assert dead_share(int(n), 4000, output_bias=1.0) == 0


def test_no_weight_of_a_dead_network_moves():
    network, X = next((net, X) for net, X in starts(2, 20) if not net.forward(X).any())
    network.forward(X)
    network.backward(X.sum(axis=0, keepdims=True))
    assert not network.gradient.any()
