"""Cells of an inverse and of a solution, each a quotient of two determinants."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called
from tutor.programs.recorded import Event
from tutor.programs.why.evaluation import Unknown
from tutor.programs.why.indexed import entry

Cell = tuple[int, ...]
SOLVED = ("inv", "solve")
MOST = 8
"""Rows of a matrix whose determinants say more than the matrix itself."""


@dataclass(frozen=True, slots=True)
class Quotient:
    """Two determinants, and in words what they are of."""

    above: float
    below: float
    words: str


def quotient(event: Event, cell: Cell) -> Quotient:
    """Return the determinants that a cell is the quotient of; raise Unknown."""
    name = called(event.place.text)
    matrix = event.operands[0] if event.operands else None
    if matrix is None or matrix.value.array.shape[:1] * 2 != matrix.value.array.shape:
        raise Unknown
    array: NDArray[np.float64] = matrix.value.array.astype(float)
    if not 0 < len(array) <= MOST:
        raise Unknown
    text, other = matrix.place.text, array.copy()
    if name == "inv" and len(event.operands) == 1:
        row, column = cell
        other[column] = 0  # the cofactor of a cell: its row is 0 but for a 1 in its place
        other[column, row] = 1
        cofactor = entry(text, (column, row))
        words = f"the cofactor of {cofactor}, over the determinant of {text}"
    elif name == "solve" and len(event.operands) == 2:
        right = event.operands[1]
        given = right.value.array
        other[:, cell[0]] = given[:, cell[1]] if cell[1:] else given
        put = f"{right.place.text} in the place of column {cell[0]}"
        words = f"the determinant of {text} with {put}, over that of {text}"
    else:
        raise Unknown
    above, below = float(np.linalg.det(other)), float(np.linalg.det(array))
    if not below or not np.isclose(above / below, event.value.array[cell], rtol=1e-4):
        raise Unknown
    return Quotient(above, below, words)


def put_in(event: Event) -> list[tuple[Event, Cell]]:
    """Return all cells that an inverse or a solution depends on: each depends on all of them."""
    return [(each, cell) for each in event.operands for cell in np.ndindex(*each.value.shape)]
