"""A model's answers for two classes: given, or drawn so that their probabilities are known."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from engine.activations import activation
from engine.metrics import Calibration, accuracy, calibration, confusion_matrix, f1, precision
from engine.metrics import recall as recall_of

Values = NDArray[np.float64]
_SIGMOID = activation("sigmoid")


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """The probability of class 1 that the model gives each example, (m,), and the truth, (m,)."""

    outputs: Values
    targets: NDArray[np.int_]

    @staticmethod
    def drawn(m: int, *, share: float, separation: float, sureness: float, seed: int) -> Answers:
        """Answers to scores x that are normal around -d/2 for class 0 and d/2 for class 1.

        Then log p/(1 - p) = d x + log(share / (1 - share)), Bayes' rule; sureness multiplies it.
        """
        rng = np.random.default_rng(seed)
        ones = round(m * share)
        targets = (np.arange(m) < ones).astype(int)
        x = rng.normal(size=m) + separation * (targets - 0.5)
        log_odds = separation * x + log(share / (1 - share))
        return Answers(_SIGMOID(sureness * log_odds), targets)

    def at(self, threshold: float) -> Figures:
        """Return what comes of calling class 1 whatever is above the threshold."""
        called = (self.outputs > threshold).astype(int)
        (tn, fp), (fn, tp) = confusion_matrix(called, self.targets, 2).tolist()
        return Figures(
            tn=tn,
            fp=fp,
            fn=fn,
            tp=tp,
            accuracy=accuracy(called, self.targets),
            precision=float(precision(called, self.targets)[1]),
            recall=float(recall_of(called, self.targets)[1]),
            f1=float(f1(called, self.targets)[1]),
        )

    def calibration(self, bins: int) -> Calibration:
        return calibration(self.outputs[None], self.targets, bins)


@dataclass(frozen=True, slots=True)
class Figures:
    """The four counts, and the quotients made of them."""

    tn: int
    fp: int
    fn: int
    tp: int
    accuracy: float
    precision: float
    recall: float
    f1: float
