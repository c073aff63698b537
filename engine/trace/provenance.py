"""Where one number comes from: its formula, the numbers in it, and the cells it was made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry of one named value; the index counts from 0 and is () for a number."""

    name: str
    index: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Why a cell has its value."""

    cell: Cell
    value: float
    formula: str
    """The cell's own formula with names, in LaTeX; for an input, its name alone."""
    numbers: str
    """The right side of the formula with its numbers filled in, in LaTeX."""
    sources: tuple[Cell, ...]
    """The cells it came from, each of which has a provenance of its own; none for an input."""
    step: int | None = None
    """The number of steps before the one that computed it; its sources were known by then."""
    reason: str = ""
    """Why it is so, in a sentence, where it has no sources and `step` does not tell."""
