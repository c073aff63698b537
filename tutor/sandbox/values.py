"""Plain values as bytes and back: what may cross the wall.

None, booleans, numbers (also inf and NaN), texts, lists (tuples become lists), dictionaries with
texts as keys, and NumPy arrays and scalars of booleans, integers, floats and complex numbers.
The bytes are a line of JSON, and after it the numbers of its arrays, one array after another.
"""

from __future__ import annotations

import json
import math
import re
import sys
from typing import Any

from tutor.sandbox.frames import Bytes

_ARRAY = "$array"
_LINE = re.compile(rb"[^\n]*\n")
_KINDS = "biufc"
_DEEPEST = 100  # lists in lists; how many Python itself can read differs from version to version
# Control characters, marks that turn or hide text, and halves of characters.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff]"
)


def dumps(value: Any) -> bytes:
    """Return the plain `value` as bytes; raise TypeError or ValueError for any other value."""
    return b"".join(parts_of(value))


def parts_of(value: Any) -> list[Bytes]:
    """Return the bytes of the plain `value` in parts: the numbers of arrays as they lie there."""
    arrays: list[Bytes] = []
    text = json.dumps(value, default=lambda found: _array_out(found, arrays), separators=(",", ":"))
    return [text.encode() + b"\n", *arrays]


def loads(data: Bytes) -> Any:
    """Return the value that `dumps` made `data` of; raise ValueError if it holds none."""
    line = _LINE.match(data)
    if line is None:
        raise ValueError("this is no value")
    arrays = _ArrayReader(memoryview(data)[line.end() :])
    return json.loads(line[0], object_hook=arrays.read)


def loads_foreign(data: Bytes) -> Any:
    """Return the value in `data`, every text in it `printable`.

    Whatever hostile code wrote into it, nothing but ValueError is raised.
    """
    try:
        return _clean(loads(data), _DEEPEST)
    except RecursionError as error:
        raise ValueError("the value is nested too deeply") from error


def printable(text: str) -> str:
    """Return `text` with nothing in it that a terminal obeys; such characters become `\\x1b`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSAFE.sub(lambda found: ascii(found[0])[1:-1], text)


def _array_out(value: Any, arrays: list[Bytes]) -> Any:
    """Return what stands for an array in the JSON, and put its numbers to those of the others."""
    numpy = sys.modules.get("numpy")  # without NumPy in memory nothing is an array
    if numpy is None or not isinstance(value, numpy.ndarray | numpy.generic):
        raise TypeError(f"a {type(value).__name__} is no plain value")
    array = numpy.asarray(value)
    if array.dtype.kind not in _KINDS:
        raise TypeError(f"an array of {array.dtype} is no plain value")
    little = array.dtype.newbyteorder("<")
    numbers = numpy.ascontiguousarray(array, little).reshape(-1)
    arrays.append(memoryview(numbers.view(numpy.uint8)))
    return {_ARRAY: [little.str, list(array.shape)]}


class _ArrayReader:
    """Takes the numbers of one array after another, in the order of the JSON."""

    def __init__(self, numbers: memoryview) -> None:
        self._numbers = numbers

    def read(self, found: dict[str, Any]) -> Any:
        """Return the array that a dictionary of the JSON stands for, else the dictionary."""
        if _ARRAY not in found:
            return found
        import numpy as np

        try:
            kind, shape = found[_ARRAY]
            dtype = np.dtype(str(kind))
            if dtype.kind not in _KINDS:
                raise ValueError(f"an array of {dtype} is no plain value")
            if any(type(length) is not int or length < 0 for length in shape):
                raise ValueError("this is no shape")
            size = math.prod(shape) * dtype.itemsize
            taken, self._numbers = self._numbers[:size], self._numbers[size:]
            flat = np.frombuffer(taken, dtype.newbyteorder("<"))
            return flat.reshape(shape).astype(dtype.newbyteorder("="))[()]
        except (TypeError, SyntaxError, OverflowError) as error:
            raise ValueError(f"this is no array: {error}") from error


def _clean(value: Any, depth: int) -> Any:
    """Return it with texts that are `printable`; raise ValueError if it has more than `depth`."""
    if isinstance(value, str):
        return printable(value)
    if not isinstance(value, list | dict):
        return value
    if not depth:
        raise ValueError("the value is nested too deeply")
    if isinstance(value, list):
        return [_clean(item, depth - 1) for item in value]
    return {printable(key): _clean(item, depth - 1) for key, item in value.items()}
