"""Layers as a lesson or a learner writes them: 2, 3, "dropout 0.5", 1 or 1x8x8, "conv 2 3", ..."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import prod

from engine import BatchNorm, Conv2D, Dense, Dropout, Flatten, MaxPool2D
from engine.hidden import sides
from engine.layer import Layer

Item = int | str
KINDS = (
    "a number of units, conv FILTERS SIZE [STRIDE [PADDING]], pool SIZE [STRIDE], flatten, "
    "dropout RATE or batchnorm; a size is 3, or 3x5 for rows and columns, and PADDING may be same"
)
MOST_INPUTS, MOST_UNITS = 12_288, 4_096
"""What a learner's machine holds, weights, slopes and all, and answers keys with."""


def input_shape(item: Item) -> tuple[int, ...]:
    """Return the input's shape: 3 is (3,), "1x8x8" is (1, 8, 8); raises ValueError."""
    match = re.fullmatch(r"(\d+)(?:x(\d+)x(\d+))?", str(item).strip())
    if match is None or "0" in match.groups():
        raise ValueError(f"the input {item!r} is neither a number, such as 2, nor a size: 1x8x8")
    shape = tuple(int(part) for part in match.groups() if part is not None)
    if prod(shape) > MOST_INPUTS:
        raise ValueError(f"the input {item!r} has more than {MOST_INPUTS:,} numbers")
    return shape


def made_layers(
    items: Sequence[Item], activation: str, output: str, shared_bias: bool = False
) -> list[Layer]:
    """Return the layers after the input; the last one gets the output's activation.

    Raises ValueError for an item that is no layer.
    """
    last = len(items) - 1
    return [
        _layer(item, output if n == last else activation, shared_bias)
        for n, item in enumerate(items)
    ]


def units_of_output(items: Sequence[Item]) -> int:
    """Return how many units the last layer has; raises ValueError where it is no dense layer."""
    if len(items) < 2:
        raise ValueError("the layers need an input and, at the end, a number of output units")
    if not str(items[-1]).strip().isdigit():
        raise ValueError(f"the last layer is {items[-1]!r}, but has to be a number of units")
    return int(items[-1])


def _layer(item: Item, activation: str, shared_bias: bool) -> Layer:
    words = str(item).split()
    kind, numbers = (words or [""])[0], words[1:]
    try:
        units = kind if kind.isdigit() else numbers[0] if kind == "conv" and numbers else "0"
        if int(units) > MOST_UNITS:
            raise ValueError(f"at most {MOST_UNITS:,} units can be stepped through")
        if kind.isdigit() and not numbers:
            return Dense(int(kind), activation, shared_bias=shared_bias)
        if kind == "conv" and 2 <= len(numbers) <= 4:
            filters, size, stride, padding = [*numbers, *("1", "0")[len(numbers) - 2 :]]
            return Conv2D(
                int(filters),
                sides("SIZE", size),
                sides("STRIDE", stride),
                "same" if padding == "same" else sides("PADDING", padding, least=0),
                activation,
                shared_bias=shared_bias,
            )
        if kind == "pool" and 1 <= len(numbers) <= 2:
            size, stride = numbers[0], numbers[-1]
            return MaxPool2D(sides("SIZE", size), sides("STRIDE", stride))
        if kind == "dropout" and len(numbers) == 1:
            return Dropout(float(numbers[0]))
        if kind in ("flatten", "batchnorm") and not numbers:
            return Flatten() if kind == "flatten" else BatchNorm()
    except ValueError as error:
        raise ValueError(f"the layer {item!r}: {error}") from None
    raise ValueError(f"{item!r} is no layer: it is {KINDS}")
