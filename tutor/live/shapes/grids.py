"""The cells of two arrays and of what comes out, with those that are stretched or missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tutor.assessment.shapes import spell_shape
from tutor.live.shapes.combination import Combination, Shape
from tutor.plots.axes import Values
from tutor.plots.numbers import shown

Place = tuple[int, int]
ACROSS, DOWN, BOTH = "›", "ˇ", "˙"
MISSING = "✘"


class GridCell(NamedTuple):
    """A number, None where there is none; `stretch` is a sign where it is read again."""

    value: float | None
    stretch: str = ""

    @property
    def text(self) -> str:
        return MISSING if self.value is None else self.stretch + shown(self.value, 3)


@dataclass(frozen=True, slots=True)
class NumberGrid:
    """A table of cells, as large as it is once stretched."""

    title: str
    rows: int
    columns: int
    cell: Callable[[int, int], GridCell]


@dataclass(frozen=True, slots=True)
class Grids:
    """The left and the right array and the result of a combination with at most two sizes."""

    combination: Combination

    @property
    def rows(self) -> int:
        """How many rows the result has, or would have."""
        if self.combination.is_product:
            return _tall(self.combination.left)[0]
        return max(_tall(self.combination.left)[0], _tall(self.combination.right)[0])

    @property
    def columns(self) -> int:
        if self.combination.is_product:
            return self._right_shape[1]
        return max(_tall(self.combination.left)[1], _tall(self.combination.right)[1])

    @property
    def inner(self) -> int:
        """How many pairs a product adds up in each cell, or would have to."""
        return max(self.combination.inner)

    @property
    def left(self) -> NumberGrid:
        columns = self.inner if self.combination.is_product else self.columns
        return NumberGrid(spell_shape(self.combination.left), self.rows, columns, self._left_cell)

    @property
    def right(self) -> NumberGrid:
        rows = self.inner if self.combination.is_product else self.rows
        return NumberGrid(spell_shape(self.combination.right), rows, self.columns, self._right_cell)

    @property
    def result(self) -> NumberGrid:
        shape = self.combination.result
        title = "an error" if shape is None else spell_shape(shape)
        return NumberGrid(title, self.rows, self.columns, self._result_cell)

    def origin_of(self, place: Place) -> str:
        """Return how the number at a place of the result comes about."""
        row, column = place
        name = f"row {row + 1}, column {column + 1}"
        if self.combination.is_product:
            return f"{name}:  {self._product_origin(row, column)}"
        left, right = self._left_cell(row, column), self._right_cell(row, column)
        if left.value is None or right.value is None:
            alone, side = (right, "left") if left.value is None else (left, "right")
            number = "nothing" if alone.value is None else alone.text
            return f"{name}:  {number} has no partner on the {side}"
        result = self._result_cell(row, column)
        numbers = f"{shown(left.value)} {self.combination.operation} {shown(right.value)}"
        return f"{name}:  {numbers} = {result.text}"

    @property
    def _right_shape(self) -> Place:
        right = self.combination.right
        stands = self.combination.is_product and len(right) == 1
        return (right[0], 1) if stands else _tall(right)

    def _left_cell(self, row: int, column: int) -> GridCell:
        return self._read(_tall(self.combination.left), row, column, 1)

    def _right_cell(self, row: int, column: int) -> GridCell:
        return self._read(self._right_shape, row, column, 1 if self.combination.is_product else 10)

    def _read(self, shape: Place, row: int, column: int, step: int) -> GridCell:
        """Return what stands at a place of an array that holds step, 2 step, 3 step, ..."""
        rows, columns = shape
        stretches = not self.combination.is_product
        down, across = (
            stretches and rows == 1 and row > 0,
            stretches and columns == 1 and column > 0,
        )
        if (row >= rows and not down) or (column >= columns and not across):
            return GridCell(None)
        place = (0 if down else row) * columns + (0 if across else column)
        stretch = BOTH if down and across else DOWN if down else ACROSS if across else ""
        return GridCell(float(step * (place + 1)), stretch)

    def _result_cell(self, row: int, column: int) -> GridCell:
        if self.combination.result is None:
            pair = self._left_cell(row, column).value, self._right_cell(row, column).value
            if self.combination.is_product or None in pair:
                return GridCell(None)
        if self.combination.is_product:
            left, right = self._lines(row, column)
            return GridCell(float(left @ right))
        return GridCell(self._combined(row, column))

    def _combined(self, row: int, column: int) -> float:
        left, right = self._left_cell(row, column).value, self._right_cell(row, column).value
        assert left is not None and right is not None
        match self.combination.operation:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
        return left / right

    def _lines(self, row: int, column: int) -> tuple[Values, Values]:
        """Return the row of the left array and the column of the right one."""
        first, second = self.combination.inner
        width = self._right_shape[1]
        return row * first + np.arange(1.0, first + 1), column + 1 + width * np.arange(0.0, second)

    def _product_origin(self, row: int, column: int) -> str:
        left, right = self._lines(row, column)
        if len(left) != len(right):
            return f"a row of {len(left)} meets a column of {len(right)}, so some have no partner"
        terms = [f"{shown(a)}·{shown(b)}" for a, b in zip(left[:6], right[:6], strict=True)]
        if len(left) > len(terms):
            terms = [*terms[:3], "…"]
        return f"{' + '.join(terms)} = {self._result_cell(row, column).text}"


def _tall(shape: Shape) -> Place:
    """Return a shape of at most two sizes as rows and columns; a missing size is 1 in front."""
    rows, columns = (1, 1, *shape)[-2:]
    return rows, columns
