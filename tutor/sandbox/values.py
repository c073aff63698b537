"""Plain values as bytes and back: what may cross the wall.

None, booleans, numbers (also inf and NaN), texts, lists (tuples become lists), dictionaries with
texts as keys, and NumPy arrays and scalars of booleans, integers, floats and complex numbers.
"""

from __future__ import annotations

import base64
import json
import re
import sys
from typing import Any

_ARRAY = "$array"
_KINDS = "biufc"
_DEEPEST = 100  # lists in lists; how many Python itself can read differs from version to version
# Control characters, marks that turn or hide text, and halves of characters.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff]"
)


def dumps(value: Any) -> bytes:
    """Return the plain `value` as bytes; raise TypeError or ValueError for any other value."""
    return json.dumps(value, default=_array_out, separators=(",", ":")).encode()


def loads(data: bytes) -> Any:
    """Return the value that `dumps` made `data` of; raise ValueError if it holds none."""
    return json.loads(data, object_hook=_array_in)


def loads_foreign(data: bytes) -> Any:
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


def _array_out(value: Any) -> Any:
    numpy = sys.modules.get("numpy")  # without NumPy in memory nothing is an array
    if numpy is None or not isinstance(value, numpy.ndarray | numpy.generic):
        raise TypeError(f"a {type(value).__name__} is no plain value")
    array = numpy.asarray(value)
    if array.dtype.kind not in _KINDS:
        raise TypeError(f"an array of {array.dtype} is no plain value")
    little = array.dtype.newbyteorder("<")
    data = base64.b64encode(array.astype(little).tobytes()).decode()
    return {_ARRAY: [little.str, list(array.shape), data]}


def _array_in(found: dict[str, Any]) -> Any:
    if _ARRAY not in found:
        return found
    import numpy as np

    try:
        kind, shape, data = found[_ARRAY]
        dtype = np.dtype(str(kind))
        if dtype.kind not in _KINDS:
            raise ValueError(f"an array of {dtype} is no plain value")
        flat = np.frombuffer(base64.b64decode(data), dtype.newbyteorder("<"))
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
