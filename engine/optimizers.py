r"""Optimizers: how the gradient g of the cost becomes a step of the parameters p.

    p := p - alpha * direction(g)

Each optimizer works on the flat vectors of the whole network, so that a step is a few operations
however many layers there are.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import numpy as np

from engine.arrays import Array
from engine.names import look_up
from engine.network import Network


class Optimizer(ABC):
    """Steps along a direction that each optimizer makes of the gradient."""

    name: str
    formula: str
    """LaTeX of the update of W."""

    def __init__(self, learning_rate: float) -> None:
        self.learning_rate = learning_rate
        self.steps = 0
        self.memory: dict[str, Array] = {}
        """What is remembered from step to step, by name; as long as the vector of parameters."""

    def step(self, network: Network) -> None:
        """p := p - alpha * direction(g), after `network.backward`."""
        if not self.steps:
            self.start(network.parameters)
        self.steps += 1
        np.multiply(self.direction(network.gradient), self.learning_rate, out=self.delta)
        np.subtract(network.parameters, self.delta, out=network.parameters)

    def start(self, parameters: Array) -> None:
        """Make the arrays for this vector of parameters."""
        self.delta = np.empty_like(parameters)

    @abstractmethod
    def direction(self, g: Array) -> Array:
        """Which way and how far to go, before the learning rate."""


class SGD(Optimizer):
    """Gradient descent: p := p - alpha g"""

    name = "sgd"
    formula = r"W - \alpha \, dW"

    def direction(self, g: Array) -> Array:
        """g"""
        return g


OPTIMIZERS: dict[str, type[Optimizer]] = {cls.name: cls for cls in (SGD,)}


def optimizer(name: str, learning_rate: float, **options: Any) -> Optimizer:
    """The optimizer called `name`; raises ValueError that suggests the nearest."""
    return look_up("optimizer", name, OPTIMIZERS)(learning_rate, **options)
