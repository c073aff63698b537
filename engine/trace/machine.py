"""A network that makes training steps to be looked at: the same calls that train it."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from engine.arrays import Array, Shape
from engine.layer import Layer, Weighted
from engine.network import Network
from engine.optimizers import Optimizer
from engine.trace.outline import Reader


class Machine:
    """A network with an optimizer, and what a training step would overwrite.

    After `run`, the layers' buffers hold the step; the parameters, the optimizer's memory and the
    gradient as they were before the update are kept here.
    """

    network: Network
    X: Array
    Y: Array
    parameters: Array
    """The parameters that the step began with."""
    gradient: Array
    """The gradient before it was clipped."""
    remembered: dict[tuple[int, str], Any]
    """What the layers remembered before the step, by layer and attribute."""
    memory: dict[str, Array]
    """What the optimizer remembered before the step."""
    cost: float
    penalty: float
    """What L1 and L2 add to the cost."""

    def __init__(self, network: Network, optimizer: Optimizer | None, training: bool) -> None:
        self.network = network
        self.optimizer = optimizer
        self.training = training
        self.at: tuple[object, int] | None = None
        """Whose step the buffers hold, and which of its steps; set by whoever ran it."""
        self.slices = dict(parameter_slices(network))
        self.penalised = {
            f"W[{number}]": layer
            for number, layer in enumerate(network.layers, start=1)
            if isinstance(layer, Weighted) and (layer.l1 or layer.l2)
        }

    @property
    def m(self) -> int:
        """The number of examples of the step."""
        return int(self.X.shape[-1])

    def state(self) -> dict[str, Any]:
        """All that decides what the next step gives."""
        optimizer = self.optimizer.state() if self.optimizer else None
        return {"network": self.network.state(), "optimizer": optimizer}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to a `state`."""
        self.network.restore(state["network"])
        if self.optimizer:
            self.optimizer.restore(state["optimizer"])

    def run(self, X: Array, Y: Array | None) -> None:
        """Make one step, forward only if Y is None."""
        network = self.network
        self.X = X
        self.parameters = network.parameters.copy()
        self.remembered = {
            (number, name): getattr(layer, name)
            for number, layer in enumerate(network.layers, start=1)
            for name in layer.remembers
        }
        with np.errstate(all="ignore"):
            network.propagate(X, self.training)
            if Y is None:
                return
            self.Y = Y
            self.penalty = network.penalty()
            self.cost = network.total_loss(Y) / self.m + self.penalty
            network.propagate_back(Y)
            # Training goes from the loss, and from pooling, to dZ at once; the slopes between are
            # shown as well.
            network.fill_dA()
            if network.fused:
                network.loss.gradient(network.fused.A, Y, network.fused.dA)
            self.gradient = network.gradient.copy()
            self._update()

    def losses(self) -> Array:
        """What each output of each example adds to the loss."""
        loss, fused = self.network.loss, self.network.fused
        with np.errstate(all="ignore"):
            if fused:
                return loss.terms_from_logits(fused.Z, self.Y)
            return loss.terms(self.network.layers[-1].A, self.Y)

    def parameter(self, name: str) -> Reader:
        """A parameter, such as "W[1]", as it was when the step began."""
        part, shape = self.slices[name]
        return lambda: self.parameters[part].reshape(shape)

    def parameter_gradient(self, name: str) -> Reader:
        """A parameter's gradient as the backward pass gave it."""
        part, shape = self.slices[name]
        return lambda: self.gradient[part].reshape(shape)

    def _update(self) -> None:
        optimizer = self.optimizer
        if optimizer is None:
            return
        if not optimizer.steps:
            optimizer.remember_nothing(self.network)
        self.memory = {name: mean.copy() for name, mean in optimizer.memory().items()}
        optimizer.step(self.network)


def parameter_slices(network: Network) -> list[tuple[str, tuple[slice, Shape]]]:
    """Where each parameter lies in the flat vectors, by names such as "W[1]"."""
    places, start = [], 0
    for number, layer in enumerate(network.layers, start=1):
        for name, shape in layer.parameter_shapes().items():
            places.append((f"{name}[{number}]", (slice(start, start + prod(shape)), shape)))
            start += prod(shape)
    return places


@dataclass(frozen=True, slots=True)
class LayerPlace:
    """A layer's place in a machine: its number and its neighbour below."""

    machine: Machine
    number: int
    below: Layer | None

    @property
    def input_name(self) -> str:
        """What the layer gets: "X", or "A[1]" in layer 2."""
        return f"A[{self.number - 1}]" if self.below else "X"

    def name(self, base: str) -> str:
        """A value of this layer, such as "Z[2]"."""
        return f"{base}[{self.number}]"

    def parameter(self, base: str) -> Reader:
        """A parameter of this layer as it was when the step began."""
        return self.machine.parameter(self.name(base))

    def gradient(self, base: str) -> Reader:
        """The gradient of a parameter of this layer as the backward pass gave it."""
        return self.machine.parameter_gradient(self.name(base))
