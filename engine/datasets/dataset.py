"""What a data set is: examples on the last axis, and the names of what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Array


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

    @property
    def m(self) -> int:
        """The number of examples."""
        return int(self.X.shape[1])

    def subset(self, indices: Array) -> Dataset:
        """The examples with these indices, in their order."""
        return replace(self, X=self.X[:, indices], Y=self.Y[:, indices])

    def spread(self, count: int) -> Dataset:
        """At most `count` examples, evenly spread, so that each class has its share."""
        places = (np.arange(count) + 0.5) * self.m / count
        return self if count >= self.m else self.subset(places.astype(np.intp))

    def standardised(self, like: Dataset | None = None) -> Dataset:
        """Each feature with mean 0 and variance 1, by the figures of `like` (itself if None).

        Validation and test data take the training set's figures. A constant feature becomes 0.
        """
        source = (like or self).X
        deviation = source.std(axis=1, keepdims=True)
        scale = np.where(deviation > 0, deviation, 1.0)
        return replace(self, X=(self.X - source.mean(axis=1, keepdims=True)) / scale)


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
