"""What lesson 2-1 says that one neuron makes of ones and eights."""

from __future__ import annotations

import numpy as np
import pytest
from lesson_runs import change, copies

from engine import Dense, Network, datasets, metrics
from engine.datasets import digits
from engine.optimizers import SGD


def accuracy_on_new_digits(seed: int, copy: int) -> float:
    """The share that is right of the quarter of ones and eights that was kept apart."""
    data = digits()
    chosen = np.flatnonzero(data.Y[1] + data.Y[8])
    learned, new = data.subset(chosen).split(0.25, seed)
    assert new is not None
    network = Network([Dense(1, "sigmoid")], n_inputs=64, loss="binary_crossentropy", seed=seed)
    change(network, copy)
    optimizer = SGD(1.0)
    for _ in range(300):
        network.propagate(learned.X, True)
        network.propagate_back(learned.Y[1:2])
        optimizer.step(network)
    return metrics.accuracy(network.forward(new.X), new.Y[1:2])


@copies
def test_one_neuron_tells_ones_from_eights(copy: int) -> None:
    rates = [accuracy_on_new_digits(seed, copy) for seed in range(8)]
    assert np.mean(rates) == pytest.approx(0.97, abs=0.015)


def test_the_digits_are_as_many_and_as_large_as_it_says() -> None:
    assert datasets.odd_digits().X.shape == (64, 1797)
