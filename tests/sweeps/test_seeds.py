"""Further seeds of a run: all of them are trained, each as alone, and they end when told to."""

from __future__ import annotations

import pytest
from threads import Threads

from engine.sweep import run_with_curves
from tutor.sweeps.processes import Processes
from tutor.sweeps.seeds import SeedRuns

SETTINGS = {"dataset": "moons", "points": 20, "epochs": 4, "hidden": (4,)}


@pytest.mark.parametrize("pool", [Threads, Processes])
def test_each_seed_is_trained_as_alone(pool: type) -> None:
    runs = SeedRuns([SETTINGS, {**SETTINGS, "learning_rate": 0.01}], 3, pool=pool)
    came = []
    runs.carry_out(lambda: came.append(len(runs.results)))
    assert came == [1, 2, 3, 4, 5, 6] and runs.done and not runs.trouble
    for number in (0, 1):
        results = runs.of(number)
        assert sorted(result.trial.seed for result in results) == [0, 1, 2]
        for result in results:
            assert result.curves == run_with_curves(result.trial).curves


def test_a_run_that_cannot_be_built_is_a_result() -> None:
    runs = SeedRuns([{**SETTINGS, "csv": "no-such-table.csv"}], 2, pool=Threads)
    runs.carry_out()
    assert runs.done and all("no-such-table.csv" in result.error for result in runs.results)


def test_it_ends_when_told_to() -> None:
    runs = SeedRuns([{**SETTINGS, "epochs": 100_000}], 4)
    runs.stopping = True
    runs.carry_out()
    assert not runs.results and not runs.trouble
