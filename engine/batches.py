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


def split_indices(m: int, share: float, seed: int) -> tuple[Array, Array]:
    """The indices of the examples to learn from, and of a share to set aside, drawn by the seed.

    Raises ValueError unless both get an example.
    """
    kept = m - round(m * share)
    if not 0 < kept < m:
        raise ValueError(f"a validation share of {share} does not split {m} examples")
    order = np.random.default_rng((seed, 1)).permutation(m)
    return order[:kept], order[kept:]
