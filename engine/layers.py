"""The layers of dense networks, with the equations of forward and backward propagation.

A docstring holds the equation, the line below it computes it into arrays that are there already.
A trace runs the same methods and reads their equations' results from these arrays.
"""

from __future__ import annotations

from math import prod

import numpy as np

from engine.arguments import check_real, check_whole
from engine.arrays import Array, Shape
from engine.initializers import Initializer
from engine.layer import Activated, Layer, Weighted


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
        shared_bias: bool = False,
    ) -> None:
        super().__init__(activation, use_bias, l1, l2, shared_bias)
        check_whole(units=units)
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
        """Z[l] = W[l] A[l-1] + b[l], A[l] = g(Z[l])"""
        self.A_prev = A_prev
        Z = self.W.dot(A_prev, self.Z)
        if self.use_bias:
            Z += self.b
        self.activation.forward(Z, self.A)
        return self.A

    def backward_from_dZ(self, dA_prev: Array | None) -> None:
        """dW[l] = dZ[l] A[l-1]^T, db[l] = dZ[l] 1, the sum over the examples (and over the units
        where they share one bias), and dA[l-1] = W[l]^T dZ[l]
        """
        dZ = self.dZ
        dZ.dot(self.A_prev.T, self.dW)
        if self.shared_bias:
            dZ.sum(keepdims=True, out=self.db)
        elif self.use_bias:
            dZ.dot(self.ones, self.db)
        if dA_prev is not None:
            self.W.T.dot(dZ, dA_prev)


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
        check_real(rate=rate)
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


class BatchNorm(Activated):
    """Gives every unit mean 0 and variance 1, then a scale gamma and a shift beta that are learned.

    X^ = (A[l-1] - mean) / sqrt(variance + epsilon), Z[l] = gamma X^ + beta, A[l] = g(Z[l]).
    gamma and beta are (n, 1). Mean and variance are taken over the batch, for images over the
    pixels of a channel, too; after training, their running averages take their place.
    """

    epsilon = 1e-5
    momentum = 0.1
    """The share of the newest batch in the running averages."""
    remembers = ("running_mean", "running_variance")

    gamma: Array
    beta: Array
    dgamma: Array
    dbeta: Array
    X_hat: Array
    dX_hat: Array

    def __init__(self, activation: str = "linear") -> None:
        super().__init__(activation)
        self.training = False

    def parameter_shapes(self) -> dict[str, Shape]:
        shape = (self.input_shape[0], 1)
        return {"gamma": shape, "beta": shape}

    def initialize(self, initializer: Initializer) -> None:
        self.gamma.fill(1.0)
        self.beta.fill(0.0)
        self.running_mean = np.zeros_like(self.beta)
        self.running_variance = np.ones_like(self.gamma)

    def allocate(self, m: int) -> dict[str, Array]:
        shape = (self.input_shape[0], prod(self.input_shape[1:]) * m)
        rows = {name: np.empty(shape, self.dtype) for name in ("X_hat", "dX_hat")}
        return super().allocate(m) | rows

    def forward(self, A_prev: Array, training: bool) -> Array:
        self.A_prev = A_prev
        self.training = training
        self.statistics_forward()
        self.normalize_forward()
        self.scale_forward()
        self.activation_forward()
        return self.A

    def backward_from_dZ(self, dA_prev: Array | None) -> None:
        self.scale_backward()
        if dA_prev is not None:
            self.normalize_backward(dA_prev)

    def statistics_forward(self) -> None:
        """mean and variance of each unit: of the batch in training, else the running averages

        The running variance is the unbiased one: n / (n - 1) times that of the batch.
        """
        if not self.training:
            self.mean, self.variance = self.running_mean, self.running_variance
            return
        X = self.A_prev.reshape(len(self.gamma), -1)
        n = X.shape[1]
        self.mean = X.mean(axis=1, keepdims=True)
        self.variance = X.var(axis=1, keepdims=True)
        unbiased = self.variance * (n / max(n - 1, 1))
        self.running_mean = blended(self.running_mean, self.mean, self.momentum)
        self.running_variance = blended(self.running_variance, unbiased, self.momentum)

    def normalize_forward(self) -> None:
        """X^ = (A[l-1] - mean) / sqrt(variance + epsilon)"""
        np.subtract(self.A_prev.reshape(self.X_hat.shape), self.mean, out=self.X_hat)
        np.divide(self.X_hat, self.deviation(), out=self.X_hat)

    def scale_forward(self) -> None:
        """Z[l] = gamma X^ + beta"""
        Z = self.Z.reshape(self.X_hat.shape)
        np.multiply(self.gamma, self.X_hat, out=Z)
        np.add(Z, self.beta, out=Z)

    def scale_backward(self) -> None:
        """dX^ = gamma dZ[l]; dgamma = sum of dZ[l] X^ and dbeta = sum of dZ[l] over the examples"""
        dZ = self.dZ.reshape(self.X_hat.shape)
        np.multiply(dZ, self.X_hat, out=self.dX_hat)
        np.sum(self.dX_hat, axis=1, keepdims=True, out=self.dgamma)
        np.sum(dZ, axis=1, keepdims=True, out=self.dbeta)
        np.multiply(self.gamma, dZ, out=self.dX_hat)

    def normalize_backward(self, dA_prev: Array) -> None:
        """dA[l-1] = (dX^ - mean(dX^) - X^ mean(dX^ X^)) / sqrt(variance + epsilon)

        The two means are there because every example takes part in the batch's mean and variance;
        with running averages they fall away.
        """
        dX_hat, dX = self.dX_hat, dA_prev.reshape(self.X_hat.shape)
        if self.training:
            np.multiply(dX_hat, self.X_hat, out=dX)
            np.multiply(self.X_hat, dX.mean(axis=1, keepdims=True), out=dX)
            np.subtract(dX_hat - dX_hat.mean(axis=1, keepdims=True), dX, out=dX)
            np.divide(dX, self.deviation(), out=dX)
        else:
            np.divide(dX_hat, self.deviation(), out=dX)

    def deviation(self) -> Array:
        """sqrt(variance + epsilon)"""
        deviation: Array = np.sqrt(self.variance + self.epsilon)
        return deviation


def blended(average: Array, new: Array, share: float) -> Array:
    """(1 - share) average + share new"""
    return (1.0 - share) * average + share * new
