r"""Activation functions: A = g(Z) forward, dZ = dA * g'(Z) backward.

Every function works on an array of any shape with the units on the first axis and the examples
on the last, writes its result into an array it is given, and keeps no state.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from engine.arrays import Array
from engine.names import look_up


class Activation(ABC):
    """A function g applied to each number of Z on its own, and its derivative g'."""

    name: str

    @abstractmethod
    def forward(self, Z: Array, A: Array) -> None:
        """A = g(Z)"""

    @abstractmethod
    def derivative(self, Z: Array, A: Array, out: Array) -> None:
        """out = g'(Z), where A = g(Z) is known already."""

    def backward(self, dA: Array, Z: Array, A: Array, dZ: Array) -> None:
        """dZ = dA * g'(Z)"""
        self.derivative(Z, A, out=dZ)
        dZ *= dA

    def __call__(self, Z: Array) -> Array:
        """g(Z) as a new array; whole numbers become floats."""
        Z = np.asarray(Z) + 0.0
        A = np.empty_like(Z)
        self.forward(Z, A)
        return A


class Linear(Activation):
    """g(z) = z, for real numbers at the output."""

    name = "linear"

    def forward(self, Z: Array, A: Array) -> None:
        np.copyto(A, Z)

    def derivative(self, Z: Array, A: Array, out: Array) -> None:
        out.fill(1.0)

    def backward(self, dA: Array, Z: Array, A: Array, dZ: Array) -> None:
        np.copyto(dZ, dA)


class Sigmoid(Activation):
    """g(z) = 1 / (1 + e^-z), between 0 and 1."""

    name = "sigmoid"

    def forward(self, Z: Array, A: Array) -> None:
        """1 / (1 + e^-z) where z >= 0, else e^z / (1 + e^z): no exponent is positive."""
        np.abs(Z, out=A)
        np.negative(A, out=A)
        np.exp(A, out=A)
        denominator = 1.0 + A
        np.maximum(A, Z >= 0.0, out=A)  # e^-|z| is at most 1: this puts 1 where z >= 0
        np.divide(A, denominator, out=A)

    def derivative(self, Z: Array, A: Array, out: Array) -> None:
        """g'(z) = a (1 - a)"""
        np.subtract(1.0, A, out=out)
        np.multiply(A, out, out=out)


class Tanh(Activation):
    """g(z) = tanh(z), between -1 and 1 and centred on 0."""

    name = "tanh"

    def forward(self, Z: Array, A: Array) -> None:
        np.tanh(Z, out=A)

    def derivative(self, Z: Array, A: Array, out: Array) -> None:
        """g'(z) = 1 - a^2"""
        np.square(A, out=out)
        np.subtract(1.0, out, out=out)


class ReLU(Activation):
    """g(z) = max(0, z)."""

    name = "relu"

    def forward(self, Z: Array, A: Array) -> None:
        np.maximum(Z, 0.0, out=A)

    def derivative(self, Z: Array, A: Array, out: Array) -> None:
        """g'(z) = sign(a): 1 where z > 0, else 0, also at z = 0 where there is no slope."""
        np.sign(A, out)


class LeakyReLU(Activation):
    """g(z) = z where z > 0, else 0.01 z: a unit that is off still learns."""

    name = "leaky_relu"
    slope = 0.01

    def forward(self, Z: Array, A: Array) -> None:
        np.multiply(Z, self.slope, out=A)
        np.maximum(Z, A, out=A)

    def derivative(self, Z: Array, A: Array, out: Array) -> None:
        """g'(z) = 1 where z > 0, else 0.01."""
        out.fill(self.slope)
        np.copyto(out, 1.0, where=Z > 0.0)


class StepFunction(Activation):
    """g(z) = 1 where z >= 0, else 0: the perceptron's. Flat, so that no gradient passes."""

    name = "step"

    def forward(self, Z: Array, A: Array) -> None:
        np.greater_equal(Z, 0.0, out=A)

    def derivative(self, Z: Array, A: Array, out: Array) -> None:
        out.fill(0.0)


class Softmax(Activation):
    """g(z)_i = e^z_i / sum_j e^z_j over the units, the first axis: the outputs add up to 1.

    Every output depends on every input of its example, so g' is a matrix (the Jacobian
    diag(a) - a a^T) and `derivative` gives only its diagonal.
    """

    name = "softmax"

    def forward(self, Z: Array, A: Array) -> None:
        """The largest z is taken from all first, which changes no result and keeps e^z in range."""
        np.subtract(Z, np.maximum.reduce(Z), A)
        np.exp(A, A)
        A /= np.add.reduce(A)

    def derivative(self, Z: Array, A: Array, out: Array) -> None:
        """The diagonal of the Jacobian, a_i (1 - a_i)."""
        np.subtract(1.0, A, out=out)
        np.multiply(A, out, out=out)

    def backward(self, dA: Array, Z: Array, A: Array, dZ: Array) -> None:
        """dZ = (diag(a) - a a^T) dA for each example, that is a * (dA - sum_j a_j dA_j)."""
        np.multiply(A, dA, out=dZ)
        np.subtract(dA, np.add.reduce(dZ), out=dZ)
        np.multiply(A, dZ, out=dZ)


ACTIVATIONS: dict[str, Activation] = {
    g.name: g for g in (Linear(), Sigmoid(), Tanh(), ReLU(), LeakyReLU(), Softmax(), StepFunction())
}


def activation(name: str) -> Activation:
    """The activation called `name`; raises ValueError that suggests the nearest."""
    return look_up("activation", name, ACTIVATIONS)
