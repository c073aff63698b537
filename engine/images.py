"""Where a window fits on an image (C, H, W, m), as it moves over it row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from engine.arrays import Array, Shape

Sides: TypeAlias = int | tuple[int, int]
"""A size by rows and columns, of which one number gives both."""


def places(sides: Sequence[int], window: Sequence[int], stride: Sequence[int]) -> tuple[int, int]:
    """Where a window fits, down and across: floor((n - k) / s) + 1 for each side of n pixels"""
    rows, columns = ((n - k) // s + 1 for n, k, s in zip(sides, window, stride, strict=True))
    return rows, columns


def fits(window: Sequence[int], sides: Sequence[int]) -> bool:
    """Whether no side of the window is longer than that of what it lies on."""
    return all(k <= n for k, n in zip(window, sides, strict=True))


def strided(image: Array, i: int, j: int, stride: tuple[int, int], shape: Shape) -> Array:
    """Every `stride`-th pixel from row i and column j on, as many as `shape` (C, H, W) has."""
    _, height, width = shape
    down, across = stride
    return image[:, i : i + down * height : down, j : j + across * width : across]


def as_image(layer: str, shape: Shape) -> tuple[int, int, int]:
    """The shape as (C, H, W); raises ValueError if it is something else."""
    if len(shape) != 3:
        raise ValueError(f"{layer} takes images (C, H, W), not {shape}: give input_shape=(1, 8, 8)")
    channels, height, width = shape
    return channels, height, width


def by(sides: Sequence[int]) -> str:
    """Sides in words, as in 3 x 3."""
    return " x ".join(map(str, sides))
