r"""Gradient descent on any function of a few parameters: the ball that rolls on a surface.

    p := p - alpha * direction(g)        g_i = dJ/dp_i

with the directions of engine.optimizers, the ones that train networks. The slopes are central
differences, so that the function needs no derivative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np

from engine.arrays import Array
from engine.optimizers import Optimizer

NUDGE = 1e-5
"""How far a parameter of size 1 or less is nudged; larger ones in proportion."""

Cost = Callable[[Array], Array]
"""J of many places at once: from (n, k), a column for each of the k places, to (k,)."""


@dataclass(frozen=True, eq=False, slots=True)
class DescentPoint:
    """Where the descent stands after `step` steps."""

    step: int
    parameters: Array
    """A copy, (n,)."""
    cost: float
    gradient: Array
    """A copy, (n,); nan or inf where the function has no slope."""

    @property
    def finite(self) -> bool:
        """Whether the cost and the place are still numbers."""
        return bool(np.isfinite(self.cost) and np.isfinite(self.parameters).all())


class _Ball:
    """Parameters to be moved by an optimizer."""

    def __init__(self, start: Array) -> None:
        self.parameters = np.array(start, float)
        self.gradient = np.zeros_like(self.parameters)
        self.change = np.zeros_like(self.parameters)

    def shrink_weights(self, factor: float) -> None:
        """There are no biases here: everything shrinks."""
        self.parameters *= factor


def descend(cost: Cost, start: Array, optimizer: Optimizer) -> Iterator[DescentPoint]:
    """The start, then the place after each step of a fresh `optimizer`, without end.

    Where the cost or the place is no finite number any more, that place is the last.
    """
    ball = _Ball(start)
    for step in count():
        height, ball.gradient[...] = height_and_slopes(cost, ball.parameters)
        place = DescentPoint(step, ball.parameters.copy(), height, ball.gradient.copy())
        yield place
        if not place.finite:
            return
        with np.errstate(all="ignore"):
            optimizer.step(ball)


def height_and_slopes(cost: Cost, p: Array) -> tuple[float, Array]:
    """J(p), and dJ/dp_i = (J(p + h e_i) - J(p - h e_i)) / 2h for each parameter, (n,)"""
    h = NUDGE * np.maximum(1.0, np.abs(p))
    nudges, n = np.diag(h), p.size
    here = p[:, None]
    with np.errstate(all="ignore"):
        J = cost(np.concatenate([here, here + nudges, here - nudges], axis=1))
        return float(J[0]), np.asarray((J[1 : n + 1] - J[n + 1 :]) / (2.0 * h))
