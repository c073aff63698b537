"""What can be raced: each race is one piece of work, and the ways to do it, the slowest first."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Work = Callable[[], object]
_PIECE = 10_000


@dataclass(frozen=True, slots=True)
class Way:
    """A way to do the work; `prepare` lays out so many numbers, so that only the work is timed."""

    name: str
    prepare: Callable[[int], Work]


@dataclass(frozen=True, slots=True)
class Contest:
    """Some work on so many numbers, and the ways to do it; the last one has no loop in Python."""

    title: str
    ways: tuple[Way, ...]


def _numbers(count: int, seed: int) -> Array:
    return np.random.default_rng(seed).standard_normal(count)


def _list(values: Array) -> list[float]:
    """Return the numbers as a list, made in pieces: all at once, no other thread has its turn."""
    made: list[float] = []
    for start in range(0, len(values), _PIECE):
        made += values[start : start + _PIECE].tolist()
    return made


def _loop_over_arrays(count: int) -> Work:
    a, b = _numbers(count, 1), _numbers(count, 2)
    return lambda: _sum_of_products(a, b)


def _loop_over_lists(count: int) -> Work:
    a, b = _list(_numbers(count, 1)), _list(_numbers(count, 2))
    return lambda: _sum_of_products(a, b)


def _sum_of_products(a: Array | list[float], b: Array | list[float]) -> float:
    total = 0.0
    for i in range(len(a)):
        total += a[i] * b[i]
    return total


def _dot(count: int) -> Work:
    a, b = _numbers(count, 1), _numbers(count, 2)
    return lambda: np.dot(a, b)


def _loop_of_exp(count: int) -> Work:
    a = _list(_numbers(count, 1))

    def work() -> list[float]:
        out = [0.0] * len(a)
        for i in range(len(a)):
            out[i] = math.exp(a[i])
        return out

    return work


def _exp(count: int) -> Work:
    a = _numbers(count, 1)
    return lambda: np.exp(a)


def _loop_of_relu(count: int) -> Work:
    a = _list(_numbers(count, 1))

    def work() -> list[float]:
        out = [0.0] * len(a)
        for i in range(len(a)):
            if a[i] > 0:
                out[i] = a[i]
        return out

    return work


def _relu(count: int) -> Work:
    a = _numbers(count, 1)
    return lambda: np.maximum(a, 0.0)


def _matrix(count: int) -> tuple[Array, Array]:
    """Return a matrix with about so many numbers, as square as can be, and a vector for it."""
    rows = max(round(math.sqrt(count)), 1)
    columns = max(count // rows, 1)
    return _numbers(rows * columns, 1).reshape(rows, columns), _numbers(columns, 2)


def _two_loops(count: int) -> Work:
    matrix, vector = _matrix(count)
    W, x = [_list(row) for row in matrix], _list(vector)
    return lambda: [_sum_of_products(row, x) for row in W]


def _loop_over_rows(count: int) -> Work:
    W, x = _matrix(count)
    return lambda: [np.dot(row, x) for row in W]


def _matrix_product(count: int) -> Work:
    W, x = _matrix(count)
    return lambda: W @ x


RACES = {
    "dot": Contest(
        "the dot product of {size} pairs of numbers",
        (
            Way("loop over arrays", _loop_over_arrays),
            Way("loop over lists", _loop_over_lists),
            Way("np.dot", _dot),
        ),
    ),
    "exp": Contest(
        "the exponential of {size} numbers",
        (Way("loop over a list", _loop_of_exp), Way("np.exp", _exp)),
    ),
    "relu": Contest(
        "ReLU of {size} numbers",
        (Way("loop over a list", _loop_of_relu), Way("np.maximum", _relu)),
    ),
    "matrix-vector": Contest(
        "a matrix of {size} numbers times a vector",
        (
            Way("two loops over lists", _two_loops),
            Way("np.dot for each row", _loop_over_rows),
            Way("W @ x", _matrix_product),
        ),
    ),
}
