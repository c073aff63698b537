"""How cells are written, one alone and those of a row or a column together."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.programs.listing import figure
from tutor.programs.why.indexed import bracketed, entry
from tutor.programs.why.source import Source


def line_of(cells: Sequence[Source]) -> str:
    """Return the row or the column that several cells of one operand make: "W1[2, :]"."""
    first, last = cells[0].cell, cells[-1].cell
    places = [str(at) if at == end else ":" for at, end in zip(first, last, strict=True)]
    text = cells[0].event.place.text
    return f"{bracketed(text)}[{', '.join(places)}]" if places else text


def stretch_of(cells: Sequence[Source]) -> str:
    """Return the part of one operand that cells make, with where it ends: "X[0, 0:2]"."""
    first, last, shape = cells[0].cell, cells[-1].cell, cells[0].event.value.shape
    places = [_stretch(*each) for each in zip(first, last, shape, strict=True)]
    text = cells[0].event.place.text
    return f"{bracketed(text)}[{', '.join(places)}]" if places else text


def _stretch(first: int, last: int, length: int) -> str:
    """How an index is written that goes from the first to the last of so many."""
    if first == last:
        return str(first)
    return ":" if (first, last) == (0, length - 1) else f"{first}:{last + 1}"


def cell_of(source: Source) -> str:
    """Return how the cell of a source is written, of what a statement changed by its name."""
    place = source.event.place
    return entry(place.name or place.text if place.kind == "change" else place.text, source.cell)


def number_of(source: Source) -> str:
    """Return the number of a source."""
    return figure(source.number, source.event.value)


def within(text: str) -> str:
    """Return a number as it stands behind a sign: a negative one in brackets."""
    return f"({text})" if text.startswith("−") else text


def added(terms: Sequence[str], sign: str = " + ") -> str:
    """Return numbers with a sign between them, as in "−1 + (−2) + 3"."""
    return sign.join([*terms[:1], *map(within, terms[1:])])
