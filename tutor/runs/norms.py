"""How long the weights and the gradient of each layer are, sampled as a run goes on."""

from __future__ import annotations

from math import hypot
from typing import NamedTuple

import numpy as np

from engine.arrays import Array
from engine.layer import Weighted
from engine.training import Training

MOST = 400


class Sample(NamedTuple):
    """The norms of all layers with weights, after so many epochs."""

    epoch: float
    weights: tuple[float, ...]
    gradients: tuple[float, ...]


class Norms:
    """The samples taken so far; of very many, every second one is let go."""

    def __init__(self) -> None:
        self.samples: list[Sample] = []

    def take(self, training: Training, epoch: float) -> None:
        """Sample the network as it stands, unless that was done at this place already."""
        if self.samples and self.samples[-1].epoch >= epoch:
            return
        with np.errstate(all="ignore"):
            weights = tuple(_length(layer.W) for layer in weighted(training))
            gradients = tuple(_length(layer.dW, layer.db) for layer in weighted(training))
        self.samples.append(Sample(epoch, weights, gradients))
        if len(self.samples) > MOST:
            self.samples = self.samples[::2]

    def forget_after(self, epoch: float) -> None:
        """Let go of what came after this epoch: the run takes another way from here."""
        self.samples = [sample for sample in self.samples if sample.epoch <= epoch]


def weighted(training: Training) -> list[Weighted]:
    """Return the layers that have weights."""
    return [layer for layer in training.network.layers if isinstance(layer, Weighted)]


def _length(*arrays: Array) -> float:
    return hypot(*(float(np.linalg.norm(array)) for array in arrays))
