r"""A derivative confirmed without any calculus: nudge the input, look at what the result does.

(J(x + \varepsilon) - J(x - \varepsilon)) / (2 \varepsilon) is the derivative up to a multiple of
\varepsilon^2, and up to rounding where \varepsilon is very small.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.trace import Cell
from tutor.stepping.figures import agreeing_digits
from tutor.stepping.trace import SteppableTrace

EPSILON = 1e-4
SMALLEST, LARGEST = 1e-8, 1.0


@dataclass(frozen=True, slots=True)
class NudgedGradient:
    """An input nudged both ways by epsilon."""

    cell: Cell
    epsilon: float
    above: float
    """The result with the input raised by epsilon."""
    below: float
    analytic: float
    """The derivative as the backward steps give it."""

    @property
    def quotient(self) -> float:
        return (self.above - self.below) / (2 * self.epsilon)

    @property
    def digits(self) -> int:
        """How many leading digits of the two derivatives agree."""
        return agreeing_digits(self.quotient, self.analytic)


def check_gradient(
    trace: SteppableTrace, cell: Cell, epsilon: float = EPSILON
) -> NudgedGradient | None:
    """Nudge an input of the trace; None where no backward step gives its derivative."""
    analytic = trace.gradient(cell)
    if analytic is None:
        return None
    epsilon = min(max(epsilon, SMALLEST), LARGEST)
    value = float(np.asarray(trace.inputs[cell.name])[cell.index])
    above = trace.with_value(cell, value + epsilon).result
    below = trace.with_value(cell, value - epsilon).result
    return NudgedGradient(cell, epsilon, above, below, analytic)
