"""The measured table of lesson 1-3."""

from __future__ import annotations

import re

import numpy as np
import pytest
from lesson_runs import change, text_of

from engine import Dense, Network, datasets, metrics
from engine.arrays import Array
from engine.batches import Batches
from engine.optimizers import SGD

STEPS, BATCH = 3000, 64
DOTS = (9, 30, 900)
HIDDEN = {"feature": (), "straight": (), "4 hidden units": (4,), "32 hidden units": (32,)}
NEW_DOTS = datasets.spiral(points_per_class=1000, seed=1000)


def stated(learner: str) -> list[float]:
    """The accuracies of the row that begins with these words, as the lesson has it."""
    (row,) = re.findall(rf"^\| [^|]*{learner}[^|]*\|(.+)\|$", text_of("1-3-why-now"), re.MULTILINE)
    return [float(figure) for figure in row.split("|")]


def inputs(learner: str, X: Array) -> Array:
    """What the learner sees of the dots: of the first one, angle minus 4 radius as a direction."""
    if learner != "feature":
        return X
    turned = np.arctan2(X[0], X[1]) - 4 * np.hypot(X[0], X[1])
    return np.stack([np.cos(turned), np.sin(turned)])


def accuracy_on_new_dots(learner: str, dots: int, seed: int, copy: int) -> float:
    data = datasets.spiral(points_per_class=dots // 3, seed=seed)
    layers = [*(Dense(units, "relu") for units in HIDDEN[learner]), Dense(3, "softmax")]
    network = Network(layers, n_inputs=2, loss="categorical_crossentropy", seed=seed)
    change(network, copy)
    optimizer, rng = SGD(0.1), np.random.default_rng(seed)
    batches = Batches(inputs(learner, data.X), data.Y, BATCH)
    for _ in range(STEPS // -(-dots // BATCH)):
        for X, Y in batches.epoch(rng):
            network.propagate(X, True)
            network.propagate_back(Y)
            optimizer.step(network)
    return metrics.accuracy(network.forward(inputs(learner, NEW_DOTS.X)), NEW_DOTS.Y)


def check(learner: str, copies: list[int]) -> None:
    """See that the means of five runs, of these copies, are what the lesson states."""
    for dots, figure in zip(DOTS, stated(learner), strict=True):
        runs = [accuracy_on_new_dots(learner, dots, *each) for each in enumerate(copies)]
        assert np.mean(runs) == pytest.approx(figure, abs=0.02), dots


@pytest.mark.sampled
@pytest.mark.parametrize("learner", HIDDEN)
def test_the_measured_table(learner: str) -> None:
    check(learner, [0, 1, 2, 0, 1])


@pytest.mark.slow
@pytest.mark.parametrize("copy", range(20))
@pytest.mark.parametrize("learner", HIDDEN)
def test_the_measured_table_in_every_copy(learner: str, copy: int) -> None:
    check(learner, [copy] * 5)
