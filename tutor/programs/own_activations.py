"""The activation of a hidden layer as a program has it: its own leak, and a mask for dropout."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.activations import Activation, LeakyReLU, activation

Array = NDArray[np.float64]
_ROUNDED = 1e-5
"""How far off, relative to the largest number, one may be by rounding."""


class MaskedActivation(Activation):
    """A = g(Z) * mask, as if the mask belonged to the activation."""

    def __init__(self, plain: Activation, mask: Array) -> None:
        self.name = plain.name
        self._plain, self._mask = plain, mask

    def forward(self, Z: Array, A: Array) -> None:
        self._plain.forward(Z, A)
        A *= self._mask

    def derivative(self, Z: Array, A: Array, out: Array) -> None:
        """g'(Z) * mask"""
        self._plain.derivative(Z, self._plain(Z), out)
        out *= self._mask


def own_activation(name: str, leak: float | None = None, mask: Array | None = None) -> Activation:
    """Return an activation with this leak, where it is a leaky one, and with this mask."""
    plain = activation(name)
    if isinstance(plain, LeakyReLU) and leak is not None:
        plain = LeakyReLU()
        plain.slope = leak
    return plain if mask is None else MaskedActivation(plain, mask)


def leak_in(Z: Array, A: Array) -> float | None:
    """Return by which one number all sums below 0 are multiplied; None where there is none.

    Small numbers may be rounded, as 32 bits are.
    """
    if Z.shape != A.shape or not (Z < 0).any():
        return None
    deepest = int(Z.argmin())
    leak = float(A.ravel()[deepest]) / float(Z.ravel()[deepest])
    room = _ROUNDED * float(np.abs(Z).max())
    with np.errstate(all="ignore"):  # a run that has come to inf
        is_leaky = np.abs(A - np.where(Z < 0, leak * Z, Z)).max() <= room
    return leak if is_leaky and 0 < leak < 1 else None
