"""Mini-batches: the examples in a new order each epoch, cut into contiguous arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from engine.augmentation import Augmentation


@dataclass(frozen=True, eq=False, slots=True)
class Batches:
    """All examples of X and Y, `size` at a time; the last batch of an epoch may be shorter."""

    X: Array
    Y: Array
    size: int
    augmentation: Augmentation | None = None

    def epoch(self, rng: np.random.Generator) -> Iterator[tuple[Array, Array]]:
        """The batches (X, Y) of one epoch, in an order drawn from `rng`."""
        order = rng.permutation(self.X.shape[-1])
        for start in range(0, len(order), self.size):
            chosen = order[start : start + self.size]
            X, Y = self.X.take(chosen, axis=-1), self.Y.take(chosen, axis=-1)
            yield (self.augmentation(X, rng) if self.augmentation else X), Y
