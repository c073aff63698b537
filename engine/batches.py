"""Mini-batches: the examples in a new order each epoch, cut into contiguous arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from engine.arrays import Array
from engine.augmentation import Augmentation

LARGE = 64  # numbers an example


@dataclass(eq=False, slots=True)
class Batches:
    """All examples of X and Y, `size` at a time; the last batch of an epoch may be shorter.

    `size` may be set at any time: the rest of an epoch under way is cut by the new one.
    """

    X: Array
    Y: Array
    size: int
    augmentation: Augmentation | None = None
    left: int = field(default=0, init=False)
    """How many examples of the last epoch begun are still to come."""

    def epoch(self, rng: np.random.Generator) -> Iterator[tuple[Array, Array]]:
        """The batches (X, Y) of one epoch, in an order drawn from `rng`."""
        order = rng.permutation(self.X.shape[-1])
        self.left = len(order)
        while self.left:
            start = len(order) - self.left
            chosen = order[start : start + self.size]
            self.left -= len(chosen)
            X, Y = gathered(self.X, chosen), gathered(self.Y, chosen)
            yield (self.augmentation(X, rng) if self.augmentation else X), Y


def laid_out(X: Array) -> Array:
    """X in the order in memory that batches are quickest to take from; its shape stays.

    Large examples stand one after another, so that each is copied in one piece; of small ones, and
    of images (which convolutions read channel by channel), each feature stands in one piece.
    """
    large = X.ndim == 2 and len(X) >= LARGE
    return np.asfortranarray(X) if large else np.ascontiguousarray(X)


def gathered(X: Array, chosen: Array) -> Array:
    """The chosen examples, laid out as X is."""
    if X.flags.c_contiguous:
        return X.take(chosen, axis=-1)
    return X.T.take(chosen, axis=0).T


def split_indices(m: int, share: float, seed: int) -> tuple[Array, Array]:
    """The indices of the examples to learn from, and of a share to set aside, drawn by the seed.

    Raises ValueError unless both get an example.
    """
    kept = m - round(m * share)
    if not 0 < kept < m:
        raise ValueError(f"a validation share of {share} does not split {m} examples")
    order = np.random.default_rng((seed, 1)).permutation(m)
    return order[:kept], order[kept:]
