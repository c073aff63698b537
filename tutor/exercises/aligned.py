"""Numbers of a matrix, lined up at the point, with as few digits as tell them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
_LARGE, _TINY = 1e6, 1e-3


class Window(NamedTuple):
    """Which of many rows or columns are shown."""

    start: int
    stop: int


def window_of(count: int, centre: int, most: int) -> Window:
    """Return so many of `count` places round one of them."""
    start = max(0, min(centre - most // 2, count - most))
    return Window(start, min(count, start + most))


def number_texts(array: Array, digits: int) -> list[list[str]]:
    """Write each number of a matrix, all of them with as many decimals."""
    if array.dtype.kind in "biu":
        return [[_minus(str(value)) for value in row] for row in array.tolist()]
    finite = np.abs(array[np.isfinite(array)].astype(float))
    there = finite[finite != 0]
    if there.size and (there.max() >= _LARGE or there.max() < _TINY):
        return [[_minus(f"{value:.{digits - 1}e}") for value in row] for row in array.tolist()]
    decimals = _decimals(finite, digits)
    return [[_minus(f"{value:.{decimals}f}") for value in row] for row in array.tolist()]


def _decimals(numbers: NDArray[np.float64], digits: int) -> int:
    """Return the fewest decimals, up to `digits`, that lose nothing of them."""
    rounded = numbers.round(digits)
    return next(
        (few for few in range(digits) if np.array_equal(rounded.round(few), rounded)), digits
    )


def _minus(text: str) -> str:
    """Write a true minus sign, and none before a zero."""
    zero = not text.strip("-0.")
    return text.lstrip("-") if zero else text.replace("-", "−")
