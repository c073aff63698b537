"""Runs with an ailment that is known, by seed, and runs that are well: to test what is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tutor.runs.findings.finding import Finding
from tutor.runs.goal import Goal
from tutor.runs.run import LiveRun

Settings = dict[str, Any]


def trained(**settings: Any) -> LiveRun:
    run = LiveRun(settings)
    run.burst(Goal(), lambda: False, lambda: None)
    return run


def found(**settings: Any) -> list[str]:
    """The symptoms that are named after the run."""
    return [finding.symptom for finding in trained(**settings).findings]


def finding(symptom: str, **settings: Any) -> Finding:
    """What is told of the symptom after the run."""
    return next(told for told in trained(**settings).findings if told.symptom == symptom)


def table(folder: Path, columns: dict[str, Any]) -> str:
    """Write columns of numbers or words as a CSV file; return its path."""
    rows = [",".join(columns)]
    rows += [",".join(map(str, row)) for row in zip(*columns.values(), strict=True)]
    path = folder / f"table{len(list(folder.iterdir()))}.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def houses(folder: Path, seed: int, *, labels: float = 1.0, area: float = 1.0) -> str:
    """Two inputs and a price: `labels` and `area` multiply what is else of the size of 1."""
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(2, 120))
    price = labels * (x + 0.5 * y * y + rng.normal(0, 0.05, 120))
    return table(folder, {"area": area * x, "age": y, "price": price})


def two_kinds(folder: Path, seed: int, *, leak: bool = False, scale: float = 1.0) -> str:
    """Two inputs and two kinds that overlap; with a column that gives the kind away."""
    rng = np.random.default_rng(seed)
    kind = rng.integers(2, size=160)
    x, y = rng.normal(size=(2, 160)) + 1.2 * kind
    columns = {"x": scale * x, "y": y}
    if leak:
        columns["paid"] = 3.0 * kind + rng.normal(0, 0.02, 160)
    names = np.where(kind == 1, "yes", "no")
    return table(folder, {**columns, "kind": names})


def rare(folder: Path, seed: int) -> str:
    """Two kinds, one of them in one row of twenty and among the others."""
    rng = np.random.default_rng(seed)
    kind = np.arange(300) % 20 == 0
    x, y = rng.normal(size=(2, 300)) + 0.5 * kind
    return table(folder, {"x": x, "y": y, "kind": np.where(kind, "rare", "common")})


def shuffled(folder: Path, seed: int) -> str:
    """Inputs, and kinds that have nothing to do with them."""
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(2, 400))
    names = np.where(rng.integers(2, size=400) == 1, "yes", "no")
    return table(folder, {"x": x, "y": y, "kind": names})


Ailment = Callable[[Path, int], tuple[set[str], Settings]]
TOO_LONG = {"diverged", "far_above_start", "jumps", "dead"}

AILMENTS: dict[str, Ailment] = {
    "rate too high": lambda folder, seed: (
        TOO_LONG,
        {"dataset": ("spiral", "moons", "circles")[seed % 3], "learning_rate": 20.0, "epochs": 80},
    ),
    "rate too high for a curve": lambda folder, seed: (
        {"diverged", "far_above_start"},
        {"dataset": "noisy_curve", "learning_rate": 1.5, "epochs": 80},
    ),
    "rate too low": lambda folder, seed: (
        {"low_rate"},
        {"dataset": ("spiral", "moons")[seed % 2], "learning_rate": 10.0 ** -(4 + seed % 3)},
    ),
    "first weights of zero": lambda folder, seed: (
        {"twins"},
        {"dataset": "circles", "initializer": "zeros", "activation": ("relu", "tanh")[seed % 2]},
    ),
    "dead units": lambda folder, seed: (
        {"dead"},
        {"dataset": "digits", "learning_rate": 3.0, "epochs": 15, "validation_split": 0.5},
    ),
    "saturated units": lambda folder, seed: (
        {"saturated"},
        {
            "dataset": "digits",
            "activation": "tanh",
            "initializer": "normal",
            "hidden": (200, 200),
            "epochs": 10,
            "learning_rate": 0.01,
        },
    ),
    "vanishing gradient": lambda folder, seed: (
        {"vanishing"},
        {"activation": "sigmoid", "hidden": (12,) * (6 + seed % 3), "epochs": 60},
    ),
    "exploding gradient": lambda folder, seed: (
        {"exploding"},
        {"initializer": "normal", "hidden": (64,) * 5, "learning_rate": 0.01, "epochs": 30},
    ),
    "unscaled label": lambda folder, seed: (
        {"label_scale"},
        {"csv": houses(folder, seed, labels=2e5), "label": "price", "learning_rate": 0.01},
    ),
    "unscaled inputs": lambda folder, seed: (
        {"input_scale"},
        {"csv": two_kinds(folder, seed, scale=500.0), "epochs": 60},
    ),
    "leaking column": lambda folder, seed: (
        {"leak"},
        {"csv": two_kinds(folder, seed, leak=True), "epochs": 60},
    ),
    "learned by heart": lambda folder, seed: (
        {"gap"},
        {
            "dataset": "moons",
            "points": 25,
            "noise": 0.4,
            "hidden": (64, 64),
            "optimizer": "adam",
            "validation_split": 0.5,
            "epochs": 300,
        },
    ),
    "a class that is never predicted": lambda folder, seed: (
        {"never_predicted"},
        {"csv": rare(folder, seed), "epochs": 40, "learning_rate": 0.05},
    ),
    "labels that do not belong": lambda folder, seed: (
        {"base_rate", "gap"},
        {"csv": shuffled(folder, seed), "epochs": 60, "validation_split": 0.3, "hidden": (8,)},
    ),
}
"""By name: the symptoms of which one has to be named, and the settings of a run."""

HEALTHY: tuple[Callable[[Path, int], Settings], ...] = (
    lambda folder, seed: {},
    lambda folder, seed: {"dataset": "moons"},
    lambda folder, seed: {"dataset": "circles", "activation": "tanh"},
    lambda folder, seed: {"activation": "tanh", "optimizer": "momentum"},
    lambda folder, seed: {"optimizer": "adam"},
    lambda folder, seed: {"dataset": "digits", "epochs": 30, "validation_split": 0.2},
    lambda folder, seed: {"dataset": "digits", "activation": "sigmoid", "epochs": 40},
    lambda folder, seed: {"dataset": "blobs", "hidden": (), "epochs": 60},
    lambda folder, seed: {"dataset": "noisy_curve", "learning_rate": 0.05},
    lambda folder, seed: {"dataset": "noisy_curve", "activation": "tanh", "learning_rate": 0.05},
    lambda folder, seed: {"hidden": (16, 16, 16)},
    lambda folder, seed: {"hidden": (16, 16), "batch_norm": True},
    lambda folder, seed: {"dataset": "moons", "validation_split": 0.25, "l2": 0.001},
    lambda folder, seed: {"dataset": "checkerboard", "hidden": (32, 32), "optimizer": "adam"},
    lambda folder, seed: {
        "csv": houses(folder, seed, labels=2e5, area=100.0),
        "label": "price",
        "standardise": True,
        "validation_split": 0.2,
        "learning_rate": 0.02,
    },
    lambda folder, seed: {
        "csv": two_kinds(folder, seed, scale=500.0),
        "standardise": True,
        "validation_split": 0.25,
        "hidden": (8,),
        "epochs": 60,
    },
)
