"""Behind the wall: what a program gives back, as plain values, whatever else it may be.

A result becomes {"plain": value} or, if it is nothing to compare, {"odd": what it is}.
"""

from __future__ import annotations

from typing import Any

import numpy as np

MOST_BYTES = 8 << 20
_MOST_ITEMS = 100_000
_DEEPEST = 12
_LARGEST = 1 << 63
_PLAIN = (bool, int, float, complex, str, type(None))
_NUMBERS = "biufc"

# What the program may replace is held here from the start.
_array = np.array
_Array = np.ndarray
_Scalar = np.generic


class _Odd(Exception):
    """The value is nothing that can be compared; the text says what it is."""


def as_plain(value: Any) -> dict[str, Any]:
    """Return a value as it can be told to the outside."""
    try:
        return {"plain": _plain(value, 0, [_MOST_ITEMS])}
    except _Odd as odd:
        return {"odd": str(odd)}


def _plain(value: Any, depth: int, left: list[int]) -> Any:
    left[0] -= 1
    if left[0] < 0 or depth > _DEEPEST:
        raise _Odd("too large, or nested too deeply, to be compared")
    kind = type(value)
    if kind is complex:
        return _array(value)
    if kind is int and not -_LARGEST < value < _LARGEST:
        raise _Odd("a whole number of more than 64 bits")
    if kind in _PLAIN:
        return value
    if isinstance(value, _Array | _Scalar):
        return _plain_array(value)
    if kind in (list, tuple):
        return [_plain(item, depth + 1, left) for item in value]
    if kind is dict:
        return {str(key): _plain(item, depth + 1, left) for key, item in value.items()}
    raise _Odd(_what(value))


def _plain_array(value: Any) -> Any:
    if value.dtype.kind not in _NUMBERS:
        raise _Odd(f"an array of {value.dtype.name}s, not of numbers")
    if value.size * value.dtype.itemsize > MOST_BYTES:
        raise _Odd(f"an array of shape {value.shape}: too large to be compared")
    return _array(value, subok=False)


def _what(value: Any) -> str:
    name = type(value).__name__
    if callable(value) and hasattr(value, "__name__"):
        return f"the function {value.__name__} itself, not what it gives back"
    if name == "generator":
        return "a generator; no value has been computed yet"
    return f"an object of the kind {name}, not numbers"
