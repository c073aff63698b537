"""Which cell the learner looks at, kept by the meaning of its axes from one array to the next.

From Z[1] to A[1] it is the same unit of the same example; from dZ[2] to dW[2] the same unit, with
whichever input was looked at before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Axis = str
Focus = Mapping[Axis, int]

_BASE = re.compile(r"(?:[a-z]+_)?d?([A-Za-z]+?)(?:hat)?(?:\[\d+\])?")
_PER_EXAMPLE = {"X", "Y", "Z", "A", "M"}
_WEIGHTS = {"W"}


def base_of(name: str) -> str:
    """Return what kind of value a name means: "W" for "W[1]", "dW[1]" and "v_dW[1]"."""
    match = _BASE.fullmatch(name)
    return match[1] if match else name


def is_per_example(name: str) -> bool:
    """Whether the value's last axis is the examples."""
    return base_of(name) in _PER_EXAMPLE


def axes_of(name: str, dimensions: int) -> tuple[Axis, ...]:
    """Return the meaning of each axis of a value."""
    if dimensions == 0:
        return ()
    if is_per_example(name):
        return ("unit", *("height", "width")[: dimensions - 2], "example")[-dimensions:]
    if base_of(name) in _WEIGHTS:
        return ("unit", "input", "down", "across")[:dimensions]
    return ("unit", "single")[:dimensions]


def index_in(focus: Focus, name: str, shape: Sequence[int]) -> tuple[int, ...]:
    """Return the cell in focus in a value of this shape, as near as there is one."""
    axes = axes_of(name, len(shape))
    return tuple(
        max(0, min(focus.get(axis, 0), size - 1)) for axis, size in zip(axes, shape, strict=True)
    )


def focused_on(focus: Focus, name: str, index: Sequence[int]) -> dict[Axis, int]:
    """Return the focus moved to a cell of a value."""
    axes = axes_of(name, len(index))
    return {**focus, **dict(zip(axes, index, strict=True))}
