"""What the columns of a table are: numbers, words, dates, an index, or nothing at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from engine.arrays import Array
from engine.tables.cells import (
    decimal_mark,
    is_date,
    is_duration,
    is_missing,
    is_time_of_day,
    is_unsure,
    number,
    plain_number,
)
from engine.tables.lines import CsvRow
from engine.tables.rows import Rows

Kind: TypeAlias = Literal["number", "words", "dates", "empty"]
MOST_WORDS = 20
"""Words become a column each up to this many different ones."""
LEAST_ROWS = 4
"""Fewer rows do not show that a column counts them, or that its words are all different."""
Decimal: TypeAlias = Literal["auto", "point", "comma"]
MARKS = {"auto": None, "point": ".", "comma": ","}
"""What stands before decimals, by the names of the choice."""
_LOOKED_AT = 20_000
_UNREAD = 0.1
"""The share of cells that may be no numbers in a column that is still one of numbers."""


@dataclass(frozen=True, eq=False, slots=True)
class TableColumn:
    """The cells of a column, (m,), and what they are."""

    name: str
    place: int
    kind: Kind
    texts: Sequence[str]
    values: Array
    """The numbers; nan where there is none."""
    missing: Array
    unread: Array
    """Where something stands that is no number."""
    unit: str = ""
    written: bool = False
    """Whether its numbers are written with a unit, or with thousands set apart."""
    units: tuple[str, ...] = ()
    """What stands behind the numbers of a column of words, where all are numbers but for that."""
    without_unit: int = 0
    """Numbers without the unit that others in the column have."""
    unsure: str = ""
    """A cell that may be thousands as well as decimals, if that was not clear."""

    def as_words(self) -> TableColumn:
        """The same column with its numbers taken as words."""
        return replace(self, kind="words") if self.kind == "number" else self

    @property
    def is_words(self) -> bool:
        return self.kind == "words"

    @property
    def lacking(self) -> Array:
        """Where there is no value to be used."""
        return self.missing | self.unread if self.kind == "number" else self.missing

    @property
    def counts(self) -> Counter[str]:
        """How often each word stands in it."""
        return Counter(t for t, gone in zip(self.texts, self.missing, strict=True) if not gone)

    @property
    def has_numbers_only(self) -> bool:
        return self.kind == "number" and not self.unread.any()

    @property
    def runs(self) -> bool:
        """Whether it counts the rows: whole numbers, each one more than the one above."""
        known = self.has_numbers_only and not self.missing.any() and not self.unit
        return bool(known and len(self.values) >= LEAST_ROWS and _counts_up(self.values))

    @property
    def times(self) -> str:
        """What a column of dates holds, in words."""
        odd = [self.texts[place] for place in np.flatnonzero(self.unread).tolist()]
        if not all(map(is_duration, odd)):
            return "dates or times"
        clock = all(is_time_of_day(text) and int(text.split(":")[0]) < 24 for text in odd)
        return f"{'times of day, or durations' if clock else 'durations'}, as {odd[0]}"

    def why_useless(self, first: bool) -> str:
        """Why it is not learned from unless it is asked for; empty if it is."""
        if self.kind == "empty":
            return "every cell is missing"
        if self.kind == "dates":
            return f"{self.times}, and no numbers; make numbers of them first"
        if self.kind == "number":
            return self._why_an_index(first)
        known = len(self.texts) - int(self.missing.sum())
        different = len(self.counts)
        if different == known >= LEAST_ROWS:
            return f"{self._why_words()}: {different:,} words, all different"
        if different > MOST_WORDS:
            return f"{different:,} different words, and {MOST_WORDS} are the most"
        return ""

    def _why_words(self) -> str:
        """What words that are all different are: ids, unless most begin as numbers do."""
        odd = [self.texts[place] for place in np.flatnonzero(~self.missing).tolist()]
        if 2 * sum(text.lstrip("'<>≤≥~±+-")[:1].isdigit() for text in odd) <= len(odd):
            return "an id"
        if len(self.units) > 1:
            return f"numbers with several endings or units ({', '.join(self.units)})"
        sample = max(odd, key=len)
        return f"an id, or numbers in a form that is not read ({sample[:20]!r})"

    def _why_an_index(self, first: bool) -> str:
        whole = self.has_numbers_only and bool((self.values % 1 == 0).all())
        different = whole and len(np.unique(self.values)) == len(self.values)
        if different and _is_unnamed(self.name):
            return "an index: a column without a name whose numbers are all different"
        if self.runs and (first or _is_id(self.name)):
            low, high = self.values[0], self.values[-1]
            return f"an index: it runs from {low:g} to {high:g}"
        if different and len(self.values) >= LEAST_ROWS and _is_id(self.name):
            return "an id, by its name: its numbers are all different"
        return ""


def columns_of(
    table: Rows, unknown: Sequence[str] = (), decimal: Decimal = "auto"
) -> list[TableColumn]:
    """The columns of a table; cells with one of the `unknown` texts, or numbers, hold nothing.

    The mark before decimals is what a column's cells show; else what is given, or others show.
    """
    is_missing = _Missing(unknown)
    cells = [[row.cells[j] for row in table.rows] for j in range(len(table.names))]
    given = MARKS[decimal]
    marks = [_mark(texts) for texts in cells]
    known = {mark for mark in marks if mark}
    by_others = known.pop() if len(known) == 1 else "," if table.separator == "semicolon" else "."
    usual = _Usual(given or by_others, is_sure=given is not None)
    return [
        _column(name, place, texts, marks[place], usual, is_missing)
        for place, (name, texts) in enumerate(zip(table.names, cells, strict=True))
    ]


def shown_name(column: TableColumn) -> str:
    """What a column is called in messages."""
    return column.name or f"column {column.place + 1} (without a name)"


def in_lines(rows: Sequence[CsvRow], places: Array, most: int = 5) -> str:
    """The lines that these rows stand on, the first of them if they are many."""
    lines = [str(rows[place].line) for place in np.flatnonzero(places)[:most]]
    more = int(places.sum()) - len(lines)
    listed = ", ".join(lines) + (f" and {more:,} more" if more else "")
    return f"line{'' if len(lines) == 1 else 's'} {listed}"


def _mark(texts: Sequence[str]) -> str | None:
    """The mark before the decimals of a column, as far as its first cells leave no doubt."""
    return decimal_mark(islice(dict.fromkeys(texts), _LOOKED_AT))


class _Usual(NamedTuple):
    """The mark before decimals where the cells of a column leave it open."""

    mark: str
    is_sure: bool


class _Missing:
    """Tells what holds nothing, also by words and numbers of the user's own."""

    def __init__(self, unknown: Sequence[str]) -> None:
        self._texts = {text.casefold() for text in unknown}
        self._numbers = {value for text in unknown if (value := plain_number(text)) is not None}

    def __call__(self, text: str) -> bool:
        if is_missing(text) or text.casefold() in self._texts:
            return True
        return bool(self._numbers) and plain_number(text) in self._numbers


