"""Unit 7's network: what its exercises have built, put into one file, learns the spiral."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from engine import datasets
from engine.metrics import accuracy, macro_f1
from tutor.course.index import shipped_course
from tutor.exercises.loading import find

STEPS = ("a-network-of-layers", "probabilities-and-loss", "the-training-loop")
"""Their solutions; the first holds the layer of the exercise before it."""


@pytest.fixture(scope="module")
def built() -> dict[str, Any]:
    names: dict[str, Any] = {}
    for step in STEPS:
        exec(find(shipped_course(), step).solution, names)
    return names


def test_the_layer_is_the_one_that_was_written_first() -> None:
    layer = find(shipped_course(), "a-dense-layer").solution
    network = find(shipped_course(), "a-network-of-layers").solution

    def methods(code: str) -> str:
        names: dict[str, Any] = {}
        exec(code, names)
        rng = np.random.default_rng(0)
        dense = names["Dense"](3, 2, rng)
        Z = dense.forward(rng.normal(size=(3, 5)))
        return repr((Z, dense.backward(Z), dense.dW, dense.db))

    assert methods(layer) == methods(network)


def test_the_parts_together_learn_the_spiral(built: dict[str, Any]) -> None:
    data, rng = datasets.spiral(points_per_class=300, seed=0), np.random.default_rng(0)
    layers = [built["Dense"](2, 32, rng), built["ReLU"](), built["Dense"](32, 3, rng)]
    network = built["Network"](layers)
    before = built["cost"](network.forward(data.X), data.Y)

    built["train"](network, data.X, data.Y, rng, epochs=200, size=64, alpha=0.1)

    scores = network.forward(data.X)
    answers = built["softmax"](scores)
    assert built["cost"](scores, data.Y) < 0.25 < before
    assert accuracy(answers, data.Y) > 0.94
    assert macro_f1(answers, data.Y) > 0.94
