"""Runs in the sandbox: one way forward through a network, as a program's products and sums tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Told = tuple[Any, str]
"""A value, and how it is written."""
_NEAR = 0.5  # how much of their length weights change in a step at most


@dataclass(slots=True, eq=False)
class Seen:
    """A parameter as it was when it was used, and the program's own array, which may change."""

    copy: Array
    array: Array
    text: str
    """How it is written."""

    @classmethod
    def of(cls, value: Any, text: str) -> Seen:
        return cls(np.array(value, dtype=float), np.asarray(value), text)

    def after(self, named: Mapping[str, Array], latest: Iterable[Array]) -> Array:
        """Return what it has become: changed in place, bound anew, or an array that may be it."""
        if not np.array_equal(self.array, self.copy, equal_nan=True):
            return np.array(self.array, dtype=float)
        bound = named.get(self.text)
        if bound is not None and bound.shape == self.copy.shape:
            return np.array(bound, dtype=float)
        length = float(np.linalg.norm(self.copy))
        for other in latest:
            if other.shape == self.copy.shape and other is not self.array:
                gap = float(np.linalg.norm(other - self.copy))
                if 0 < gap <= _NEAR * length:
                    return np.array(other, dtype=float)
        return self.copy


@dataclass(slots=True, eq=False)
class WayForward:
    """What each layer multiplied by and added, as far as it has come."""

    sizes: Sequence[int]
    examples: Array
    """The numbers of those that went forward."""
    rows: bool
    """Whether the program has examples as rows: X @ W."""
    inputs: Array = field(default_factory=lambda: np.zeros((0, 0)))
    weights: list[Seen] = field(default_factory=list)
    biases: dict[int, Seen] = field(default_factory=dict)
    _results: list[Array] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return len(self.weights) == len(self.sizes) - 1

    def multiply(self, operands: Sequence[Told], result: Array) -> bool:
        """Take a product, if it is the next layer's; tell whether it is."""
        layer = len(self.weights)
        (weights, text), (other, _) = operands[::-1] if self.rows else operands
        if self.is_whole or not (type(weights) is type(other) is np.ndarray):
            return False
        shape = (self.sizes[layer + 1], self.sizes[layer])
        count = 1 if other.ndim == 1 else other.shape[0 if self.rows else -1]
        if weights.shape != (shape[::-1] if self.rows else shape) or count != len(self.examples):
            return False
        self.weights.append(Seen.of(weights, text))
        self._results.append(result)
        return True

    def add(self, operands: Sequence[Told]) -> None:
        """Take a sum, if it is that of a layer's product and its bias."""
        for (product, _), (bias, text) in (operands, operands[::-1]):
            for layer, known in enumerate(self._results):
                if product is known and np.size(bias) in (1, self.sizes[layer + 1]):
                    self.biases.setdefault(layer, Seen.of(bias, text))

    def parameters(self) -> Array:
        """Return all parameters in one vector, in the order of the engine."""
        return self._flat(
            [seen.copy for seen in self.weights],
            {layer: seen.copy for layer, seen in self.biases.items()},
        )

    def parameters_after(self, named: Mapping[str, Array], latest: Sequence[Array]) -> Array:
        """Return what they have become since, of which no way forward has told."""
        return self._flat(
            [seen.after(named, latest) for seen in self.weights],
            {layer: seen.after(named, latest) for layer, seen in self.biases.items()},
        )

    def _flat(self, weights: Sequence[Array], biases: dict[int, Array]) -> Array:
        parts = []
        for layer, W in enumerate(weights):
            units = self.sizes[layer + 1]
            b = biases.get(layer, np.zeros(1)).ravel()
            parts += [(W.T if self.rows else W).ravel(), np.broadcast_to(b, units)]
        return np.concatenate(parts)
