"""Initial weights have the spread that their names stand for."""

import numpy as np
import pytest

from engine import Conv2D, Dense, Network
from engine.initializers import DEVIATIONS, Initializer


@pytest.mark.parametrize(
    ("name", "variance"),
    [
        ("zeros", 0.0),
        ("small_normal", 1e-4),
        ("normal", 1.0),
        ("lecun", 1 / 400),
        ("xavier", 2 / (400 + 300)),
        ("glorot", 2 / (400 + 300)),
        ("he", 2 / 400),
    ],
)
def test_variance_of_the_weights(name, variance):
    network = Network([Dense(300)], n_inputs=400, initializer=name, seed=0)
    W = network.layers[0].W
    assert W.var() == pytest.approx(variance, rel=0.02)
    assert W.mean() == pytest.approx(0, abs=4 * np.sqrt(variance / W.size))
    assert not network.layers[0].b.any()


def test_a_filter_counts_its_patch_as_inputs():
    network = Network([Conv2D(200, 5)], input_shape=(8, 5, 5), initializer="he", seed=0)
    assert network.layers[0].W.var() == pytest.approx(2 / (8 * 25), rel=0.02)
    network = Network([Conv2D(200, 5)], input_shape=(8, 5, 5), initializer="xavier", seed=0)
    assert network.layers[0].W.var() == pytest.approx(2 / (8 * 25 + 200 * 25), rel=0.02)


def test_he_keeps_the_signal_of_a_deep_relu_network_and_a_hundredth_loses_it():
    X = np.random.default_rng(0).normal(size=(64, 200))
    spreads = {}
    for name in ("he", "small_normal"):
        layers = [Dense(64, activation="relu") for _ in range(10)]
        network = Network(layers, n_inputs=64, initializer=name, seed=0)
        spreads[name] = network.forward(X).std()
    assert 0.1 < spreads["he"] < 10
    assert spreads["small_normal"] < 1e-11


def test_a_seed_gives_the_same_weights_again():
    first, again, other = (Network([Dense(3)], n_inputs=2, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first.parameters, again.parameters)
    assert not np.array_equal(first.parameters, other.parameters)


def test_an_unknown_name_suggests_the_nearest():
    with pytest.raises(ValueError, match="did you mean 'xavier'"):
        Initializer("xaver")
    assert "he" in DEVIATIONS
