"""What lessons say that training reaches, measured: 1-2, 1-3, 2-11 and 7-3."""

import re

import numpy as np
import pytest

from engine import Dense, Network, datasets, metrics
from engine.experiment import Experiment
from engine.training import TrainingConfig, train
from tutor.course.index import shipped_course
from tutor.course.loader import load_lesson
from tutor.fitting.run import Goal, LiveRun

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


def parts_of(lesson_id, name):
    lesson = load_lesson(shipped_course(), lesson_id)
    parts = (part for page in lesson.pages for part in page.parts.values())
    return [part.options for part in parts if part.name == name]


def test_the_playground_task_of_lesson_7_3_needs_a_change_and_the_named_one_is_enough():
    (options,) = parts_of("7-3-spiral-capstone", "playground")
    asked = LiveRun(options.changed_settings(), options.task.when)
    asked.burst(Goal(), lambda: False, lambda: None)
    assert asked.reached is None
    assert asked.snapshot.accuracy == pytest.approx(0.943, abs=0.0005)
    for change in ({"learning_rate": 0.5}, {"learning_rate": 1.0}, {"optimizer": "adam"}):
        settings = {**options.changed_settings(), **change}
        if "optimizer" in change:
            del settings["learning_rate"]
        run = LiveRun(settings, options.task.when)
        run.burst(Goal(), lambda: False, lambda: None)
        assert run.reached is not None, change
    larger = LiveRun({**options.changed_settings(), "hidden": (32,)}, options.task.when)
    larger.burst(Goal(), lambda: False, lambda: None)
    assert larger.reached is None, "more units than were asked for do not count"


def test_the_sweep_of_lesson_7_3_ends_as_the_text_says():
    (options,) = parts_of("7-3-spiral-capstone", "sweep")
    found = {}
    for trial in options.plan().trials():
        *_, last = Experiment.of(**trial.settings).start()
        found[trial.choice["hidden"], trial.choice["learning_rate"]] = last.accuracy
    assert len(found) == 12
    assert all(accuracy < 0.7 for (hidden, _), accuracy in found.items() if hidden == (2,))
    assert all(accuracy < 0.8 for (_, rate), accuracy in found.items() if rate in (0.01, 3))
    assert max(found.values()) == found[(8,), 1] == pytest.approx(0.992, abs=0.001)


def forty_runs(dataset, **changed):
    """The reports of 40 runs of 2-32-3, each on data and from weights of its own."""
    usual = {"dataset": dataset, "hidden": (32,), "learning_rate": 0.1, "epochs": 200}
    for seed in range(40):
        *_, last = Experiment.of(**usual | changed, seed=seed, data_seed=seed).start()
        yield last


@pytest.mark.slow
def test_the_forty_runs_of_lesson_7_3():
    spiral, blobs = list(forty_runs("spiral")), list(forty_runs("line_blobs"))
    accuracies = [last.accuracy for last in spiral]
    assert np.mean(accuracies) == pytest.approx(0.971, abs=0.0005)
    assert np.std(accuracies) == pytest.approx(0.008, abs=0.0005)
    assert (min(accuracies), max(accuracies)) == pytest.approx((0.949, 0.986), abs=0.0005)
    assert np.mean([last.top2 for last in spiral]) == pytest.approx(0.995, abs=0.0005)
    assert np.mean([last.ece for last in spiral]) == pytest.approx(0.065, abs=0.0005)
    assert np.mean([last.accuracy for last in blobs]) == pytest.approx(0.972, abs=0.0005)
    assert np.std([last.accuracy for last in blobs]) == pytest.approx(0.006, abs=0.0005)
    assert np.mean([last.ece for last in blobs]) == pytest.approx(0.008, abs=0.0005)
    small = [last.accuracy for last in forty_runs("spiral", initializer="small_normal")]
    assert np.mean(small) == pytest.approx(0.75, abs=0.005)


def test_lesson_7_3_says_how_its_networks_do_on_new_blobs():
    new, rates = datasets.line_blobs(points_per_class=200_000, seed=12345), []
    for seed in range(8):
        settings = {"dataset": "line_blobs", "hidden": (32,), "learning_rate": 0.1, "epochs": 200}
        run = Experiment.of(**settings, seed=seed, data_seed=seed).start()
        *_, _ = run
        rates.append(metrics.accuracy(run.network.forward(new.X), new.Y))
    assert np.mean(rates) == pytest.approx(0.968, abs=0.0005)
    centres = np.stack([new.X[:, new.Y[k] == 1].mean(axis=1) for k in range(3)])
    nearest = ((new.X - centres[:, :, None]) ** 2).sum(axis=1).argmin(axis=0)
    assert metrics.accuracy(nearest, new.Y) == pytest.approx(0.970, abs=0.0005)


def test_the_run_of_lesson_7_3_is_too_modest():
    run = Experiment.of(dataset="spiral", hidden=(32,), learning_rate=0.1, epochs=200).start()
    *_, last = run
    assert last.accuracy == pytest.approx(0.970, abs=0.0005)
    assert last.ece == pytest.approx(0.065, abs=0.0005)
    probabilities = run.network.forward(run.training_set.X)
    sure = probabilities.max(axis=0)
    right = probabilities.argmax(axis=0) == run.training_set.Y.argmax(axis=0)
    between = (sure > 0.6) & (sure <= 0.7)
    assert (between.sum(), right[between].sum()) == (23, 22)


def test_longer_training_takes_the_spiral_of_lesson_7_3_to_99_percent():
    settings = {"dataset": "spiral", "hidden": (32,), "learning_rate": 0.1, "epochs": 1000}
    *_, last = Experiment.of(**settings).start()
    assert last.accuracy == pytest.approx(0.99, abs=0.005)