def _column(
    name: str,
    place: int,
    texts: list[str],
    mark: str | None,
    usual: _Usual,
    is_missing: Callable[[str], bool],
) -> TableColumn:
    decimal = mark or usual.mark
    missing = np.array([is_missing(text) for text in texts], bool)
    plain = decimal == "." or not any("." in text for text in texts)
    read: dict[str, tuple[float, str, bool] | None] = {}
    for text in set(texts):
        value = plain_number(text) if plain else None
        read[text] = (value, "", False) if value is not None else number(text, decimal)
    units = {found[1] for text, found in read.items() if found and found[1]}
    mixed = len(units) > 1 and all(read[text] or is_missing(text) for text in read)
    if len(units) > 1:  # 1st, 4WD and 10 m are words, not three numbers
        read = {text: None if found and found[1] else found for text, found in read.items()}
    values = np.array([found[0] if (found := read[text]) else np.nan for text in texts])
    values[missing] = np.nan
    unread = ~missing & np.isnan(values)
    kind = _kind(texts, missing, unread)
    unit = next(iter(units)) if len(units) == 1 and kind == "number" else ""
    return TableColumn(
        name,
        place,
        kind,
        texts,
        values,
        missing,
        unread,
        unit=unit,
        units=tuple(sorted(units)) if mixed and kind == "words" else (),
        without_unit=_without_unit(texts, read) if unit else 0,
        written=kind == "number"
        and any(found and (found[1] or found[2]) for found in read.values()),
        unsure=_unsure(texts, decimal) if kind == "number" and not (mark or usual.is_sure) else "",
    )


def _without_unit(texts: Sequence[str], read: Mapping[str, tuple[float, str, bool] | None]) -> int:
    """How many numbers other than 0 have no unit."""
    return sum(bool(found and found[0] and not found[1]) for found in map(read.get, texts))


def _unsure(texts: Sequence[str], decimal: str) -> str:
    """The first cell that may be thousands as well as decimals; empty where programs write so."""
    return next((t for t in texts if is_unsure(t) and (decimal == "," or "," in t)), "")


def _kind(texts: Sequence[str], missing: Array, unread: Array) -> Kind:
    known, strange = int((~missing).sum()), int(unread.sum())
    if not known:
        return "empty"
    if strange == 0:
        return "number"
    odd = [text for text, is_odd in zip(texts, unread, strict=True) if is_odd]
    if sum(is_date(text) or is_duration(text) for text in odd) * 2 > known:
        return "dates"
    if known > strange:
        few = strange <= max(1, known * _UNREAD)
        different = len({text for text, gone in zip(texts, missing, strict=True) if not gone})
        if few or (len(set(odd)) == 1 and different > MOST_WORDS and strange * 2 <= known):
            return "number"
    return "words"


def _counts_up(values: Array) -> bool:
    return bool(values[0] % 1 == 0 and (np.diff(values) == 1).all())


def _is_unnamed(name: str) -> bool:
    return not name or name.lower().startswith("unnamed:")


def _is_id(name: str) -> bool:
    """Whether a name says that its column tells rows apart."""
    return name.lower() in ("id", "index", "idx", "nr", "no", "no.", "row", "rownames", "#") or (
        name.endswith(("Id", "ID", "_id", " id", ".id"))
    )
