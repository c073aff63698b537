"""Runs side by side: as if each were alone, and none gets ahead of the others."""

from __future__ import annotations

import itertools

import pytest

from tutor.runs.comparison import Comparison, figure_names
from tutor.runs.goal import Goal
from tutor.runs.run import LiveRun

SMALL = {"dataset": "moons", "points": 30, "epochs": 6, "hidden": (8,), "learning_rate": 0.5}


def epochs(comparison: Comparison) -> list[int]:
    return [run.training.epoch for run in comparison.runs]


def test_each_run_goes_as_it_would_alone() -> None:
    comparison = Comparison(SMALL, "initializer", ["zeros", "he"])
    comparison.burst(Goal(), lambda: False, lambda: None)
    assert comparison.finished
    for name, run in zip(comparison.values, comparison.runs, strict=True):
        alone = LiveRun({**SMALL, "initializer": name})
        alone.burst(Goal(), lambda: False, lambda: None)
        assert run.history.figures("loss") == alone.history.figures("loss")


@pytest.mark.parametrize("answers", range(1, 9))
def test_wherever_it_is_stopped_the_runs_come_back_into_step(answers: int) -> None:
    comparison = Comparison(SMALL, "batch_size", [4, 60, 60])
    stop = itertools.chain(itertools.repeat(False, answers), itertools.repeat(True))
    comparison.burst(Goal(), lambda: next(stop), lambda: None)
    assert max(epochs(comparison)) - min(epochs(comparison)) <= 1
    comparison.burst(Goal(epochs=1), lambda: False, lambda: None)
    assert len({*epochs(comparison)}) == 1


def test_a_run_that_diverges_does_not_hold_up_the_others() -> None:
    comparison = Comparison(SMALL, "learning_rate", [1e300, 0.5])
    comparison.burst(Goal(), lambda: False, lambda: None)
    first, second = epochs(comparison)
    assert first < second == 6
    assert comparison.front is comparison.runs[1].snapshot


def test_the_formula_is_noticed_at_the_first_epoch_it_is_true_of() -> None:
    comparison = Comparison(SMALL, "hidden", [(), (8,)], "(epoch >= 3) * (accuracy_2 > 0)")
    comparison.burst(Goal(), lambda: False, lambda: None)
    assert comparison.reached is not None and comparison.reached.epoch == 3
    assert {"loss_1", "accuracy_2"} < {*figure_names(2)}
