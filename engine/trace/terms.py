"""Formulas of single entries with their numbers filled in: sums, products, means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engine.latex import factor, number, summed
from engine.trace.outline import Look
from engine.trace.provenance import Cell

MOST_TERMS = 8
"""A longer sum is shown by its first terms and its last one."""


def filled_sum(terms: Sequence[str]) -> str:
    r"""Terms joined by + and -, the middle of a long sum as \cdots; 0 if there are none."""
    if len(terms) > MOST_TERMS:
        terms = [*terms[: MOST_TERMS - 2], r"\cdots", terms[-1]]
    return summed(terms)


def filled_product(*values: float) -> str:
    r"""Numbers joined by \cdot."""
    return r" \cdot ".join([number(values[0]), *map(factor, values[1:])])


def products(pairs: Iterable[tuple[Cell, Cell]], look: Look) -> tuple[str, tuple[Cell, ...]]:
    """The filled-in sum of the products of pairs of cells, and the cells."""
    pairs = list(pairs)
    text = filled_sum([filled_product(look(a), look(b)) for a, b in pairs])
    return text, tuple(cell for pair in pairs for cell in pair)


def mean_of(terms: str, m: float) -> str:
    r"""1/m times a sum."""
    return terms if m == 1 else rf"\frac{{1}}{{{number(m)}}} \left({terms}\right)"
