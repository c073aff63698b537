"""What lessons say that training reaches, measured: 1-2, 1-3 and 2-11."""

import re

import numpy as np
import pytest

from engine import Dense, Network, datasets
from engine.experiment import Experiment
from engine.training import TrainingConfig, train
from tutor.course.index import shipped_course
from tutor.course.loader import load_lesson

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


def last_of_fit(lesson_id, **changed):
    """The last snapshot of the lesson's first fit, with some of its settings changed."""
    lesson = load_lesson(shipped_course(), lesson_id)
    parts = (part for page in lesson.pages for part in page.parts.values())
    fit = next(part.options for part in parts if part.name == "fit")
    *_, last = Experiment.of(**{**fit.settings(), **changed}).start()
    return last


def test_one_neuron_tells_odd_digits_as_well_as_lesson_2_11_says():
    last = last_of_fit("2-11-vectorized-logistic")
    assert last.accuracy == pytest.approx(0.92, abs=0.01)
    assert last.val_accuracy == pytest.approx(0.92, abs=0.02)


def test_sixteen_hidden_units_do_what_lesson_2_11_promises():
    changed = {"hidden": (16,), "initializer": "he", "batch_size": 64, "learning_rate": 0.1}
    last = last_of_fit("2-11-vectorized-logistic", **changed)
    assert last.val_accuracy == pytest.approx(0.98, abs=0.01)


def test_the_task_of_lesson_1_2_can_be_done_with_a_hidden_layer_only():
    assert last_of_fit("1-2-supervised-learning").accuracy >= 0.99
    assert last_of_fit("1-2-supervised-learning", hidden=()).accuracy < 0.95
