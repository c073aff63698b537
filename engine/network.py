"""A network: layers in order over one flat vector of parameters and one of gradients."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import prod
from typing import Any

import numpy as np

from engine.arrays import Array, Shape
from engine.initializers import Initializer
from engine.layer import Activated, Layer, Weighted
from engine.losses import loss as loss_called


class Network:
    """Layers in order, and the loss at their end.

    X is (n_x, m), or (C, H, W, m) for images; Y is (n_y, m); the examples are always the last axis.
    Give `n_inputs` for vectors or `input_shape` for images. Raises ValueError where the layers do
    not fit together, or for an unknown name.
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        n_inputs: int | None = None,
        *,
        input_shape: Shape | None = None,
        loss: str = "mse",
        initializer: str = "he",
        seed: int | None = None,
        dtype: Any = np.float64,
    ) -> None:
        if not layers:
            raise ValueError("a network needs at least one layer")
        if (n_inputs is None) == (input_shape is None):
            raise ValueError("give either n_inputs=2 or input_shape=(1, 28, 28)")
        self.layers = list(layers)
        self.input_shape: Shape = tuple(input_shape) if input_shape else (int(n_inputs or 0),)
        if min(self.input_shape) < 1:
            raise ValueError(f"an input has at least one number, not the shape {self.input_shape}")
        self.loss = loss_called(loss)
        self.initializer = Initializer(initializer, seed)
        self.dtype: np.dtype[Any] = np.dtype(dtype)
        if self.dtype not in (np.float32, np.float64):
            raise ValueError(f"the dtype is float32 or float64, not {self.dtype}")
        self._build()
        self._tie_parameters()
        for layer in self.layers:
            layer.initialize(self.initializer)

    def _build(self) -> None:
        *shapes, self.output_shape = self._shapes()
        for layer, shape in zip(self.layers, shapes, strict=True):
            layer.build(shape, self.dtype)
        output = self.layers[-1]
        partners = isinstance(output, Activated) and output.activation.name == self.loss.partner
        self.fused = output if isinstance(output, Activated) and partners else None
        self._downwards = list(pairwise(reversed(self.layers)))
        self._penalised = self._with_penalties()
        self._shape_of_X: Shape = ()

    def _shapes(self) -> list[Shape]:
        """What each layer gets, and the last one gives; no layer is bound before all fit."""
        shapes = [self.input_shape]
        for number, layer in enumerate(self.layers, start=1):
            try:
                shapes.append(layer.shape_after(shapes[-1]))
            except ValueError as error:
                raise ValueError(f"layer {number}: {error}") from None
        return shapes

    def _tie_parameters(self) -> None:
        """Lay all parameters end to end and give each layer its views of them."""
        shapes = [layer.parameter_shapes() for layer in self.layers]
        size = sum(prod(shape) for named in shapes for shape in named.values())
        self.parameters: Array = np.zeros(size, self.dtype)
        self.gradient: Array = np.zeros(size, self.dtype)
        self.change: Array = np.zeros(size, self.dtype)
        start = 0
        for layer, named in zip(self.layers, shapes, strict=True):
            for name, shape in named.items():
                part = slice(start, start + prod(shape))
                setattr(layer, name, self.parameters[part].reshape(shape))
                setattr(layer, f"d{name}", self.gradient[part].reshape(shape))
                start = part.stop

    def forward(self, X: Array, training: bool = False) -> Array:
        """A[L] for the inputs X, as a copy that is yours to keep."""
        return self.propagate(self.fit_inputs(X), training).copy()

    def cost(self, Y: Array) -> float:
        """J = (1/m) sum of the losses of the examples last passed forward, plus the penalties."""
        Y = self._last_targets(Y)
        return self.total_loss(Y) / self._shape_of_X[-1] + self.penalty()

    def backward(self, Y: Array) -> None:
        """Fill the gradient of the cost (each layer's dW, db) after a forward pass."""
        self.propagate_back(self._last_targets(Y))

    def propagate(self, X: Array, training: bool) -> Array:
        """As `forward`, for fitted X, without a copy: the next call overwrites what it returns."""
        if X.shape != self._shape_of_X:
            self._resize(X.shape)
        A = X
        for layer in self.layers:
            A = layer.forward(A, training)
        return A

    def propagate_back(self, Y: Array) -> None:
        """As `backward`, for fitted Y."""
        output = self.layers[-1]
        if self.fused:
            self.loss.fused_gradient(output.A, Y, self.fused.dZ)
            backward = self.fused.backward_from_dZ
        else:
            self.loss.gradient(output.A, Y, output.dA)
            backward = output.backward
        for layer, below in self._downwards:
            if layer.reaches_dZ(below):
                layer.backward_to_dZ(below)
                backward = below.backward_from_dZ
            else:
                backward(below.dA)
                backward = below.backward
        backward(None)
        self.gradient *= self._one_over_m
        for layer in self._penalised:
            layer.penalty_backward()

    def fill_dA(self) -> None:
        """Compute the dA that `propagate_back` left out, for a look at all numbers of a step."""
        for layer, below in self._downwards:
            if layer.reaches_dZ(below):
                layer.backward(below.dA)

    def total_loss(self, Y: Array) -> float:
        """The sum of the losses of the examples last passed forward, for fitted Y."""
        if self.fused:
            return float(self.loss.terms_from_logits(self.fused.Z, Y).sum())
        return float(self.loss.terms(self.layers[-1].A, Y).sum())

    def penalty(self) -> float:
        """What L1 and L2 add to the cost."""
        return float(sum(layer.penalty() for layer in self._penalised))

    def penalise(self, *, l1: float | None = None, l2: float | None = None) -> None:
        """Change the penalties of every layer with weights; safe between two steps."""
        for layer in self.layers:
            if isinstance(layer, Weighted):
                layer.l1 = layer.l1 if l1 is None else l1
                layer.l2 = layer.l2 if l2 is None else l2
        self._penalised = self._with_penalties()

    def _with_penalties(self) -> list[Weighted]:
        weighted = [layer for layer in self.layers if isinstance(layer, Weighted)]
        return [layer for layer in weighted if layer.l1 or layer.l2]

    def state(self) -> dict[str, Any]:
        """A copy of the parameters and of what the layers remember from step to step."""
        layers = [layer.state() for layer in self.layers]
        return {"parameters": self.parameters.copy(), "layers": layers}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to a `state`."""
        self.parameters[...] = state["parameters"]
        for layer, remembered in zip(self.layers, state["layers"], strict=True):
            layer.restore(remembered)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Make a copy whole: its layers look into its own flat vectors again."""
        vars(self).update(state)
        copied = self.parameters, self.gradient
        self._tie_parameters()
        self.parameters[...], self.gradient[...] = copied

    def shrink_weights(self, factor: float) -> None:
        """Multiply every W, but no bias, by `factor`."""
        for layer in self.layers:
            if isinstance(layer, Weighted):
                layer.W *= factor

    def fit_inputs(self, X: Array) -> Array:
        """X in this network's dtype and shape; columns are read as images where it takes images.

        Raises ValueError if the shape does not fit.
        """
        X = np.asarray(X, self.dtype)
        if X.size == 0:
            raise ValueError(f"X holds no examples: its shape is {X.shape}")
        if X.ndim == 2 and X.shape[0] == prod(self.input_shape):
            X = X.reshape(*self.input_shape, X.shape[1])
        if X.shape[:-1] != self.input_shape:
            raise ValueError(
                f"X has shape {X.shape}, but this network takes {_shape_text(self.input_shape)}, "
                "with the m examples on the last axis"
            )
        return X

    def fit_targets(self, Y: Array, m: int) -> Array:
        """Y in this network's dtype; raises ValueError if m examples cannot have such targets."""
        Y = np.asarray(Y, self.dtype)
        expected = (*self.output_shape, m)
        if Y.shape != expected:
            raise ValueError(f"Y has shape {Y.shape}, but the outputs have shape {expected}")
        if self.fused and self.loss.shares_out and np.abs(np.add.reduce(Y) - 1.0).max() > 1e-5:
            raise ValueError(f"{self.loss.name} needs targets that add up to 1 for each example")
        return Y

    def _last_targets(self, Y: Array) -> Array:
        """Y as the targets of the examples last passed forward."""
        if not self._shape_of_X:
            raise ValueError("call forward(X) first")
        return self.fit_targets(Y, self._shape_of_X[-1])

    def _resize(self, shape_of_X: Shape) -> None:
        """Switch every layer to the arrays for this number of examples."""
        for layer in self.layers:
            layer.resize(shape_of_X[-1])
        self._one_over_m = np.asarray(1.0 / shape_of_X[-1], self.dtype)
        self._shape_of_X = shape_of_X


def _shape_text(shape: Shape) -> str:
    return f"({', '.join(map(str, shape))}, m)"
