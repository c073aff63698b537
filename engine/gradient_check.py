r"""Gradient check: is what backward computes the slope of the cost?

Each parameter is nudged both ways and the cost computed again; the central difference

    (J(theta + epsilon) - J(theta - epsilon)) / (2 epsilon)

must agree with the gradient up to a multiple of epsilon^2 and the rounding of J. The relative error
of one parameter is |gradient - difference| / (|gradient| + |difference|), 0 where only rounding
tells the two apart.
Below 1e-6 all is well; above 1e-3 something is wrong, unless a ReLU has its kink in between.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

import numpy as np

from engine.arrays import Array
from engine.network import Network

ROUNDING = 16 * float(np.finfo(np.float64).eps)
"""How far off a computed J may be, as a share of it, or of 1 where it is smaller."""


@dataclass(frozen=True, eq=False, slots=True)
class ParameterCheck:
    """One parameter array and its two gradients, in its shape; nan where it was not checked."""

    name: str
    """Such as "W[1]"."""
    gradient: Array
    """As backward gives it."""
    difference: Array
    """As the nudged costs give it."""
    rounding: float
    """How far apart the rounding of J alone may set the two."""

    @property
    def errors(self) -> Array:
        """The relative error of each entry."""
        apart = np.abs(self.gradient - self.difference)
        size = np.abs(self.gradient) + np.abs(self.difference)
        known = ~(apart <= self.rounding)
        errors: Array = np.divide(apart, size, out=np.zeros_like(apart), where=known)
        return errors

    @property
    def worst(self) -> tuple[int, ...]:
        """The index of the entry with the largest relative error."""
        place = np.nanargmax(self.errors)
        return tuple(int(at) for at in np.unravel_index(place, self.errors.shape))

    @property
    def worst_error(self) -> float:
        """The largest relative error."""
        return float(self.errors[self.worst])


@dataclass(frozen=True, eq=False, slots=True)
class GradientCheck:
    """The check of every parameter array of a network, in the order of the layers."""

    parameters: tuple[ParameterCheck, ...]

    @property
    def worst(self) -> ParameterCheck:
        """The array with the largest relative error."""
        return max(self.parameters, key=lambda parameter: parameter.worst_error)

    @property
    def error(self) -> float:
        """The length of the difference over the sum of the lengths, of all parameters at once."""
        gradient = np.concatenate([p.gradient.ravel() for p in self.parameters])
        difference = np.concatenate([p.difference.ravel() for p in self.parameters])
        size = _length(gradient) + _length(difference)
        return _length(gradient - difference) / size if size else 0.0


def _length(vector: Array) -> float:
    return float(np.sqrt(np.nansum(np.square(vector))))


def check_gradient(
    network: Network,
    X: Array,
    Y: Array,
    epsilon: float = 1e-5,
    training: bool = True,
    at_most: int | None = None,
    seed: int = 0,
) -> GradientCheck:
    """Compare backward with central differences; the network stays as it was.

    In training mode every pass sees the same dropout masks. `at_most` entries of each array are
    checked, drawn by the seed; all if None. Raises ValueError for a network in float32, where
    rounding hides what is looked for, and where the cost is no finite number.
    """
    if at_most is not None and at_most < 1:
        raise ValueError(f"at_most is a number of entries from 1 up, or None, got {at_most}")
    if network.dtype != np.float64:
        raise ValueError(f"a gradient check needs float64; this network has {network.dtype}")
    before = network.state()

    def cost() -> float:
        for layer, state in zip(network.layers, before["layers"], strict=True):
            layer.restore(state)
        network.forward(X, training)
        return network.cost(Y)

    J = cost()
    if not isfinite(J):
        raise ValueError(f"the cost is {J} here and has no slope to be checked")
    network.backward(Y)
    rounding = ROUNDING * max(1.0, abs(J)) / epsilon
    rng = np.random.default_rng(seed)
    checks = []
    for number, layer in enumerate(network.layers, start=1):
        for name in layer.parameter_shapes():
            values, gradient = getattr(layer, name), getattr(layer, f"d{name}").copy()
            chosen = rng.permutation(values.size)[:at_most]
            difference = _differences(values, chosen, cost, epsilon)
            gradient[np.isnan(difference)] = np.nan
            checks.append(ParameterCheck(f"{name}[{number}]", gradient, difference, rounding))
    network.restore(before)
    return GradientCheck(tuple(checks))


def _differences(values: Array, chosen: Array, cost: Callable[[], float], epsilon: float) -> Array:
    """The central difference of the cost by the chosen entries, nan for the others."""
    differences = np.full(values.shape, np.nan)
    for place in chosen:
        index = np.unravel_index(place, values.shape)
        value = values[index]
        values[index] = value + epsilon
        above = cost()
        values[index] = value - epsilon
        below = cost()
        values[index] = value
        differences[index] = (above - below) / (2 * epsilon)
    return differences
