r"""Initial weights: how W is drawn from the numbers of inputs n_in and outputs n_out of a unit.

    zeros          W = 0             every unit of a layer stays the twin of the others
    small_normal   std 0.01          breaks the symmetry; too small for deep networks
    normal         std 1             saturates sigmoid and tanh
    lecun          var 1 / n_in      keeps the variance of Z for inputs of variance 1
    xavier         var 2 / (n_in + n_out)    forward and backward (Glorot): for tanh and sigmoid
    he             var 2 / n_in      makes up for the half that ReLU sets to zero

All but zeros are normal with mean 0. Biases start at 0: the weights break the symmetry already.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np

from engine.arrays import Array
from engine.names import look_up

DEVIATIONS: dict[str, Callable[[int, int], float]] = {
    "zeros": lambda n_in, n_out: 0.0,
    "small_normal": lambda n_in, n_out: 0.01,
    "normal": lambda n_in, n_out: 1.0,
    "lecun": lambda n_in, n_out: sqrt(1.0 / n_in),
    "xavier": lambda n_in, n_out: sqrt(2.0 / (n_in + n_out)),
    "glorot": lambda n_in, n_out: sqrt(2.0 / (n_in + n_out)),
    "he": lambda n_in, n_out: sqrt(2.0 / n_in),
}
"""The standard deviation of W by the initializer's name, from n_in and n_out."""


class Initializer:
    """Draws weights with the standard deviation that `name` stands for.

    Raises ValueError that suggests the nearest name.
    """

    def __init__(self, name: str, seed: int | None = None) -> None:
        look_up("initializer", name, DEVIATIONS)
        self.name = name
        self.rng = np.random.default_rng(seed)

    def draw(self, W: Array, n_in: int, n_out: int) -> None:
        """Fill W in place."""
        deviation = DEVIATIONS[self.name](n_in, n_out)
        W[...] = self.rng.normal(0.0, deviation, W.shape)
