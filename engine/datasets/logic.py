"""Truth tables: every combination of bits is one example."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.arrays import Array
from engine.datasets.dataset import Dataset, with_classes

CLASSES = ("0", "1")


def and_() -> Dataset:
    """1 where both bits are 1."""
    return _table("and", 2, lambda bits: bits.min(axis=0))


def or_() -> Dataset:
    """1 where any bit is 1."""
    return _table("or", 2, lambda bits: bits.max(axis=0))


def xor() -> Dataset:
    """1 where the two bits differ: no straight line separates the classes."""
    return _table("xor", 2, lambda bits: bits.sum(axis=0) % 2)


def parity(bits: int = 4) -> Dataset:
    """1 where an odd number of the bits is 1: 2^bits examples, for 1 to 12 bits."""
    if not 1 <= bits <= 12:
        raise ValueError(f"parity takes 1 to 12 bits, not {bits}")
    return _table("parity", bits, lambda table: table.sum(axis=0) % 2)


def _table(name: str, n_bits: int, truth: Callable[[Array], Array]) -> Dataset:
    """All combinations in counting order (00, 01, 10, 11), the first bit in the first row."""
    numbers = np.arange(2**n_bits)
    bits = numbers >> np.arange(n_bits)[::-1, None] & 1
    names = [f"x{i}" for i in range(1, n_bits + 1)]
    return with_classes(name, bits.astype(float), truth(bits), CLASSES, names)
