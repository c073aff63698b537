"""The cells that a cell was made from, each of an operand, and the ways in which it may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from tutor.programs.recorded import Event
from tutor.programs.why.solved import Quotient
from tutor.programs.why.worked_out import Reason

Cell = tuple[int, ...]
How = Literal[
    "products",
    "pointwise",
    "reduced",
    "moved",
    "filled",
    "difference",
    "ranked",
    "solved",
    "set",
    "kept",
    "weighted",
    "told",
    "returned",
    "bound",
    "unknown",
]


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A cell of an operand."""

    event: Event
    cell: Cell
    stretched: tuple[int, ...] = ()
    """Axes of the result along which the operand was repeated."""

    @property
    def number(self) -> float:
        return float(self.event.value.array[self.cell])


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """How a cell was made, and from which cells: of a product pair by pair."""

    how: How
    cells: Sequence[Source] = ()
    quotient: Quotient | None = None
    """Of a cell that is solved for."""
    words: Sequence[str] = ()
    """All that is to be said, of what is told in words of its own."""


def told_of(reason: Reason) -> Sources:
    """Return what is told in words of its own."""
    return Sources("told", [Source(*each) for each in reason.cells], words=reason.words)


def same_cell(operand: Event, cell: Cell, whole: tuple[int, ...]) -> Source:
    """Return the cell of an operand that stands for a cell of what it was stretched to."""
    shape = operand.value.array.shape
    missing = len(cell) - len(shape)
    place = tuple(0 if n == 1 else at for at, n in zip(cell[missing:], shape, strict=True))
    longer = (axis for axis, n in enumerate(shape, missing) if n == 1 and whole[axis] > 1)
    return Source(operand, place, (*range(missing), *longer) if shape else ())


def fits(operand: Event, shape: tuple[int, ...]) -> bool:
    """Return whether an operand goes with a shape cell by cell, itself or stretched."""
    try:
        return np.broadcast_shapes(operand.value.array.shape, shape) == shape
    except ValueError:
        return False
