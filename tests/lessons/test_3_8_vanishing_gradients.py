"""What lesson 3-8 says of deep sigmoid networks, and of sums that are too large."""

import numpy as np
import pytest

from tests.support.lesson_runs import copies, ended, last_of, parts_of
from tutor.live.histograms.probe import probe

LESSON = "3-8-vanishing-gradients"
DIGITS = {
    "dataset": "odd_digits",
    "hidden": (16,) * 6,
    "batch_size": 64,
    "epochs": 60,
    "validation_split": 0.25,
}


@copies
def test_six_sigmoid_layers_do_worse_on_the_moons_than_one(copy):
    one = last_of(LESSON, "compare", copy=copy, activation="sigmoid", hidden=(16,))
    assert one.accuracy == pytest.approx(0.88, abs=0.01)
    assert last_of(LESSON, "compare", copy=copy, activation="sigmoid").accuracy == 0.5
    assert last_of(LESSON, "compare", copy=copy, activation="relu").accuracy > 0.98


def test_they_say_the_same_to_all_points():
    (options,) = parts_of(LESSON, "compare")
    run, _ = ended({**options.changed_settings(), "activation": "sigmoid"})
    answers = run.network.forward(run.training_set.X)
    assert np.ptp(answers) < 0.01


def test_and_six_sigmoid_layers_learn_nothing_of_the_digits():
    last = ended({**DIGITS, "activation": "sigmoid"})[1]
    assert last.accuracy == pytest.approx(0.5, abs=0.03)
    assert last.val_accuracy == pytest.approx(0.5, abs=0.03)
    assert ended({**DIGITS, "activation": "relu"})[1].val_accuracy > 0.95


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_nor_do_they_from_other_starts(seed):
    settings = {**DIGITS, "epochs": 100, "seed": seed}
    assert ended({**settings, "activation": "sigmoid"})[1].accuracy == pytest.approx(0.5, abs=0.03)
    assert ended({**settings, "activation": "relu"})[1].val_accuracy == pytest.approx(
        0.97, abs=0.02
    )


def test_the_first_gradient_shrinks_with_the_depth():
    (options,) = parts_of(LESSON, "histograms")
    first = {}
    for activation in ("sigmoid", "relu"):
        for depth in (5, 10, 20):
            layers = probe(options.probed({"activation": activation, "depth": depth}))
            first[activation, depth] = layers[0].norm
    assert first["sigmoid", 10] < first["sigmoid", 5] / 100
    assert first["sigmoid", 20] < first["sigmoid", 10] / 10_000
    assert first["relu", 20] > first["relu", 5] / 10


def test_the_table_of_saturation():
    z = np.array([0, 2, 4, -10.0])
    a = 1 / (1 + np.exp(-z))
    assert a == pytest.approx([0.5, 0.881, 0.982, 0.00005], abs=0.0005)
    assert a[3] == pytest.approx(0.00005, abs=0.000005)
    assert a * (1 - a) == pytest.approx([0.25, 0.105, 0.018, 0.00005], abs=0.0005)
