"""Against over-fitting and exploding steps: gradient clipping and early stopping.

L1 and L2 penalties belong to the layers, weight decay to the optimizers, dropout is a layer,
and augmentation has a module of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from engine.arguments import check_real, check_whole
from engine.arrays import Array


def clip_by_norm(gradient: Array, limit: float) -> float:
    """Scale the gradient in place so that its length is at most `limit`: g := g limit / ||g||.

    The direction stays. Returns the length before clipping.
    """
    norm = sqrt(float(gradient.dot(gradient)))
    if norm > limit:
        np.multiply(gradient, limit / norm, out=gradient)
    return norm


@dataclass(frozen=True, slots=True)
class EarlyStopping:
    """Stop when the watched loss has not gone down for `patience` epochs in a row.

    Watched is the loss on the validation set, or on the training set where there is none.
    """

    patience: int = 10
    min_delta: float = 0.0
    """How much lower than the best a loss has to be to count as lower."""
    restore_best: bool = True
    """Whether the network ends with the parameters of its best epoch."""

    def __post_init__(self) -> None:
        check_whole(patience=self.patience)
        check_real(min_delta=self.min_delta)
        if self.patience < 1:
            raise ValueError(f"patience is a number of epochs from 1 up, got {self.patience}")
