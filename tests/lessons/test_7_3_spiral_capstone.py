"""What lesson 7-3 says that its networks reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from lesson_runs import change, copies, ended, last_of, parts_of

from engine import datasets, metrics
from engine.training import Snapshot
from tutor.runs.goal import Goal
from tutor.runs.run import LiveRun

LESSON = "7-3-spiral-capstone"
USUAL = {"dataset": "spiral", "hidden": (32,), "learning_rate": 0.1, "epochs": 200}


def played(copy: int, **changed: Any) -> LiveRun:
    """The playground's run, come to its end."""
    (options,) = parts_of(LESSON, "playground")
    run = LiveRun({**options.changed_settings(), **changed}, options.task.when)
    change(run.training.network, copy)
    run.burst(Goal(), lambda: False, lambda: None)
    return run


@pytest.mark.sampled
@copies
def test_the_playground_task_needs_a_change_and_the_named_one_is_enough(copy: int) -> None:
    asked = played(copy)
    assert asked.reached is None
    assert asked.snapshot.accuracy == pytest.approx(0.943, abs=0.0005)
    enough = ({"learning_rate": 0.5}, {"optimizer": "adam", "learning_rate": 0.01})
    assert all(played(copy, **changed).reached for changed in enough)
    assert played(copy, hidden=(32,)).reached is None, "more units than were asked for"


@pytest.mark.sampled
@copies
def test_the_sweep_ends_as_the_text_says(copy: int) -> None:
    (options,) = parts_of(LESSON, "sweep")
    found = {}
    for trial in options.plan().trials():
        choice = trial.choice["hidden"], trial.choice["learning_rate"]
        found[choice] = ended(trial.settings, copy)[1].accuracy
    assert len(found) == 12
    assert all(accuracy < 0.7 for (hidden, _), accuracy in found.items() if hidden == (2,))
    assert all(accuracy < 0.8 for (_, rate), accuracy in found.items() if rate == 0.01)
    of_eight = [found[(8,), rate] for rate in (0.01, 0.1, 1)]
    assert of_eight == pytest.approx([0.56, 0.94, 0.99], abs=0.005)
    assert found[(8,), 3] < 0.6
    best = [choice for choice, accuracy in found.items() if accuracy > 0.98]
    assert set(best) - {((32,), 3)} == {((8,), 1), ((32,), 1)}


def test_where_32_units_end_at_rate_3_hangs_on_the_last_digit() -> None:
    ends = [last_of(LESSON, copy=copy, learning_rate=3.0).accuracy for copy in range(8)]
    assert max(ends) - min(ends) > 0.05


def forty_runs(dataset: str, **changed: Any) -> Iterator[Snapshot]:
    """The reports of 40 runs of 2-32-3, each on data and from weights of its own."""
    for seed in range(40):
        settings = {**USUAL, "dataset": dataset, **changed, "seed": seed, "data_seed": seed}
        yield ended(settings, copy=seed % 20)[1]


@pytest.mark.slow
def test_the_forty_runs() -> None:
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


def test_how_its_networks_do_on_new_blobs() -> None:
    new, rates = datasets.line_blobs(points_per_class=30_000, seed=12345), []
    for seed in range(8):
        settings = {**USUAL, "dataset": "line_blobs", "seed": seed, "data_seed": seed}
        run, _ = ended(settings, copy=seed)
        rates.append(metrics.accuracy(run.network.forward(new.X), new.Y))
    assert np.mean(rates) == pytest.approx(0.968, abs=0.0005)


def test_the_best_borders_between_the_blobs_are_right_for_97_percent() -> None:
    new = datasets.line_blobs(points_per_class=200_000, seed=12345)
    centres = np.stack([new.X[:, new.Y[k] == 1].mean(axis=1) for k in range(3)])
    nearest = ((new.X - centres[:, :, None]) ** 2).sum(axis=1).argmin(axis=0)
    assert metrics.accuracy(nearest, new.Y) == pytest.approx(0.970, abs=0.0005)


@copies
def test_its_run_is_too_modest(copy: int) -> None:
    run, last = ended(USUAL, copy)
    assert last.accuracy == pytest.approx(0.970, abs=0.0005)
    assert last.ece == pytest.approx(0.065, abs=0.0005)
    probabilities = run.network.forward(run.training_set.X)
    sure = probabilities.max(axis=0)
    right = probabilities.argmax(axis=0) == run.training_set.Y.argmax(axis=0)
    between = (sure > 0.6) & (sure <= 0.7)
    assert (between.sum(), right[between].sum()) == (23, 22)
    surest = sure > 0.9
    assert (surest.sum(), right[surest].sum()) == (728, 728)
    assert (1 - sure[surest]).sum() / 900 == pytest.approx(0.021, abs=0.0005)
    assert sure[surest].mean() == pytest.approx(0.974, abs=0.0005)
    bins = np.ceil(sure * 10).astype(int)
    gaps = [right[bins == b].mean() - sure[bins == b].mean() for b in np.unique(bins)]
    assert sum(gap > 0 for gap in gaps) == len(gaps) - 1


@pytest.mark.sampled
@copies
def test_longer_training_takes_new_dots_of_the_spiral_to_99_percent(copy: int) -> None:
    new = datasets.spiral(points_per_class=1000, seed=1000)
    rates = []
    for epochs in (200, 1000):
        run, _ = ended({**USUAL, "epochs": epochs}, copy)
        rates.append(metrics.accuracy(run.network.forward(new.X), new.Y))
    assert rates == pytest.approx([0.97, 0.99], abs=0.005)


@pytest.mark.slow
def test_longer_training_leaves_new_blobs_where_they_were() -> None:
    new = datasets.line_blobs(points_per_class=30_000, seed=1000)
    blobs = {**USUAL, "dataset": "line_blobs", "epochs": 1000}
    for seed in range(5):
        run, _ = ended({**blobs, "seed": seed, "data_seed": seed}, copy=seed)
        rate = metrics.accuracy(run.network.forward(new.X), new.Y)
        assert rate == pytest.approx(0.968, abs=0.003)
