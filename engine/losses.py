r"""Losses: how wrong the outputs A are where the targets are Y, and the slope dA = dL/dA.

A loss adds up over the outputs of one example; the cost J is its mean over the m examples. The
gradients here are those of single examples: the factor 1/m enters once, at the parameters.

Cross-entropy after the output function it was made for is computed from Z: there
dZ = A - Y and nothing overflows (z = 94 with y = 0 costs 94). Every other pair goes through
dL/dA and g'(Z) with no clipping, and may show inf at outputs of exactly 0 or 1.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from engine.arrays import Array
from engine.names import look_up


class Loss(ABC):
    """A loss L(A, Y) that adds up over the outputs, with its gradient."""

    name: str
    partner: str | None = None
    """The output activation with which dZ = A - Y."""
    shares_out = False
    """Whether dZ = A - Y holds only where the targets of an example add up to 1."""

    @abstractmethod
    def terms(self, A: Array, Y: Array) -> Array:
        """What each output adds to the loss, in the shape of A."""

    @abstractmethod
    def gradient(self, A: Array, Y: Array, dA: Array) -> None:
        """dA = dL/dA of each example."""

    def terms_from_logits(self, Z: Array, Y: Array) -> Array:
        """As `terms`, for A = g(Z) of the partner g: exact where A has rounded to 0 or 1."""
        raise ValueError(f"{self.name} has no output activation of its own")

    def fused_gradient(self, A: Array, Y: Array, dZ: Array) -> None:
        """dZ = A - Y, after the partner: g'(Z) cancels."""
        np.subtract(A, Y, dZ)


class MeanSquaredError(Loss):
    """L = sum_k (a_k - y_k)^2"""

    name = "mse"

    def terms(self, A: Array, Y: Array) -> Array:
        """(a - y)^2"""
        terms: Array = np.square(A - Y)
        return terms

    def gradient(self, A: Array, Y: Array, dA: Array) -> None:
        """dA = 2 (A - Y)"""
        np.subtract(A, Y, out=dA)
        np.multiply(dA, 2.0, out=dA)


class HalfSquaredError(Loss):
    """L = 1/2 sum_k (a_k - y_k)^2, as many books have it: its slope is A - Y."""

    name = "half_squared_error"

    def terms(self, A: Array, Y: Array) -> Array:
        """(a - y)^2 / 2"""
        terms: Array = np.square(A - Y) / 2.0
        return terms

    def gradient(self, A: Array, Y: Array, dA: Array) -> None:
        """dA = A - Y"""
        np.subtract(A, Y, out=dA)


class BinaryCrossEntropy(Loss):
    """L = -sum_k [y_k log a_k + (1 - y_k) log(1 - a_k)], where 0 log 0 = 0."""

    name = "binary_crossentropy"
    partner = "sigmoid"

    def terms(self, A: Array, Y: Array) -> Array:
        """-y log a - (1 - y) log(1 - a)"""
        return -(times_log(Y, A) + times_log(1.0 - Y, 1.0 - A))

    def gradient(self, A: Array, Y: Array, dA: Array) -> None:
        """dA = -Y/A + (1-Y)/(1-A)"""
        np.subtract(ratio(1.0 - Y, 1.0 - A), ratio(Y, A), out=dA)

    def terms_from_logits(self, Z: Array, Y: Array) -> Array:
        """-y log s(z) - (1-y) log(1 - s(z)) = max(z, 0) - y z + log(1 + e^-|z|)"""
        terms: Array = np.maximum(Z, 0.0) - Y * Z + np.log1p(np.exp(-np.abs(Z)))
        return terms


class CategoricalCrossEntropy(Loss):
    """L = -sum_k y_k log a_k, where 0 log 0 = 0 and the y_k of an example add up to 1."""

    name = "categorical_crossentropy"
    partner = "softmax"
    shares_out = True

    def terms(self, A: Array, Y: Array) -> Array:
        """-y log a"""
        return -times_log(Y, A)

    def gradient(self, A: Array, Y: Array, dA: Array) -> None:
        """dA = -Y/A"""
        np.negative(ratio(Y, A), out=dA)

    def terms_from_logits(self, Z: Array, Y: Array) -> Array:
        """-y_k log softmax(z)_k = y_k (log(sum_j e^z_j) - z_k), the largest z taken from all."""
        Z = Z - np.maximum.reduce(Z)
        terms: Array = Y * (np.log(np.add.reduce(np.exp(Z))) - Z)
        return terms


def times_log(weight: Array, x: Array) -> Array:
    """weight * log x, and 0 where the weight is 0, whatever x is."""
    logarithm = np.log(x, out=np.zeros_like(x), where=weight != 0.0)
    return np.multiply(weight, logarithm, out=logarithm)


def ratio(weight: Array, x: Array) -> Array:
    """weight / x, the slope of weight * log x, and 0 where the weight is 0, whatever x is."""
    return np.divide(weight, x, out=np.zeros_like(x), where=weight != 0.0)


LOSSES: dict[str, Loss] = {
    loss.name: loss
    for loss in (
        MeanSquaredError(),
        HalfSquaredError(),
        BinaryCrossEntropy(),
        CategoricalCrossEntropy(),
    )
}


def loss(name: str) -> Loss:
    """The loss called `name`; raises ValueError that suggests the nearest."""
    return look_up("loss", name, LOSSES)
