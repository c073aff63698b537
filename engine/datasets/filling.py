"""What is put where a table has no number: a figure of the training part alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Array
from engine.datasets.dataset import Dataset

_FIGURES = (np.nanmedian, np.nanmean)


@dataclass(frozen=True, eq=False, slots=True)
class Filling:
    """Puts a number where X has nan."""

    values: Array | None = None
    """One for each input, (n_x, 1); None where nothing is filled in."""

    @classmethod
    def of(cls, training: Dataset, whole: Dataset, figures: Sequence[str]) -> Filling:
        """The figures of `training`, for what is missing in `whole` or in a further table.

        `figures` says for each input whether it is the median or the mean. Raises ValueError where
        an input has no number at all in the training part.
        """
        lacking = np.isnan(whole.X).any(axis=1)
        empty = np.isnan(training.X).all(axis=1)
        if (lacking & empty).any():
            name = whole.feature_names[int(np.flatnonzero(lacking & empty)[0])]
            raise ValueError(
                f"{whole.name}: all that is known of {name!r} was held out for validation; "
                f"--drop {name} leaves it out"
            )
        is_median = np.array([figure == "median" for figure in figures])[:, None]
        median, mean = (each(training.X, axis=1, keepdims=True) for each in _FIGURES)
        return cls(np.where(is_median, median, mean))

    def __call__(self, data: Dataset) -> Dataset:
        """The same examples with nothing missing."""
        return data if self.values is None else replace(data, X=self.filled(data.X))

    def filled(self, X: Array) -> Array:
        """X (n_x, m) with nothing missing."""
        return X if self.values is None else np.where(np.isnan(X), self.values, X)
