"""Two shapes and an operation between them: the shape that comes out, or why there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from engine.formula import FormulaError
from tutor.assessment.shapes import read_shape, spell_shape

Shape = tuple[int, ...]

MOST_SIZES = 4
LARGEST_SIZE = 9999
_USAGE = "Type two shapes with + or @ between them, such as (3, 1) + (1, 4)."


@dataclass(frozen=True, slots=True)
class ShapePair:
    """A size of the left array and the one of the right that it meets; None is missing."""

    left: int | None
    right: int | None

    @property
    def size(self) -> int | None:
        """Return the size that comes out, None where the two do not fit."""
        left, right = self.left or 1, self.right or 1
        return max(left, right) if left == right or 1 in (left, right) else None

    @property
    def stretched(self) -> bool:
        return self.size is not None and (self.left or 1) != (self.right or 1)


@dataclass(frozen=True, slots=True)
class Combination:
    """What NumPy would be asked to do: + - * and / broadcast, @ is the product of matrices."""

    left: Shape
    operation: str
    right: Shape

    @property
    def is_product(self) -> bool:
        return self.operation == "@"

    @property
    def pairs(self) -> tuple[ShapePair, ...]:
        """The sizes that broadcasting compares, flush right."""
        pairs = zip_longest(reversed(self.left), reversed(self.right))
        return tuple(ShapePair(left, right) for left, right in pairs)[::-1]

    @property
    def inner(self) -> tuple[int, int]:
        """The two sizes that a product needs to be equal."""
        return self.left[-1], self.right[-2] if len(self.right) > 1 else self.right[0]

    @property
    def result(self) -> Shape | None:
        """The shape that comes out, None where the operation is an error."""
        if self.is_product:
            first, second = self.inner
            return self.left[:-1] + self.right[1:] if first == second else None
        sizes = [pair.size for pair in self.pairs]
        fitting = tuple(size for size in sizes if size is not None)
        return fitting if len(fitting) == len(sizes) else None

    @property
    def explanation(self) -> str:
        """Why it is so, in a sentence or two."""
        return self._product_explained() if self.is_product else self._broadcast_explained()

    @property
    def complaint(self) -> str:
        """What NumPy says where it is an error; the arrays it is asked about take no memory."""
        left, right = (np.broadcast_to(0.0, shape) for shape in (self.left, self.right))
        try:
            np.matmul(left, right) if self.is_product else np.add(left, right)
        except ValueError as error:
            return str(error).strip()
        return ""

    def __str__(self) -> str:
        return f"{spell_shape(self.left)} {self.operation} {spell_shape(self.right)}"

    def _product_explained(self) -> str:
        first, second = self.inner
        if first != second:
            return f"The inner sizes, {first} and {second}, must be equal. An error."
        left = self.left[:-1] + self.right[1:]
        outer = " and ".join(map(str, left)) or "no size"
        remain = "remain" if len(left) > 1 else "remains"
        return (
            f"The inner sizes agree, {first} and {second}, and go. {outer.capitalize()} {remain}."
        )

    def _broadcast_explained(self) -> str:
        wrong = [pair for pair in self.pairs if pair.size is None]
        if wrong:
            meets = " and ".join(f"{pair.left} meets {pair.right}" for pair in wrong)
            return f"Flush right, {meets}: not equal, and neither is 1. An error."
        missing = "A missing size counts as 1. " if len(self.left) != len(self.right) else ""
        stretched = [f"1 is stretched to {pair.size}" for pair in self.pairs if pair.stretched]
        if not stretched:
            return f"{missing}Each size is equal to its partner, so nothing is stretched."
        return f"{missing}{', and '.join(stretched)}."


def read_combination(text: str) -> Combination:
    """Return the combination written as `(3, 1) + (1, 4)`; raises FormulaError."""
    written = re.split(r"\s*([-+*/@])\s*", text.strip())
    if len(written) != 3:
        raise FormulaError(_USAGE)
    left, operation, right = written
    combination = Combination(_read(left), operation, _read(right))
    if combination.is_product:
        _check_product(combination)
    return combination


def _read(text: str) -> Shape:
    if text.isdecimal():
        return ()  # a plain number
    shape = tuple(size for size in read_shape(text) if isinstance(size, int))
    if len(shape) != len(read_shape(text)):
        raise FormulaError("Sizes are whole numbers here.")
    if len(shape) > MOST_SIZES:
        raise FormulaError(f"A shape has at most {MOST_SIZES} sizes here.")
    if any(not 1 <= size <= LARGEST_SIZE for size in shape):
        raise FormulaError(f"Sizes go from 1 to {LARGEST_SIZE:,} here.")
    return shape


def _check_product(combination: Combination) -> None:
    for shape in (combination.left, combination.right):
        if not shape:
            raise FormulaError("@ takes no plain number. Multiply by a number with *.")
        if len(shape) > 2:
            raise FormulaError("@ takes shapes of one or two sizes here.")
