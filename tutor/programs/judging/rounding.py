"""What rounding does where numbers are kept in few digits: sums that cancel keep hardly any."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from tutor.programs.judging.compared_pass import Array, ComparedPass, numbers
from tutor.programs.matching import against, factors, oriented
from tutor.programs.precision import rounding
from tutor.programs.recorded import Event

_STEPS = 30
"""How many roundings of the largest terms add up at most to what is told here."""


_LOST = 3
"""A value that is not so many times as large as what rounding does is as good as none."""
_MASKS = ("relu", "leaky_relu")


class Rounding:
    """Weighs whether a value may be the engine's but for its last digits."""

    def __init__(self, compared: ComparedPass) -> None:
        self._compared, self._truth = compared, compared.truth

    def explains(self, event: Event, key: str) -> bool:
        """Whether rounding alone may make a value, or a step, what it is."""
        if not rounding():
            return False
        return self._explains_step(event, key) if key[0] in "Wb" else self._is_near(event, key)

    def _is_near(self, event: Event, key: str) -> bool:
        true, room, value = self._truth.values.get(key), self._rooms.get(key), numbers(event)
        if true is None or room is None or value.size != true.size:
            return False
        if float(np.abs(true).max(initial=0.0)) < _LOST * room:
            return True
        if against(key, value, self._truth).how != "different":
            return False
        usual = [n for n in factors(self._truth) if n > 0]
        return any(
            float(np.abs(each - n * true).max()) <= n * room
            for each in oriented(value, true)
            for n in usual
        )

    def _explains_step(self, event: Event, key: str) -> bool:
        """Whether a parameter goes along its slope but for the digits that both lack."""
        layer, slope = int(key[2:-1]), self._truth.values.get(f"d{key}")
        known = 0 < layer <= self._compared.depth and slope is not None
        old, new = self._compared.old(key) if known else None, numbers(event)
        if old is None or slope is None or new.size != old.size or not slope.any():
            return False
        room = self._rooms.get(f"d{key}", 0.0)
        for each in oriented(new, old):
            change, along = (each - old).ravel(), np.reshape(slope, old.shape).ravel()
            rate = -float(change @ along) / float(along @ along)
            lost = _STEPS * rounding() * float(np.abs(old).max(initial=0.0)) + abs(rate) * room
            if rate > 0 and float(np.abs(change + rate * along).max()) <= lost:
                return True
        return False

    @cached_property
    def _rooms(self) -> dict[str, float]:
        """How far the engine's values may be off: by their terms, not by what these come to."""
        room = _STEPS * rounding()
        return {key: room * float(each.max(initial=0.0)) for key, each in self._terms()}

    def _terms(self) -> Iterator[tuple[str, Array]]:
        """What each value is added up from, all terms taken without their signs."""
        values, depth, m = self._truth.values, self._compared.depth, self._truth.m
        layers = [
            (np.abs(self._compared.old(f"W[{n}]")), np.abs(values[f"A[{n - 1}]"]))
            for n in range(1, depth + 1)
        ]
        if any(W.shape[1:] != below.shape[:1] for W, below in layers):
            return  # biases within the weights
        terms: dict[int, Array] = {}
        for n, (W, below) in enumerate(layers, 1):
            terms[n] = W @ below + np.abs(values[f"Z[{n}]"])
            yield f"Z[{n}]", terms[n]
            yield f"A[{n}]", terms[n] + np.abs(values[f"A[{n}]"])
        Y, delta = self._compared.each.Y, np.abs(values[f"A[{depth}]"])
        delta = delta + (np.abs(Y) if Y is not None and Y.shape == delta.shape else 1.0)
        for n, (W, below) in reversed([*enumerate(layers, 1)]):
            yield f"dZ[{n}]", delta
            yield f"dW[{n}]", delta @ below.T / m
            yield f"db[{n}]", delta.sum(axis=1, keepdims=True) / m
            delta = W.T @ delta + self._jumps(n - 1, terms.get(n - 1))
            yield f"dA[{n - 1}]", delta

    def _jumps(self, layer: int, terms: Array | None) -> Array | float:
        """What a mask lets through or not where a sum is so near to 0 that its sign is not sure."""
        dA, room = self._truth.values.get(f"dA[{layer}]"), _STEPS * rounding()
        if terms is None or dA is None or self._compared.reference.activation not in _MASKS:
            return 0.0
        is_unsure = np.abs(self._truth.values[f"Z[{layer}]"]) <= room * terms
        found: Array = np.where(is_unsure, np.abs(dA), 0.0) / room
        return found
