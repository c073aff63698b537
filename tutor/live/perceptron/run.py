"""A perceptron's whole training on one problem, to go through in both directions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from engine.datasets import logic
from engine.perceptron import Correction, Perceptron
from tutor.live.perceptron.options import PointsOptions
from tutor.plots.axes import Values

_TABLES = {"and": logic.and_, "or": logic.or_, "xor": logic.xor}


@dataclass(frozen=True, slots=True)
class SeparatingLine:
    """Where a perceptron stands: it answers 1 where w1 x1 + w2 x2 + b >= 0."""

    w1: float
    w2: float
    b: float

    def z(self, x1: float, x2: float) -> float:
        return self.w1 * x1 + self.w2 * x2 + self.b

    @property
    def rounded(self) -> SeparatingLine:
        """The line without the last digits, in which sums of tenths differ."""
        return SeparatingLine(round(self.w1, 9), round(self.w2, 9), round(self.b, 9))

    def ends(self, reach: float) -> Values:
        """Return two points far apart (2, 2) of the line; NaN where there is none."""
        w = np.array([self.w1, self.w2])
        length = float(w @ w)
        if not length:
            return np.full((2, 2), np.nan)
        nearest, along = -self.b * w / length, np.array([-self.w2, self.w1]) / np.sqrt(length)
        return np.stack([nearest - reach * along, nearest + reach * along], axis=1)


class Run:
    """Every correction until an epoch has no mistake, for so many epochs at most."""

    def __init__(self, problem: str | PointsOptions, learning_rate: float, epochs: int) -> None:
        if isinstance(problem, str):
            data = _TABLES[problem]()
            self.name, self.X, self.Y = problem.upper(), data.X, data.Y[:1]
        else:
            table = np.array(problem.points, dtype=float).T
            self.name, self.X, self.Y = problem.name, table[:2], table[2:]
        self.learning_rate = learning_rate
        perceptron = Perceptron(2, learning_rate)
        self.corrections: list[Correction] = list(perceptron.train(self.X, self.Y, epochs))

    @property
    def m(self) -> int:
        return int(self.X.shape[1])

    def line(self, step: int) -> SeparatingLine:
        """Return the line after so many examples."""
        if not step:
            return SeparatingLine(0.0, 0.0, 0.0)
        correction = self.corrections[step - 1]
        w1, w2 = correction.W[0].tolist()
        return SeparatingLine(w1, w2, correction.b)

    def mistakes(self, step: int) -> int:
        return sum(correction.mistaken for correction in self.corrections[:step])

    def next_mistake(self, step: int) -> int:
        """Return the step after this one that moves the line, else the last one."""
        later = range(step + 1, len(self.corrections) + 1)
        moves = (place for place in later if self.corrections[place - 1].mistaken)
        return next(moves, len(self.corrections))

    @cached_property
    def repeats_from(self) -> tuple[int, int] | None:
        """The first epoch that ends with weights there were before, and the epoch that had them.

        The rule looks at nothing but the weights and the example: from there on all repeats.
        """
        seen: dict[SeparatingLine, int] = {}
        for epoch in range(len(self.corrections) // self.m + 1):
            line = self.line(epoch * self.m).rounded
            if line in seen and not self.corrections[epoch * self.m - 1].settled:
                return epoch, seen[line]
            seen[line] = epoch
        return None

    def repeats(self, step: int) -> bool:
        """Return whether the weights have by then come back to what they were."""
        return self.repeats_from is not None and step >= self.repeats_from[0] * self.m
