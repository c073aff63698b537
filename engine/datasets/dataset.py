"""What a data set is: examples on the last axis, and the names of what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Array, Shape
from engine.batches import split_indices
from engine.tables.reading import Reading


@dataclass(frozen=True, eq=False, slots=True)
class Dataset:
    """Inputs X (n_x, m) and targets Y (n_y, m) of m examples.

    Two classes are one row of 0 and 1; more are one-hot columns; a regression has real numbers.
    """

    name: str
    X: Array
    Y: Array
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...] = ()
    """The classes in the order of their numbers; empty for a regression."""
    image_shape: Shape | None = None
    """(C, H, W) where a column of X is an image laid out in that order."""
    unit: Array | None = None
    """What a step of 1 in Y is in the unit of the label, (n_y, 1); None where Y is not scaled."""
    reading: Reading | None = None
    """What was read of the table that it comes from."""

    @property
    def m(self) -> int:
        """The number of examples."""
        return int(self.X.shape[1])

    def with_reading(self, reading: Reading) -> Dataset:
        """The same examples with what was read of their table."""
        return replace(self, reading=reading)

    def subset(self, indices: Array) -> Dataset:
        """The examples with these indices, in their order."""
        return replace(self, X=self.X[:, indices], Y=self.Y[:, indices])

    def spread(self, count: int) -> Dataset:
        """At most `count` examples, evenly spread, so that each class has its share."""
        places = (np.arange(count) + 0.5) * self.m / count
        return self if count >= self.m else self.subset(places.astype(np.intp))

    def split(self, share: float, seed: int) -> tuple[Dataset, Dataset | None]:
        """A training set, and a validation set of this share of the examples, drawn by the seed.

        Raises ValueError unless both get an example; no share, no validation set.
        """
        if not share:
            return self, None
        kept, aside = split_indices(self.m, share, seed)
        return self.subset(kept), self.subset(aside)

    def with_one_hot_classes(self) -> Dataset:
        """Two classes as two one-hot rows in place of one row of 0 and 1."""
        return replace(self, Y=np.concatenate([1 - self.Y, self.Y])) if len(self.Y) == 1 else self


def with_classes(
    name: str,
    X: Array,
    labels: Array,
    class_names: Sequence[str],
    feature_names: Sequence[str] = ("x1", "x2"),
) -> Dataset:
    """A data set from class numbers (m,): one row for two classes, one-hot columns for more."""
    n = len(class_names)
    Y = labels[None].astype(float) if n == 2 else np.eye(n)[:, labels]
    return Dataset(name, X, Y, tuple(feature_names), tuple(class_names))


def check_noise(name: str, noise: float) -> None:
    """Raises ValueError unless the noise is a standard deviation."""
    if not noise >= 0:
        raise ValueError(f"{name} takes noise of a standard deviation from 0 up, not {noise}")
