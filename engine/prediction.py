"""Predictions for a further table by a trained network, and all that gives its inputs a meaning."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np

from engine.arrays import Array
from engine.datasets import Dataset
from engine.datasets.filling import Filling
from engine.datasets.preparation import Preparation
from engine.evaluation import gives_probabilities
from engine.metrics import class_probabilities, predicted_classes
from engine.network import Network
from engine.tables.further import Columns, Further, read_further
from engine.tables.reading import TableInput

_AT_ONCE = 256


@dataclass(frozen=True, eq=False, slots=True)
class Predictor:
    """A network with the figures of its training part."""

    network: Network
    columns: Columns
    filling: Filling
    preparation: Preparation
    classes: tuple[str, ...]
    """Their names in the order of their numbers; empty for a regression."""

    @classmethod
    def of(
        cls,
        network: Network,
        training: Dataset,
        filling: Filling,
        preparation: Preparation,
    ) -> Predictor:
        """The predictor of a network that has learned from `training`, its examples as loaded."""
        reading = training.reading
        columns = (
            Columns.of(reading)
            if reading
            else Columns(tuple(TableInput(name, "number") for name in training.feature_names))
        )
        return cls(network, columns, filling, preparation, training.class_names)

    def read(self, path: str | Path, missing: str | None = None) -> Further:
        """A table to predict for, from a file or standard input ("-"); see `read_further`."""
        return read_further(path, self.columns, missing)

    def predict(self, further: Further) -> Predicted:
        """What the network gives for each row, as it stands now."""
        X = self.preparation.inputs(self.filling.filled(further.X))
        with np.errstate(all="ignore"):
            outputs = [
                self.network.forward(X[:, start : start + _AT_ONCE])
                for start in range(0, X.shape[1], _AT_ONCE)
            ]
        A = self.preparation.targets(np.concatenate(outputs, axis=-1))
        unusable = dict(further.unusable)
        for place in np.flatnonzero(~np.isfinite(A).all(axis=0)):
            unusable.setdefault(int(place), "what the network gives is no finite number")
        return Predicted(further, unusable, *self._beside(A))

    def _beside(self, A: Array) -> tuple[list[str], list[Sequence[str]]]:
        """The names of the new columns, and their cells."""
        labels = self.columns.labels
        if not self.classes:
            names = [f"predicted {name}" for name in labels] or (
                ["predicted"] if len(A) == 1 else [f"predicted y{k + 1}" for k in range(len(A))]
            )
            return names, [[f"{value:.10g}" for value in row] for row in A]
        name = f"predicted {labels[0]}" if labels else "predicted"
        cells: list[Sequence[str]] = [[self.classes[k] for k in predicted_classes(A)]]
        if not gives_probabilities(self.network):
            return [name], cells
        shares = [[f"{p:.10g}" for p in row] for row in class_probabilities(A)]
        return [name, *(f"p({each})" for each in self.classes)], [*cells, *shares]


@dataclass(frozen=True, eq=False, slots=True)
class Predicted:
    """A table and what was predicted for its rows."""

    further: Further
    unusable: dict[int, str]
    """Why a row has no prediction, by its place."""
    names: list[str]
    """Of the columns beside the table."""
    cells: list[Sequence[str]]
    """Of each of these columns, one a row."""

    def write(self, stream: TextIO) -> None:
        """The table as CSV with the predictions at the right; empty where there is none."""
        table = self.further.table
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([*table.names, *(_free(name, table.names) for name in self.names)])
        for place, row in enumerate(table.rows):
            known = place not in self.unusable
            writer.writerow([*row.cells, *(c[place] if known else "" for c in self.cells)])

    def remarks(self) -> list[str]:
        """What is unsure or was left out, in sentences."""
        rows = self.further.table.rows
        by_reason: dict[str, list[str]] = {}
        for place, why in sorted(self.unusable.items()):
            by_reason.setdefault(why, []).append(f"{rows[place].line}")
        out = [
            f"no prediction for line{'s' * (len(lines) > 1)} {', '.join(lines[:5])}"
            f"{f' and {len(lines) - 5:,} more' if len(lines) > 5 else ''}: {why}"
            for why, lines in by_reason.items()
        ]
        return [*self.further.warnings, *out]


def _free(name: str, taken: Sequence[str]) -> str:
    """The name, or one like it that the table has not."""
    number = 1
    free = name
    while free in taken:
        number += 1
        free = f"{name} {number}"
    return free
