"""Machine-readable output: one JSON object a line, on standard output."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any


def print_line(record: Mapping[str, object]) -> None:
    """Print one record at once, so that a reader at the other end of a pipe can follow."""
    print(json.dumps(_plain(record), allow_nan=False), flush=True)


def _plain(value: Any) -> Any:
    """Arrays as nested lists, NumPy numbers as Python's, and inf and nan as strings."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
