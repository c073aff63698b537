"""Long runs on two processes against one after another; the machine must have both to itself."""

from __future__ import annotations

import os
import time
from typing import Any

import pytest

from engine.sweep import grid, sweep
from tutor.sweeps.processes import Processes

pytestmark = pytest.mark.benchmark

RUNS = 16
SETTINGS = {"points": 300, "hidden": (32,), "epochs": 300}


def seconds(workers: int) -> float:
    """The time of the clock for all runs, from the first process to the last result."""
    trials = grid({"learning_rate": [0.01]}, SETTINGS, seeds=range(RUNS))
    began = time.perf_counter()
    with Processes(workers) as pool:
        results = list(sweep(trials, pool, at_once=workers))
    assert len(results) == RUNS and not any(each.error for each in results)
    return time.perf_counter() - began


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there is one processor")
def test_two_workers_take_little_more_than_half_the_time(row: Any) -> None:
    row("sweep of 16 on two workers / one after another", seconds(2) / seconds(1), 0.6)
