"""What the figures of a training run can come to: those of its data, its sizes, its dials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from math import inf, prod
from typing import Any

from engine.evaluation import class_numbers
from tutor.formulas.ranges import NOTHING, Range
from tutor.live.fit.beginning import begun
from tutor.live.fit.options import FitOptions
from tutor.live.reaching import Figures, Values
from tutor.runs.description import sizes
from tutor.runs.run import MEASURED

_MOST_RUNS = 100
_LOSSES = ("loss", "val_loss")
_OF_NETWORK = {"dataset", "points", "classes", "cells", "bits", "features", "conv", "kernel_size"}
_OF_NETWORK |= {"stride", "padding", "pool", "pool_stride", "hidden", "output", "bias"}
_OF_NETWORK |= {"shared_bias", "batch_norm", "validation_split"}


def figures(options: FitOptions) -> Iterator[Figures]:
    settings = options.settings()
    turned = {name: values for name, values in options.dials.items() if name in _OF_NETWORK}
    if prod(map(len, turned.values())) > _MOST_RUNS:
        yield {}
        return
    epochs = max(settings["epochs"], *(_whole(each) for each in options.dials.get("epochs", (0,))))
    for values in product(*turned.values()):
        try:
            run = of_run({**settings, **dict(zip(turned, values, strict=True))})
        except ValueError:
            continue  # two dials that do not go together: such a run is never begun
        yield {**run, "epoch": Range(1.0, epochs)}


def of_run(settings: Mapping[str, Any]) -> dict[str, Values]:
    """Return what a run with these settings measures; raises ValueError for one that cannot be."""
    training = begun(settings)
    classes = class_numbers(training.training_set.Y) is not None
    validated = training.validation_set is not None
    found: dict[str, Values] = {}
    for name in MEASURED:
        there = (name in _LOSSES or classes) and (validated or not name.startswith("val_"))
        measured = Range(0.0, inf if name in _LOSSES else 1.0)
        found[name] = measured if there else NOTHING
    return found | {name: (size,) for name, size in sizes(training).items()}


def _whole(value: Any) -> int:
    return int(value)
