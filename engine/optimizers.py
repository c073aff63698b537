r"""Optimizers: how the gradient g of the cost becomes a step of the parameters p.

    p := p - alpha * direction(g)

Each optimizer works on the flat vectors of the whole network, so that a step is a few operations
however many layers there are.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from math import sqrt
from typing import Any, Protocol

import numpy as np

from engine.arguments import check_real
from engine.arrays import Array
from engine.names import look_up
from engine.regularization import clip_by_norm


class Trained(Protocol):
    """What an optimizer moves: a network, or anything else with flat vectors of its length."""

    parameters: Array
    gradient: Array
    change: Array
    """Room for the optimizer to work in."""

    def shrink_weights(self, factor: float) -> None:
        """Multiply the weights, but no bias, by `factor`."""


class Optimizer(ABC):
    """Steps along a direction that each optimizer makes of the gradient.

    `clip_norm` limits the length of the gradient; `weight_decay` shrinks the weights (not the
    biases) by the factor 1 - alpha * weight_decay before each step.
    """

    name: str
    usual_rate: float = 0.1
    """What the learning rate is where none is given."""
    remembers: tuple[str, ...] = ()
    """The vectors, as long as the parameters, that outlast a step; they start at zero."""

    def __init__(
        self,
        learning_rate: float,
        *,
        weight_decay: float = 0.0,
        clip_norm: float | None = None,
    ) -> None:
        check_real(learning_rate=learning_rate, weight_decay=weight_decay)
        if clip_norm is not None:
            check_real(clip_norm=clip_norm)
        if not weight_decay >= 0:
            raise ValueError(f"weight_decay is at least 0, got {weight_decay}")
        if clip_norm is not None and not clip_norm > 0:
            raise ValueError(f"clip_norm is greater than 0, or None, got {clip_norm}")
        self.learning_rate = learning_rate
        self.weight_decay = weight_decay
        self.clip_norm = clip_norm
        self.steps = 0

    def step(self, trained: Trained) -> None:
        """p := p - alpha * direction(g), after `network.backward`."""
        parameters, gradient, change = trained.parameters, trained.gradient, trained.change
        if not self.steps:
            self.remember_nothing(trained)
        self.steps += 1
        if self.clip_norm is not None:
            clip_by_norm(gradient, self.clip_norm)
        if self.weight_decay:
            trained.shrink_weights(1.0 - self.learning_rate * self.weight_decay)
        direction = self.direction(gradient, out=change)
        np.multiply(direction, self.step_size(), change)
        parameters -= change

    @abstractmethod
    def direction(self, g: Array, out: Array) -> Array:
        """Which way and how far to go, before the step size; `out` is there to be used."""

    def step_size(self) -> float:
        """What the direction is multiplied by: alpha, with what an optimizer folds into it."""
        return self.learning_rate

    def remember_nothing(self, trained: Trained) -> None:
        """Start what is remembered at zero, as the first step does."""
        for name in self.remembers:
            setattr(self, name, np.zeros_like(trained.parameters))

    def memory(self) -> dict[str, Array]:
        """What is remembered, by the names that the equations have for it."""
        return {name: getattr(self, name) for name in self.remembers}

    def state(self) -> dict[str, Any]:
        """A copy of what is remembered from step to step."""
        if not self.steps:
            return {"steps": 0}
        return {"steps": self.steps} | {n: getattr(self, n).copy() for n in self.remembers}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to a `state`."""
        self.steps = state["steps"]
        for name in self.remembers:
            if name in state:
                setattr(self, name, state[name].copy())


class SGD(Optimizer):
    """Gradient descent: p := p - alpha g"""

    name = "sgd"

    def direction(self, g: Array, out: Array) -> Array:
        """g"""
        return g


