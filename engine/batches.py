"""Mini-batches: the examples in a new order each epoch, cut into contiguous arrays."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

import numpy as np

from engine.arrays import Array
from engine.augmentation import Augmentation

NUMBERS_AT_ONCE = 2**13


class Batches:
    """All examples of X and Y, `size` at a time; the last batch of an epoch may be shorter.

    Several small batches are gathered at once, which costs less than one by one.
    """

    def __init__(
        self, X: Array, Y: Array, size: int, augmentation: Augmentation | None = None
    ) -> None:
        self.X = X
        self.Y = Y
        self.size = size
        self.augmentation = augmentation
        numbers = size * prod(X.shape[:-1])
        self.block = size * max(1, NUMBERS_AT_ONCE // numbers)

    def epoch(self, rng: np.random.Generator) -> Iterator[tuple[Array, Array]]:
        """The batches (X, Y) of one epoch, in an order drawn from `rng`."""
        order = rng.permutation(self.X.shape[-1])
        for start in range(0, len(order), self.block):
            chosen = order[start : start + self.block]
            for X, Y in zip(
                self._gather(self.X, chosen), self._gather(self.Y, chosen), strict=True
            ):
                yield (self.augmentation(X, rng) if self.augmentation else X), Y

    def _gather(self, values: Array, chosen: Array) -> list[Array]:
        """The chosen examples as a list of contiguous batches."""
        whole = len(chosen) - len(chosen) % self.size
        rows = values.take(chosen[:whole].reshape(-1, self.size), axis=-1)
        last = rows.ndim - 1
        batches_first = rows.transpose(last - 1, *range(last - 1), last)
        batches = list(np.ascontiguousarray(batches_first))
        if whole < len(chosen):
            batches.append(values.take(chosen[whole:], axis=-1))
        return batches
