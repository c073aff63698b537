"""Runs in the sandbox: which examples of the data a program's inputs are, by their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


class KnownExamples:
    """The examples of a data set; some may have the same inputs and other targets."""

    def __init__(self, X: Array, Y: Array) -> None:
        self._targets = np.ascontiguousarray(Y.T, dtype=float)
        self._groups: dict[bytes, list[int]] = {}
        for number, column in enumerate(np.ascontiguousarray(X.T, dtype=float)):
            self._groups.setdefault(column.tobytes(), []).append(number)

    def numbers(self, inputs: Array) -> Array:
        """Return the numbers of the examples in the columns (n_x, k); none if one is no example.

        Of those with the same inputs it is the first one.
        """
        columns = np.ascontiguousarray(inputs.T, dtype=float)
        found = [self._groups.get(column.tobytes(), [-1])[0] for column in columns]
        return np.array([] if -1 in found else found, dtype=int)

    def resolved(self, numbers: Array, inputs: Array, arrays: Iterable[Array]) -> Array:
        """Return the numbers with those of the same inputs told apart by targets among arrays."""
        columns = np.ascontiguousarray(inputs.T, dtype=float)
        groups = [self._groups[column.tobytes()] for column in columns]
        unsure = [place for place, group in enumerate(groups) if len(group) > 1]
        sure = [place for place, group in enumerate(groups) if len(group) == 1]
        if not unsure:
            return numbers
        targets = next(self._targets_of(numbers, sure, arrays), None)
        if targets is None:
            return _in_turn(numbers, groups)
        for place in unsure:
            fitting = [n for n in groups[place] if np.array_equal(self._targets[n], targets[place])]
            numbers[place] = fitting[0] if fitting else groups[place][0]
        return numbers

    def _targets_of(
        self, numbers: Array, sure: list[int], arrays: Iterable[Array]
    ) -> Iterator[Array]:
        """Yield arrays that hold the targets of these examples, one in each row."""
        outputs = self._targets.shape[1]
        for array in arrays:
            for rows in _as_rows(array, len(numbers), outputs):
                if np.array_equal(rows[sure], self._targets[numbers[sure]]):
                    yield rows


def _as_rows(array: Array, count: int, outputs: int) -> Iterator[Array]:
    """Yield an array as targets of so many examples, if it can be them."""
    if array.shape == (outputs, count):
        yield array.T
    if array.shape == (count, outputs):
        yield array
    if array.size == count and outputs > 1 and array.dtype.kind in "iu":
        labels = array.ravel()
        if labels.min() >= 0 and labels.max() < outputs:
            yield np.eye(outputs)[labels]
    if array.size == count and outputs == 1:
        yield array.reshape(count, 1)


def _in_turn(numbers: Array, groups: list[list[int]]) -> Array:
    """Return the numbers with those of the same inputs taken one after another."""
    taken: dict[int, int] = {}
    for place, group in enumerate(groups):
        if len(group) > 1:
            turn = taken.get(group[0], 0)
            taken[group[0]] = turn + 1
            numbers[place] = group[turn % len(group)]
    return numbers
