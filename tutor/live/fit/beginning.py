"""Runs as their options would begin them, on examples that are made once for many of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from engine.datasets import Dataset
from engine.experiment import DataSettings, Experiment
from engine.network_settings import NetworkSettings
from engine.training import Training


def begun(settings: Mapping[str, Any]) -> Training:
    """Return a run with these settings, from new weights, to look at and not to go on with.

    Raises ValueError where it cannot be begun.
    """
    experiment = Experiment.of(**settings)
    if experiment.data.csv is not None:  # a file may change meanwhile
        return experiment.start()
    sets = _sets(experiment.data, experiment.network.output, experiment.seed)
    return experiment.start_on(*sets)


@lru_cache(maxsize=4)  # the settings that a part lets vary are seldom those of its data
def _sets(data: DataSettings, output: str | None, seed: int) -> tuple[Dataset, Dataset | None]:
    """Return the training and the validation set; nothing but these settings decides them."""
    return Experiment(data, NetworkSettings(output=output), seed=seed).sets()
