"""Formulas of single entries with their numbers filled in: the LaTeX, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import nan
from typing import TypeAlias

import numpy as np

from engine.latex import bracketed, number, summed
from engine.trace.provenance import Cell

Look: TypeAlias = Callable[[Cell], float]
"""The value of one cell of an operation's operands."""

MOST_TERMS = 8
"""A longer sum is shown by its first terms and its last one."""


@dataclass(frozen=True, slots=True)
class Term:
    """A piece of a formula; put together, terms give the text and the value of the whole."""

    text: str
    """LaTeX, of a name or of numbers."""
    value: float = nan
    """What it comes to; nan where names stand in it."""
    is_sum: bool = False
    """Whether it needs brackets beside a multiplication sign."""

    @property
    def factor(self) -> str:
        """The text as it can follow an operator."""
        return rf"\left({self.text}\right)" if self.is_sum else bracketed(self.text)

    def __add__(self, other: Term) -> Term:
        return Term(f"{self.text} + {bracketed(other.text)}", self.value + other.value, True)

    def __sub__(self, other: Term) -> Term:
        return Term(f"{self.text} - {other.factor}", self.value - other.value, True)

    def __rsub__(self, whole: int) -> Term:
        return Term(f"{whole} - {self.factor}", whole - self.value, True)

    def __mul__(self, other: Term) -> Term:
        first = self.factor if self.is_sum else self.text
        return Term(rf"{first} \cdot {other.factor}", self.value * other.value)

    def __truediv__(self, other: Term) -> Term:
        return Term(rf"\frac{{{self.text}}}{{{other.text}}}", self.value / other.value)

    def over(self, other: Term) -> Term:
        """A division on one line."""
        return Term(f"{self.factor} / {other.factor}", self.value / other.value)

    def __pow__(self, exponent: Term) -> Term:
        return Term(f"{self.factor}^{{{exponent.text}}}", self.value**exponent.value)

    def squared(self) -> Term:
        """The term times itself, in brackets once."""
        return Term(rf"\left({self.text}\right)^2", self.value * self.value)

    def root(self) -> Term:
        """The square root."""
        return Term(rf"\sqrt{{{self.text}}}", float(np.sqrt(self.value)))


def figure(value: float) -> Term:
    """A number as a term."""
    return Term(number(value), np.float64(value))


def filled_sum(terms: Sequence[Term]) -> Term:
    r"""Terms joined by + and -, the middle of a long sum as \cdots; 0 if there are none."""
    value = sum((term.value for term in terms), start=np.float64(0.0))
    texts = [term.text for term in terms]
    if len(texts) > MOST_TERMS:
        texts = [*texts[: MOST_TERMS - 2], r"\cdots", texts[-1]]
    return Term(summed(texts), value, len(texts) > 1)


def products(pairs: Iterable[tuple[Cell, Cell]], look: Look) -> tuple[Term, tuple[Cell, ...]]:
    """The filled-in sum of the products of pairs of cells, and the cells."""
    pairs = list(pairs)
    total = filled_sum([figure(look(a)) * figure(look(b)) for a, b in pairs])
    return total, tuple(cell for pair in pairs for cell in pair)


def mean_of(terms: Term, m: float) -> Term:
    r"""1/m times a sum."""
    text = terms.text if m == 1 else rf"\frac{{1}}{{{number(m)}}} \left({terms.text}\right)"
    return Term(text, terms.value / m, terms.is_sum and m == 1)
