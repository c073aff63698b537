"""What a layer is: A[l] from A[l-1] on the way forward, dA[l-1] from dA[l] on the way back.

The arrays of a step stay where they were computed, under the names of the equations: A_prev, Z, A
going forward; dA, dZ, dW, db coming back. They are made once for each batch size and written in
place. W, b, dW, db are views into the network's two flat vectors: assign to their content
(`layer.W[...] = w`), not to their name.

dA is left out where a shorter way leads to dZ: from a loss that is fused with its output, and from
pooling; `network.fill_dA()` computes the latter for a look at all numbers of a step.

dA and dZ hold each example's own gradient. The sums dW, db are divided by the number of examples
m by the network, once for all layers.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from copy import deepcopy
from math import prod
from typing import Any, TypeGuard

import numpy as np

from engine.activations import activation
from engine.arguments import check_real
from engine.arrays import Array, Shape
from engine.initializers import Initializer

KEPT_BATCH_SIZES = 8


class Layer(ABC):
    """One layer. A network joins it to its input with `build` and sizes it with `resize`."""

    input_shape: Shape
    """The shape of A_prev without its last axis, the examples."""
    output_shape: Shape
    """The shape of A without its last axis."""
    dtype: np.dtype[Any]
    remembers: tuple[str, ...] = ()
    """The attributes, besides the parameters, that outlast a step."""
    A_prev: Array
    A: Array
    dA: Array

    def build(self, input_shape: Shape, dtype: np.dtype[Any]) -> None:
        """Join the layer to an input of this shape (without the examples)."""
        if hasattr(self, "input_shape"):
            raise ValueError(f"this {type(self).__name__} is part of a network already")
        self.output_shape = self.shape_after(input_shape)
        self.input_shape = input_shape
        self.dtype = dtype
        self._buffers: dict[int, dict[str, Array]] = {}

    def shape_after(self, input_shape: Shape) -> Shape:
        """The shape of A for an input of `input_shape`; raises ValueError if it cannot take one."""
        return input_shape

    def parameter_shapes(self) -> dict[str, Shape]:
        """The trained arrays by name: {"W": ..., "b": ...}."""
        return {}

    def initialize(self, initializer: Initializer) -> None:
        """Set the parameters to what they are before training."""
        for name in self.parameter_shapes():
            getattr(self, name).fill(0.0)

    def state(self) -> dict[str, Any]:
        """A copy of what the layer remembers from step to step."""
        return {name: deepcopy(getattr(self, name)) for name in self.remembers}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to a `state`."""
        for name, value in state.items():
            setattr(self, name, deepcopy(value))

    def resize(self, m: int) -> None:
        """Switch to the arrays for batches of m examples; the last few sizes are kept."""
        buffers = self._buffers.get(m)
        if buffers is None:
            if len(self._buffers) >= KEPT_BATCH_SIZES:
                self._buffers.pop(next(iter(self._buffers)))
            buffers = self._buffers[m] = self.allocate(m)
        vars(self).update(buffers)

    def allocate(self, m: int) -> dict[str, Array]:
        """New arrays for batches of m examples, by the name of the attribute that holds them."""
        return {"A": self.empty(self.output_shape, m), "dA": self.empty(self.output_shape, m)}

    def empty(self, shape: Shape, m: int) -> Array:
        """An array of this shape for m examples."""
        return np.empty((*shape, m), self.dtype)

    @abstractmethod
    def forward(self, A_prev: Array, training: bool) -> Array:
        """A[l] from A[l-1]; `training` tells layers that behave differently while they learn."""

    @abstractmethod
    def backward(self, dA_prev: Array | None) -> None:
        """From dA[l]: the gradients of the parameters, and dA[l-1] unless it is None."""

    def reaches_dZ(self, below: Layer) -> TypeGuard[Activated]:
        """Whether the layer has a shorter way, `backward_to_dZ`, to the dZ of the layer below."""
        return False

    def backward_to_dZ(self, below: Activated) -> None:
        """dZ[l-1] from dA[l], where the layer `reaches_dZ`, without dA[l-1]."""
        raise NotImplementedError


class Activated(Layer):
    """A layer that ends in an activation: A = g(Z)."""

    Z: Array
    dZ: Array

    def __init__(self, activation_name: str) -> None:
        self.activation = activation(activation_name)

    def allocate(self, m: int) -> dict[str, Array]:
        names = ("Z", "A", "dA", "dZ")
        return {name: self.empty(self.output_shape, m) for name in names}

    def activation_forward(self) -> None:
        """A[l] = g(Z[l])"""
        self.activation.forward(self.Z, self.A)

    def activation_backward(self) -> None:
        """dZ[l] = dA[l] * g'(Z[l])"""
        self.activation.backward(self.dA, self.Z, self.A, self.dZ)

    def backward(self, dA_prev: Array | None) -> None:
        self.activation_backward()
        self.backward_from_dZ(dA_prev)

    @abstractmethod
    def backward_from_dZ(self, dA_prev: Array | None) -> None:
        """The rest of `backward`; fused with its loss, an output layer starts here."""


class Weighted(Activated):
    """A layer with weights W, biases b, and penalties on W.

    A shared bias is one number for all units, b of shape (1, 1), as some textbooks have it.
    """

    W: Array
    b: Array
    dW: Array
    db: Array
    ones: Array

    def __init__(
        self, activation_name: str, use_bias: bool, l1: float, l2: float, shared_bias: bool
    ) -> None:
        super().__init__(activation_name)
        check_real(l1=l1, l2=l2)
        if l1 < 0 or l2 < 0:
            raise ValueError(f"l1 and l2 must not be negative, got {l1} and {l2}")
        if shared_bias and not use_bias:
            raise ValueError("shared_bias: a layer without biases has none to share")
        self.use_bias = use_bias
        self.shared_bias = shared_bias
        self.l1 = l1
        self.l2 = l2

    @abstractmethod
    def weight_shape(self) -> Shape:
        """The shape of W; its first axis is the units."""

    def parameter_shapes(self) -> dict[str, Shape]:
        shape = self.weight_shape()
        biases = 1 if self.shared_bias else shape[0]
        return {"W": shape, "b": (biases, 1)} if self.use_bias else {"W": shape}

    def initialize(self, initializer: Initializer) -> None:
        units, *inputs = self.weight_shape()
        initializer.draw(self.W, n_in=prod(inputs), n_out=units * prod(inputs[1:]))
        if not self.use_bias:
            self.b = np.zeros((units, 1), self.dtype)
            self.db = np.zeros((units, 1), self.dtype)
        self.b.fill(0.0)

    def bias_of(self, unit: int) -> float:
        """What is added to the weighted sum of a unit."""
        return float(self.b[0 if self.shared_bias else unit, 0])

    def penalty(self) -> float:
        """What the weights add to the cost: l1 sum |W| + l2/2 sum W^2"""
        return float(self.l1 * np.abs(self.W).sum() + self.l2 / 2 * np.square(self.W).sum())

    def penalty_backward(self) -> None:
        """dW += l1 sign(W) + l2 W"""
        self.dW += self.l1 * np.sign(self.W) + self.l2 * self.W
