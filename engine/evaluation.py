"""How a network does on a set of examples: its cost, its outputs, its metrics."""

from __future__ import annotations

from math import prod

import numpy as np

from engine import metrics
from engine.arrays import Array
from engine.batches import laid_out
from engine.layer import Activated
from engine.network import Network

NUMBERS_AT_ONCE = 2**16


class Examples:
    """Inputs and targets in the shape and the dtype of a network.

    Raises ValueError if they do not fit it or each other.
    """

    def __init__(self, network: Network, X: Array, Y: Array) -> None:
        self.X = laid_out(network.fit_inputs(X))
        self.m = self.X.shape[-1]
        self.Y = np.ascontiguousarray(network.fit_targets(Y, self.m))
        self.classes = class_numbers(self.Y)
        """The class of each example, (m,); None where Y holds no classes."""


class Evaluation:
    """The outputs A and the cost J of a network on examples, without training on them."""

    def __init__(self, network: Network, examples: Examples, size: int) -> None:
        """Goes through the examples `size` at a time."""
        outputs: list[Array] = []
        total = 0.0
        for start in range(0, examples.m, size):
            part = slice(start, start + size)
            A = network.propagate(examples.X[..., part], training=False)
            total += network.total_loss(examples.Y[..., part])
            outputs.append(A.copy())
        self.A = outputs[0] if len(outputs) == 1 else np.concatenate(outputs, axis=-1)
        self.loss: float = total / examples.m + network.penalty()
        self.classes = examples.classes
        self.Y = examples.Y
        self.gives_probabilities = gives_probabilities(network)

    def accuracy(self) -> float | None:
        """The share of examples put into the right class; None where there are no classes."""
        if self.classes is None:
            return None
        right = metrics.predicted_classes(self.A) == self.classes
        return float(np.count_nonzero(right) / right.size)

    def rates(self, unit: Array | None = None) -> dict[str, float | None]:
        """The figures of classes, ece of probabilities only; without classes those of numbers.

        `unit` (n_y, 1) brings scaled targets back into their own unit.
        """
        if self.classes is None:
            A, Y = (self.A, self.Y) if unit is None else (self.A * unit, self.Y * unit)
            return {
                "rmse": metrics.rmse(A, Y),
                "mae": metrics.mae(A, Y),
                "r2": metrics.r2(self.A, self.Y),
            }
        return {
            "micro_f1": metrics.micro_f1(self.A, self.classes),
            "weighted_f1": metrics.weighted_f1(self.A, self.classes),
            "auc": metrics.auc(self.A, self.classes),
            "macro_f1": metrics.macro_f1(self.A, self.classes),
            "top2": metrics.top_k(self.A, self.classes, k=2),
            "ece": metrics.ece(self.A, self.classes) if self.gives_probabilities else None,
        }


def class_numbers(Y: Array) -> Array | None:
    """The class of each example of one-hot columns or a row of 0 and 1; None for other targets."""
    if Y.ndim != 2 or not np.isin(Y, (0.0, 1.0)).all():
        return None
    if len(Y) > 1 and not (Y.sum(axis=0) == 1.0).all():
        return None
    return metrics.true_classes(Y)


def examples_at_once(network: Network, batch_size: int) -> int:
    """How many examples to go through at a time: a batch, or more where they are small."""
    widest = max(prod(layer.output_shape) for layer in network.layers)
    return max(batch_size, NUMBERS_AT_ONCE // widest)


def gives_probabilities(network: Network) -> bool:
    """Whether the outputs are those of sigmoid or softmax."""
    output = network.layers[-1]
    return isinstance(output, Activated) and output.activation.name in ("sigmoid", "softmax")