class Momentum(Optimizer):
    """A ball that keeps rolling: v := mu v + g, p := p - alpha v.

    nesterov   steps along g + mu v, the gradient as it will be seen after the step of v
    averaged   v := mu v + (1 - mu) g, a running mean of the gradients
    """

    name = "momentum"
    usual_rate = 0.05
    remembers = ("v",)
    v: Array

    def __init__(
        self,
        learning_rate: float,
        momentum: float = 0.9,
        nesterov: bool = False,
        averaged: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(learning_rate, **options)
        self.momentum = kept_share("momentum", momentum)
        self.nesterov = nesterov
        self.averaged = averaged
        self.share = 1.0 - momentum if averaged else 1.0

    def direction(self, g: Array, out: Array) -> Array:
        """v := mu v + share g; v, or share g + mu v for Nesterov"""
        self.v *= self.momentum
        if self.averaged:
            g = np.multiply(g, self.share, out=out)
        self.v += g
        return g + self.momentum * self.v if self.nesterov else self.v


class RMSProp(Optimizer):
    """Like steps for all parameters: s := rho s + (1 - rho) g^2, g / (sqrt(s) + epsilon)"""

    name = "rmsprop"
    usual_rate = 0.01
    remembers = ("s",)
    s: Array

    def __init__(
        self, learning_rate: float, rho: float = 0.9, epsilon: float = 1e-8, **options: Any
    ) -> None:
        super().__init__(learning_rate, **options)
        check_real(epsilon=epsilon)
        self.rho = kept_share("rho", rho)
        self.epsilon = epsilon

    def direction(self, g: Array, out: Array) -> Array:
        """s := rho s + (1 - rho) g^2; g / (sqrt(s) + epsilon)"""
        blend(self.s, np.square(g, out=out), self.rho, out)
        np.sqrt(self.s, out=out)
        out += self.epsilon
        return np.divide(g, out, out=out)


class Adam(Optimizer):
    """Momentum and RMSProp, each divided by how much of it is still its start at zero.

    m := beta1 m + (1 - beta1) g        m^ = m / (1 - beta1^t)
    v := beta2 v + (1 - beta2) g^2      v^ = v / (1 - beta2^t)        m^ / (sqrt(v^) + epsilon)

    m^ is a weighted mean of the gradients so far, a sum divided by the sum of the weights, and v^
    one of their squares. Kept here are the two sums, M and V; the weights 1, beta, beta^2, ... add
    up to w = (1 - beta^t) / (1 - beta). So no entry is multiplied but by beta, and divided but once
    (as in Kingma and Ba, section 2); with c = sqrt(w2) the same step is

    M := beta1 M + g    V := beta2 V + g^2    p := p - alpha c / w1  M / (sqrt(V) + c epsilon)
    """

    name = "adam"
    usual_rate = 0.01
    remembers = ("M", "V")
    M: Array
    V: Array

    def __init__(
        self,
        learning_rate: float,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-8,
        **options: Any,
    ) -> None:
        super().__init__(learning_rate, **options)
        check_real(epsilon=epsilon)
        self.beta1 = kept_share("beta1", beta1)
        self.beta2 = kept_share("beta2", beta2)
        self.epsilon = epsilon

    def direction(self, g: Array, out: Array) -> Array:
        """M := beta1 M + g, V := beta2 V + g^2; M / (sqrt(V) + c epsilon)"""
        self.M *= self.beta1
        self.M += g
        self.V *= self.beta2
        self.V += np.square(g, out=out)
        np.sqrt(self.V, out=out)
        out += sqrt(self._weights(self.beta2)) * self.epsilon
        return np.divide(self.M, out, out=out)

    def step_size(self) -> float:
        """alpha c / w1"""
        return self.learning_rate * sqrt(self._weights(self.beta2)) / self._weights(self.beta1)

    def _weights(self, beta: float) -> float:
        """w = 1 + beta + ... + beta^(t-1)"""
        return (1.0 - beta**self.steps) / (1.0 - beta)

    def memory(self) -> dict[str, Array]:
        """m = (1 - beta1) M and v = (1 - beta2) V"""
        return {"m": (1.0 - self.beta1) * self.M, "v": (1.0 - self.beta2) * self.V}


def kept_share(name: str, value: float) -> float:
    """How much of the old is kept at each step; raises ValueError if it would never fade."""
    check_real(**{name: value})
    if not 0 <= value < 1:
        raise ValueError(f"{name} is at least 0 and less than 1, got {value}")
    return value


def blend(mean: Array, x: Array, keep: float, scratch: Array) -> None:
    """mean := keep mean + (1 - keep) x; `x` may be `scratch` itself."""
    mean *= keep
    np.multiply(x, 1.0 - keep, out=scratch)
    mean += scratch


OPTIMIZERS: dict[str, type[Optimizer]] = {cls.name: cls for cls in (SGD, Momentum, RMSProp, Adam)}


def optimizer(name: str, learning_rate: float, **options: Any) -> Optimizer:
    """The optimizer called `name`; raises ValueError that suggests the nearest."""
    return look_up("optimizer", name, OPTIMIZERS)(learning_rate, **options)
