"""Sweeps: through any executor, the same results in any order, stopped cleanly."""

from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from multiprocessing import get_context

import pytest

from engine.experiment import Experiment
from engine.sweep import Between, grid, random, sweep

BASE = {"dataset": "moons", "points": 20, "epochs": 3, "hidden": (4,)}
AXES = {"learning_rate": (0.1, 1e300), "hidden": ((2,), (4, 4))}


class AtOnce(Executor):
    """Runs what it is given before it returns."""

    def __init__(self):
        self.number = 0

    def submit(self, function, *arguments):
        self.number += 1
        future = Future()
        future.set_result(function(*arguments))
        return future


def found(executor, trials=None, **more):
    results = list(sweep(trials or grid(AXES, BASE, seeds=(0, 1)), executor, **more))
    return sorted(results, key=lambda result: result.trial.number)


def test_a_grid_has_every_combination_with_every_seed():
    trials = grid(AXES, BASE, seeds=(0, 1))
    assert [trial.number for trial in trials] == list(range(8))
    assert len({(*map(str, trial.choice.values()), trial.seed) for trial in trials}) == 8
    assert trials[3].settings == BASE | trials[3].choice | {"seed": 1}
    with pytest.raises(ValueError, match="hidden has no values"):
        grid({"hidden": ()}, BASE)


def test_draws_are_repeatable_and_within_their_range():
    axes = {"learning_rate": Between(1e-4, 1, log=True), "hidden": ((2,), (4,))}
    draws = random(axes, BASE, draws=200, seed=3)
    assert draws == random(axes, BASE, draws=200, seed=3)
    rates = [trial.choice["learning_rate"] for trial in draws]
    assert min(rates) >= 1e-4 and max(rates) <= 1
    assert 60 < sum(rate < 1e-2 for rate in rates) < 140, "powers are drawn evenly"
    with pytest.raises(ValueError, match="nothing to draw"):
        Between(1, 1)


def test_draws_are_all_different_and_more_draws_begin_with_the_same():
    axes = {"batch_size": Between(1, 4, whole=True), "hidden": ((2,), (4,))}
    draws = random(axes, BASE, draws=8)
    assert {t.choice["batch_size"] for t in draws} == {1, 2, 3, 4}
    assert len({tuple(t.choice.values()) for t in draws}) == 8
    assert random(axes, BASE, draws=3) == draws[:3]
    with pytest.raises(ValueError, match="there are 8 combinations, too few for 9 draws"):
        random(axes, BASE, draws=9)


def test_whole_numbers_are_drawn_by_powers_too():
    draws = random({"epochs": Between(1, 1000, log=True, whole=True)}, BASE, draws=100)
    epochs = [trial.choice["epochs"] for trial in draws]
    assert all(isinstance(number, int) and 1 <= number <= 1000 for number in epochs)
    assert sum(number < 100 for number in epochs) > 30, "evenly there would be 10"


def test_a_seed_that_varies_is_the_seed_of_the_run():
    trials = grid({"seed": (3, 5)}, BASE | {"seed": 1})
    assert [(t.seed, t.settings["seed"]) for t in trials] == [(3, 3), (5, 5)]


def test_every_executor_gives_the_figures_of_the_runs():
    expected = found(AtOnce())
    with ThreadPoolExecutor(2) as threads:
        in_threads = found(threads)
    with ProcessPoolExecutor(2, get_context("spawn")) as processes:
        in_processes = found(processes)
    for results in (in_threads, in_processes):
        for result, other in zip(results, expected, strict=True):
            assert result.trial == other.trial
            assert result.figures["loss"] == pytest.approx(other.figures["loss"], nan_ok=True)
    *_, last = Experiment.of(**expected[0].trial.settings).start()
    assert expected[0].figures["accuracy"] == last.accuracy


def test_runs_that_diverge_or_cannot_be_built_are_results():
    results = found(AtOnce())
    assert not any(result.diverged for result in results[:4])
    assert any(result.diverged for result in results[4:])
    (result,) = found(AtOnce(), grid({"activation": ("rely",)}, BASE))
    assert "did you mean 'relu'" in result.error and not result.figures


def test_once_stopped_no_trial_is_begun():
    executor = AtOnce()
    results = list(
        sweep(grid(AXES, BASE), executor, at_once=2, stopped=lambda: executor.number > 1)
    )
    assert len(results) == executor.number == 2


def test_it_tells_which_trial_is_begun():
    begun = []
    results = found(AtOnce(), grid(AXES, BASE), begun=begun.append)
    assert begun == [result.trial for result in results]


def test_what_came_in_before_the_executor_broke_is_yielded():
    class Breaking(AtOnce):
        def submit(self, function, *arguments):
            if self.number < 3:
                return super().submit(function, *arguments)
            future = Future()
            future.set_exception(BrokenExecutor("gone"))
            return future

    coming = sweep(grid(AXES, BASE), Breaking(), at_once=4)
    assert len([next(coming) for _ in range(3)]) == 3
    with pytest.raises(BrokenExecutor):
        next(coming)
