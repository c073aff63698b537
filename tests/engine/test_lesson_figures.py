"""The measured table of lesson 1-3: what size is worth, with few labelled dots and with many."""

import re

import numpy as np
import pytest

from engine import Dense, Network, datasets
from engine.training import TrainingConfig, train
from tutor.course.index import shipped_course

STEPS = 3000
NEW_DOTS = datasets.spiral(points_per_class=1000, seed=1000)


def table():
    """The rows of the lesson as it stands: labelled dots, then three accuracies."""
    text = (shipped_course() / "1-3-why-now" / "lesson.md").read_text(encoding="utf-8")
    row = re.compile(r"^\| (\d+) \| (0\.\d+) \| (0\.\d+) \| (0\.\d+) \|$", re.MULTILINE)
    return [(int(dots), list(map(float, figures))) for dots, *figures in row.findall(text)]


def accuracy_on_new_dots(dots, hidden, seed):
    data = datasets.spiral(points_per_class=dots // 3, seed=seed)
    layers = [Dense(units, activation="relu") for units in hidden]
    layers.append(Dense(3, activation="softmax"))
    network = Network(layers, n_inputs=2, loss="categorical_crossentropy", seed=seed)
    epochs = STEPS // -(-dots // 64)
    for _ in train(
        network, data, TrainingConfig(epochs=epochs, batch_size=64, learning_rate=0.1, seed=seed)
    ):
        pass
    guessed = network.forward(NEW_DOTS.X).argmax(axis=0)
    return float(np.mean(guessed == NEW_DOTS.Y.argmax(axis=0)))


def test_the_table_is_there():
    assert [dots for dots, _ in table()] == [9, 30, 900]


@pytest.mark.parametrize(("dots", "figures"), table())
def test_the_measured_table_of_lesson_1_3(dots, figures):
    for hidden, figure in zip(([], [4], [32]), figures, strict=True):
        mean = np.mean([accuracy_on_new_dots(dots, hidden, seed) for seed in range(5)])
        assert mean == pytest.approx(figure, abs=0.02), hidden
