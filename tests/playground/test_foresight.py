"""Shapes of a loss: each sketch has its own shape, and real runs have the expected ones."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tutor.playground.foresight import SHAPES, shape_of, verdict
from tutor.runs.goal import Goal
from tutor.runs.run import LiveRun


@pytest.mark.parametrize("name", SHAPES)
def test_every_sketch_has_its_own_shape(name: str) -> None:
    assert shape_of(SHAPES[name].sketch) == name


@pytest.mark.parametrize(
    ("settings", "shape"),
    [
        ({"dataset": "blobs", "epochs": 40}, "flattens"),
        ({"dataset": "moons", "epochs": 30, "learning_rate": 0.001}, "stays"),
        ({"dataset": "moons", "epochs": 200, "learning_rate": 0.003}, "falls slowly"),
        ({"dataset": "noisy_curve", "epochs": 30, "learning_rate": 30.0}, "rises"),
    ],
)
def test_runs_have_the_expected_shapes(settings: dict[str, Any], shape: str) -> None:
    run = LiveRun({"hidden": (8,), **settings})
    run.burst(Goal(), lambda: False, lambda: None)
    assert shape_of(run.history.figures("loss")) == shape


def test_a_broken_run_rises() -> None:
    assert shape_of([1.0, 0.5, math.nan]) == "rises"
    assert verdict("rises", [1.0, 0.5], diverged=True)[0]
    right, told = verdict("flattens", SHAPES["stays"].sketch)
    assert (
        not right
        and told == "You said it falls fast, then flattens; it stays where it is, or wobbles."
    )
