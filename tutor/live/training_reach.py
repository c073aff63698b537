"""What the figures of a training run can come to: those of its data, its sizes, its dials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import inf, prod
from typing import Any, TypeAlias

from engine.evaluation import class_numbers
from engine.experiment import Experiment
from tutor.formulas.ranges import NOTHING, Range
from tutor.live.compare.options import CompareOptions
from tutor.live.fit.options import FitOptions, TaskedOptions
from tutor.live.playground.options import PlaygroundOptions
from tutor.runs.description import SIZES, sizes
from tutor.runs.run import MEASURED
from tutor.settings.layers import MOST_LAYERS

Values: TypeAlias = Range | Sequence[float]
"""What a number may be: within a range, or one of several."""
Figures: TypeAlias = Mapping[str, Values]

_MOST_RUNS = 100
_LOSSES = ("loss", "val_loss")
_OF_NETWORK = {"dataset", "points", "classes", "cells", "bits", "features", "conv", "kernel_size"}
_OF_NETWORK |= {"padding", "pool", "hidden", "output", "bias", "batch_norm", "validation_split"}


def of_training(options: TaskedOptions) -> Iterator[Figures]:
    """Yield the figures of each run that a part offers; what is not measured has none."""
    settings = options.settings()
    match options:
        case CompareOptions():
            yield _compared(options, settings)
        case PlaygroundOptions():
            # All but the data is open there.
            free = {"hidden_layers": Range(0.0, MOST_LAYERS), "epoch": Range(1.0, inf)}
            own = dict.fromkeys(SIZES, Range(0.0, inf)) | free
            yield _figures({**settings, "validation_split": 0.5}) | own
        case FitOptions():
            yield from _dialled(options, settings)


def _dialled(options: FitOptions, settings: Mapping[str, Any]) -> Iterator[Figures]:
    turned = {name: values for name, values in options.dials.items() if name in _OF_NETWORK}
    if prod(map(len, turned.values())) > _MOST_RUNS:
        yield {}
        return
    epochs = max(settings["epochs"], *(_whole(each) for each in options.dials.get("epochs", (0,))))
    for values in product(*turned.values()):
        try:
            run = _figures({**settings, **dict(zip(turned, values, strict=True))})
        except ValueError:
            continue  # two dials that do not go together: such a run is never begun
        yield {**run, "epoch": Range(1.0, epochs)}


def _compared(options: CompareOptions, settings: Mapping[str, Any]) -> Figures:
    found: dict[str, Values] = {"epoch": Range(1.0, settings["epochs"])}
    for place, value in enumerate(options.values, start=1):
        run = _figures({**settings, options.changed: value})
        found |= {f"{name}_{place}": run[name] for name in MEASURED}
    return found


def _figures(settings: Mapping[str, Any]) -> dict[str, Values]:
    """Return what a run with these settings measures; raises ValueError for one that cannot be."""
    training = Experiment.of(**settings).start()
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
