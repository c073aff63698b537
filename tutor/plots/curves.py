"""Curves given by formulas: their values over many x at once, and their slope at one x."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.elementwise import ELEMENTWISE
from engine.formula import FormulaError, Node, evaluate, parse, strangers, unknown_name
from tutor.plots.axes import Values

# Sides whose slopes differ by more than this share of their size meet in a kink.
_KINK = 1e-3
# A slope below this share of 1 + |f| is what rounding leaves of 0.
_FLAT = 1e-8


@dataclass(frozen=True, slots=True)
class Slope:
    """The slopes left and right of a place, NaN where there is none."""

    left: float
    right: float

    @property
    def kinked(self) -> bool:
        return abs(self.left - self.right) > _KINK * (1 + abs(self.left) + abs(self.right))

    @property
    def value(self) -> float:
        """The slope where both sides agree, else NaN."""
        return float("nan") if self.kinked else (self.left + self.right) / 2


class Curve:
    """A formula of `variable` and of parameters; raises FormulaError where it cannot be read."""

    def __init__(self, formula: str, variable: str, parameters: tuple[str, ...] = ()) -> None:
        self.formula, self.variable = formula, variable
        self._tree: Node = parse(formula)
        known = {variable, *parameters}
        if unknown := strangers(self._tree, known):
            raise FormulaError(unknown_name(unknown[0], sorted(known)))
        self(np.zeros(1), dict.fromkeys(parameters, 1.0))

    def __call__(self, xs: Values, parameters: Mapping[str, float | Values]) -> Values:
        """Return the values at `xs`; inf or NaN where the formula has none.

        A parameter may have a value for each of the `xs`.
        """
        names: dict[str, Any] = {**parameters, self.variable: xs}
        with np.errstate(all="ignore"):
            values = evaluate(self._tree, names, ELEMENTWISE)
        return np.broadcast_to(np.asarray(values, dtype=float), xs.shape)

    def at(self, x: float, parameters: Mapping[str, float]) -> float:
        return float(self(np.array([x]), parameters)[0])

    def slopes(self, xs: Values, parameters: Mapping[str, float]) -> Values:
        """Return the slopes left and right of each x, (2, n).

        They are (-3 f(x) + 4 f(x + h) - f(x + 2h)) / 2h with a small h of either sign, and exactly
        0 where no more than rounding is left.
        """
        h = 1e-5 * np.maximum(1.0, np.abs(xs)) * np.array([[-1.0], [1.0]])
        near, middle, far = (self(xs + step * h, parameters) for step in (0, 1, 2))
        with np.errstate(all="ignore"):
            slopes = np.asarray((-3 * near + 4 * middle - far) / (2 * h))
            return np.where(np.abs(slopes) < _FLAT * (1 + np.abs(near)), 0.0, slopes)

    def slope(self, x: float, parameters: Mapping[str, float]) -> Slope:
        left, right = self.slopes(np.array([x]), parameters)[:, 0]
        return Slope(float(left), float(right))
