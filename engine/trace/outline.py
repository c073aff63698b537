"""An operation before it is looked at: what it will show, and where to read that.

Nothing is copied until then: an outline knows the buffers of the layers, not their content.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np

from engine.arrays import Array
from engine.trace.provenance import Cell
from engine.trace.step import Phase, Step, Value
from engine.trace.terms import Look, Term

Index: TypeAlias = tuple[int, ...]
Reader: TypeAlias = Callable[[], Array | float]
"""Gives the present content of a buffer; the network may overwrite it later."""


class Why(NamedTuple):
    """Why one entry of a value is what it is; as in a Provenance, the numbers with their value."""

    formula: str
    numbers: Term
    sources: tuple[Cell, ...]


Explain: TypeAlias = Callable[[Index, Look], Why]


@dataclass(frozen=True, eq=False, slots=True)
class Outline:
    """One operation of a training step, to be read when wanted."""

    phase: Phase
    layer: int | None
    name: str
    formula: str
    operands: Mapping[str, Reader]
    read: Reader
    explain: Explain
    note: Callable[[], str] = str

    def step(self) -> Step:
        """The operation with copies of its numbers as they are now."""
        operands = {name: _kept(read()) for name, read in self.operands.items()}
        value = _kept(self.read())
        return Step(self.phase, self.layer, self.name, self.formula, operands, value, self.note())

    def look(self, cell: Cell) -> float:
        """The present value of one cell of the operands."""
        return float(np.asarray(self.operands[cell.name]())[cell.index])


def _kept(value: Array | float) -> Value:
    return value.copy() if isinstance(value, np.ndarray) else float(value)
