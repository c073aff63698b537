"""A further table, read as the one that a network has learned from: the same columns and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.arrays import Array
from engine.tables.asides import without_asides
from engine.tables.columns import Decimal, TableColumn, in_lines, shown_name
from engine.tables.fault import CSVError
from engine.tables.file import Text, read_text
from engine.tables.missing import FIGURES
from engine.tables.reading import Reading, TableInput
from engine.tables.rows import Rows, read_rows

_GO_ON = (
    "  --missing drop leaves such rows without a prediction; "
    "a network trained with --missing mean or median fills in numbers."
)


@dataclass(frozen=True, slots=True)
class Columns:
    """What a network was given of a table, in the order of its inputs."""

    inputs: tuple[TableInput, ...]
    labels: tuple[str, ...] = ()
    all_names: tuple[str, ...] = ()
    """Of a table without a header, every column, since there they are found by their places."""
    unknown: tuple[str, ...] = ()
    """What else stands for a value that is not known, such as -999."""
    decimal: Decimal = "auto"

    @classmethod
    def of(cls, reading: Reading) -> Columns:
        """The columns of a table that was learned from."""
        width = len(reading.inputs) + len(reading.labels)
        width += sum(out.column is not None for out in reading.left_out)
        names = () if reading.has_names else tuple(f"x{place}" for place in range(width))
        return cls(reading.inputs, reading.labels, names, reading.unknown, reading.decimal)


@dataclass(frozen=True, eq=False, slots=True)
class Further:
    """The rows of a further table, and its inputs X (n, m), nan where a number is missing."""

    table: Rows
    X: Array
    unusable: dict[int, str]
    """Why a row gets no prediction, by its place."""
    warnings: tuple[str, ...]


def read_further(path: str | Path, columns: Columns, missing: str | None = None) -> Further:
    """The inputs in a file, or on standard input for "-"; labels may stand in it or not.

    Raises CSVError where a column is missing, where a unit is another one, and for cells that hold
    nothing or no number, unless `missing`, or the way of their column, says what becomes of them.
    """
    text = read_text(path)
    return _Further(_rows(text, columns), columns, missing).made()


def _rows(text: Text, columns: Columns) -> Rows:
    """The rows under the names that were learned from, whatever their first line looks like."""
    lines = list(text.lines)
    if columns.all_names:
        return _by_place(read_rows(lines, text.name, "no"), columns)
    wanted = {column.name for column in columns.inputs}
    table = read_rows(lines, text.name, "yes")
    if not wanted <= _names(table):
        table = read_rows(lines, text.name)  # the names may stand in a remark above
    if lacking := [c.name for c in columns.inputs if c.name not in _names(table)]:
        raise CSVError(_lacking(table, lacking))
    return table


def _names(table: Rows) -> set[str]:
    return {_name(name, place) for place, name in enumerate(table.names)}


def _name(name: str, place: int) -> str:
    return name or f"column {place + 1} (without a name)"


def _by_place(table: Rows, columns: Columns) -> Rows:
    """Give the columns of a table without a header the names they had in the other one."""
    without = [name for name in columns.all_names if name not in columns.labels]
    for names in (list(columns.all_names), without):
        if len(names) == len(table.names):
            table.names[:] = names
            return table
    raise CSVError(
        f"{table.name}: {len(table.names)} columns, but the network has learned from a table of "
        f"{len(columns.all_names)} without a header, label included"
    )


def _lacking(table: Rows, names: Sequence[str]) -> str:
    listed = ", ".join(map(repr, names[:5]))
    listed += f" and {len(names) - 5} more" if len(names) > 5 else ""
    if not table.has_names:
        return (
            f"{table.name}: its columns have no names, and the network looks for {listed}: "
            "write them as the first line"
        )
    has = ", ".join(name for name in table.names[:12] if name)
    return f"{table.name}: no column {listed}, which the network learned from; there is {has}"


class _Further:
    def __init__(self, table: Rows, columns: Columns, missing: str | None) -> None:
        table, read = without_asides(table, columns.unknown, columns.decimal)
        self.table, self.missing = table, missing
        found = {shown_name(column): column for column in read}
        self.pairs = [(known, found[known.name]) for known in columns.inputs]
        self.warnings = [w for w in table.warnings if "--header" not in w]
        self.warnings += [f"line {aside.line} is left out: {aside.why}" for aside in table.asides]

    def made(self) -> Further:
        for known, column in self.pairs:
            self._check_unit(known, column)
            self._remark_on(known, column)
        unusable = self._unusable()
        X = np.concatenate([known.rows(column) for known, column in self.pairs])
        return Further(self.table, X, unusable, tuple(self.warnings))

    def _check_unit(self, known: TableInput, column: TableColumn) -> None:
        if known.kind != "number" or known.unit == column.unit:
            return
        if known.unit and column.unit:
            raise CSVError(
                f"{self.table.name}: {known.name!r} is in {column.unit} here, and the network has "
                f"learned from {known.unit}"
            )
        here, there = (column.unit or "no unit"), (known.unit or "none")
        self.warnings.append(f"{known.name!r} has {here} here, and had {there} in the training")

    def _remark_on(self, known: TableInput, column: TableColumn) -> None:
        if known.words:
            strange = ~column.missing & ~np.isin(column.texts, known.words)
            if strange.any():
                texts = sorted({column.texts[place] for place in map(int, np.flatnonzero(strange))})
                self.warnings.append(
                    f"in {known.name!r} {', '.join(map(repr, texts[:5]))} "
                    f"({in_lines(self.table.rows, strange)}) is none of the words learned from "
                    f"({', '.join(known.words)}): all its inputs are 0"
                )
        elif column.unsure:
            place = column.texts.index(column.unsure)
            self.warnings.append(
                f"in {known.name!r} {column.unsure} is read as {column.values[place]:.10g}"
            )

    def _unusable(self) -> dict[int, str]:
        """Why rows get no prediction; raises CSVError where nothing was said of them."""
        gone: list[tuple[TableInput, TableColumn, Array]] = []
        for known, column in self.pairs:
            places = column.missing if known.words else np.isnan(column.values)
            if places.any():
                gone.append((known, column, places))
        if undecided := [each for each in gone if self._way(each[0]) == "refuse"]:
            told = [self._counted(known, column, places) for known, column, places in undecided]
            first = min(int(np.flatnonzero(places)[0]) for _, _, places in undecided)
            at = f"{self.table.name}:{self.table.rows[first].line}"
            raise CSVError("\n".join([f"{at}: not every row can be predicted.", *told, _GO_ON]))
        why: dict[int, str] = {}
        for known, column, places in gone:
            if self._way(known) in FIGURES:
                self.warnings.append(
                    f"{self._counted(known, column, places).strip()}: "
                    f"filled in with the {known.filled} of the training part"
                )
                continue
            for place in map(int, np.flatnonzero(places)):
                text = column.texts[place]
                what = f"{text!r} is not a number" if not column.missing[place] else "nothing"
                why.setdefault(place, f"{what} in {known.name!r}")
        return why

    def _way(self, known: TableInput) -> str:
        return self.missing or known.way

    def _counted(self, known: TableInput, column: TableColumn, places: Array) -> str:
        empty = bool(column.missing[places].all())
        what = "missing" if empty else "missing or not a number"
        return f"  {known.name}: {int(places.sum()):,} {what}, {in_lines(self.table.rows, places)}"
