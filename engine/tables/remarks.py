"""What is strange or unsure about the columns that are used, and the flag that decides it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from engine.arrays import Array
from engine.counted import counted
from engine.tables.columns import TableColumn, shown_name
from engine.tables.label import twins_of
from engine.tables.meaning import looks_like
from engine.tables.sentinel import sentinel

_MOST_CONSTANTS = 5


def remarks_on_input(column: TableColumn, kept: Array) -> Iterator[str]:
    """What is to be said of an input, of which the rows in `kept` (m,) are used."""
    name = shown_name(column)
    yield from _remarks_on_cells(column)
    if column.kind == "number" and (what := looks_like(column)):
        yield (
            f"the numbers in {name!r} look like {what}; --drop {name} leaves it out, "
            f"--words {name} takes each as a word"
        )
    if column.runs and column.place > 0:
        yield (
            f"{name!r} is a running number, and tells where a row stands; "
            f"--drop {name} leaves it out"
        )
    known = _known(column, kept)
    if column.is_words:
        yield from _remarks_on_words(column, known)
    if column.units and column.is_words:
        yield (
            f"{name!r} is taken as words, since its numbers have several endings "
            f"({', '.join(column.units[:5])}): if they are units, write all in one"
        )


def remarks_on_constants(columns: Sequence[TableColumn], kept: Array) -> Iterator[str]:
    """What is to be said of inputs that are the same in all rows of `kept` (m,)."""
    known = {shown_name(column): _known(column, kept) for column in columns}
    same = {name: texts.pop() for name, texts in known.items() if len(texts) == 1 < kept.sum()}
    if len(same) > _MOST_CONSTANTS:
        listed = ", ".join(map(repr, list(same)[:_MOST_CONSTANTS]))
        yield (
            f"{len(same)} columns are the same everywhere and tell nothing: {listed} and "
            f"{len(same) - _MOST_CONSTANTS} more; --drop leaves them out"
        )
        return
    for name, text in same.items():
        yield (
            f"{name!r} is the same everywhere ({text}) and tells nothing; "
            f"--drop {name} leaves it out"
        )


def remarks_on_label(column: TableColumn, kept: Array, *, has_classes: bool) -> Iterator[str]:
    """What is to be said of a label, of which the rows in `kept` (m,) are used."""
    name = shown_name(column)
    yield from _remarks_on_cells(column)
    if column.runs:
        yield f"the label {name!r} is a running number: is another column the label? --label COLUMN"
    if not has_classes and len(_known(column, kept)) == 1 < int(kept.sum()):
        yield f"the label {name!r} is the same everywhere: nothing to learn"


def _remarks_on_cells(column: TableColumn) -> Iterator[str]:
    """What is unsure about single cells: how they are read, and whether they hold anything."""
    name = shown_name(column)
    if column.unsure:
        read = float(column.values[column.texts.index(column.unsure)])
        yield f"in {name!r} {column.unsure} is read as {read:.10g}; {_other(column.unsure, read)}"
    if column.kind == "number" and (odd := sentinel(column.values)) is not None:
        count = int((column.values == odd).sum())
        yield (
            f"in {name!r} {odd:g} stands in {counted(count, 'cell')}, far from all others: if "
            f"it means that nothing is known there, --unknown {odd:g} takes it as missing"
        )
    if column.without_unit:
        yield (
            f"in {name!r} {column.without_unit:,} of {len(column.texts):,} cells have no "
            f"{column.unit}, and are read as if they had"
        )


def _remarks_on_words(column: TableColumn, known: set[str]) -> Iterator[str]:
    name = shown_name(column)
    if texts := _among_numbers(column):
        yield (
            f"{name!r} is taken as words, though most of it is numbers, for "
            f"{', '.join(map(repr, texts))}: --unknown {texts[0]} takes such as missing"
        )
    if twins := twins_of(known):
        yield f"in {name!r} {twins[0]} differ by capitals alone, and each is an input of its own"


def _known(column: TableColumn, kept: Array) -> set[str]:
    return {text for text, used in zip(column.texts, kept, strict=True) if used}


def _among_numbers(column: TableColumn) -> list[str]:
    """What is no number in a column of words, if it is little and most else is numbers."""
    known = ~np.isnan(column.values)
    texts = sorted({column.texts[place] for place in np.flatnonzero(column.unread).tolist()})
    return texts if texts[:4] == texts and known.sum() > column.unread.sum() else []


def _other(text: str, read: float) -> str:
    """The flag that reads 1,234 the other way, and what it would be then."""
    grouped, has_comma = abs(read) >= 1000, "," in text
    mark = "comma" if grouped == has_comma else "point"
    return f"--decimal {mark} if it is {read / 1000 if grouped else read * 1000:.10g}"
