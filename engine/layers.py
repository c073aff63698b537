"""The layers of dense networks, with the equations of forward and backward propagation.

Each method is one equation. `forward` and `backward` put them in order; a trace walks the same
methods one by one.
"""

from __future__ import annotations

from math import prod

import numpy as np

from engine.arrays import Array, Shape
from engine.initializers import Initializer
from engine.layer import Layer, Weighted


class Dense(Weighted):
    """Every unit sees every input: Z[l] = W[l] A[l-1] + b[l], A[l] = g(Z[l]).

    W is (n[l], n[l-1]), b is (n[l], 1); Z, A, dZ, dA are (n[l], m).
    """

    def __init__(
        self,
        units: int,
        activation: str = "linear",
        use_bias: bool = True,
        l1: float = 0.0,
        l2: float = 0.0,
    ) -> None:
        super().__init__(activation, use_bias, l1, l2)
        if units < 1:
            raise ValueError(f"a Dense layer needs at least one unit, got {units}")
        self.units = units

    def shape_after(self, input_shape: Shape) -> Shape:
        if len(input_shape) != 1:
            raise ValueError(f"Dense takes vectors, not {input_shape}: put Flatten() before it")
        return (self.units,)

    def weight_shape(self) -> Shape:
        return (self.units, *self.input_shape)

    def allocate(self, m: int) -> dict[str, Array]:
        return super().allocate(m) | {"ones": np.ones((m, 1), self.dtype)}

    def forward(self, A_prev: Array, training: bool) -> Array:
        self.A_prev = A_prev
        self.linear_forward()
        self.activation_forward()
        return self.A

    def backward_from_dZ(self, dA_prev: Array | None) -> None:
        self.linear_backward()
        if dA_prev is not None:
            self.input_backward(dA_prev)

    def linear_forward(self) -> None:
        """Z[l] = W[l] A[l-1] + b[l]"""
        self.W.dot(self.A_prev, out=self.Z)
        if self.use_bias:
            np.add(self.Z, self.b, out=self.Z)

    def linear_backward(self) -> None:
        """dW[l] = dZ[l] A[l-1]^T, and db[l] = dZ[l] 1, the sum over the examples"""
        self.dZ.dot(self.A_prev.T, out=self.dW)
        if self.use_bias:
            self.dZ.dot(self.ones, out=self.db)

    def input_backward(self, dA_prev: Array) -> None:
        """dA[l-1] = W[l]^T dZ[l]"""
        self.W.T.dot(self.dZ, out=dA_prev)


class Flatten(Layer):
    """Lays each example's array out as one column, in the order of its axes (C, H, W)."""

    def shape_after(self, input_shape: Shape) -> Shape:
        return (prod(input_shape),)

    def forward(self, A_prev: Array, training: bool) -> Array:
        """A[l] = A[l-1], read as columns"""
        self.A_prev = A_prev
        np.copyto(self.A, A_prev.reshape(self.A.shape))
        return self.A

    def backward(self, dA_prev: Array | None) -> None:
        """dA[l-1] = dA[l], read as images"""
        if dA_prev is not None:
            np.copyto(dA_prev, self.dA.reshape(dA_prev.shape))


class Dropout(Layer):
    """Inverted dropout: in training each unit is off with probability `rate`.

    Those that stay are scaled by 1 / (1 - rate), so that the expected A is the same in training and
    after it, when the layer passes everything on as it is.
    """

    mask: Array
    remembers = ("rng",)

    def __init__(self, rate: float) -> None:
        if not 0 <= rate < 1:
            raise ValueError(f"the dropout rate must be at least 0 and less than 1, got {rate}")
        self.rate = rate
        self.training = False

    def initialize(self, initializer: Initializer) -> None:
        self.rng = initializer.rng.spawn(1)[0]

    def allocate(self, m: int) -> dict[str, Array]:
        return super().allocate(m) | {"mask": self.empty(self.output_shape, m)}

    def forward(self, A_prev: Array, training: bool) -> Array:
        self.A_prev = A_prev
        self.training = training
        if training:
            self.draw_mask()
            self.mask_forward()
        else:
            np.copyto(self.A, A_prev)
        return self.A

    def backward(self, dA_prev: Array | None) -> None:
        if dA_prev is None:
            return
        if self.training:
            self.mask_backward(dA_prev)
        else:
            np.copyto(dA_prev, self.dA)

    def draw_mask(self) -> None:
        """M = 1 / (1 - rate) with probability 1 - rate, else 0"""
        self.rng.random(dtype=self.dtype.type, out=self.mask)
        np.greater_equal(self.mask, self.rate, out=self.mask)
        np.divide(self.mask, 1.0 - self.rate, out=self.mask)

    def mask_forward(self) -> None:
        """A[l] = M * A[l-1]"""
        np.multiply(self.mask, self.A_prev, out=self.A)

    def mask_backward(self, dA_prev: Array) -> None:
        """dA[l-1] = M * dA[l]"""
        np.multiply(self.mask, self.dA, out=dA_prev)
