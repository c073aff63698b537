"""Reads a table of the user's from CSV: a row is an example, turned once into columns.

The separator is a comma, a semicolon or a tab, whichever the first line has most of. The first
line holds the names of the columns if none of its cells is a number. Every column but the label
must hold numbers. A table that would take long to train on, or much memory to hold, is refused.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple, TextIO, TypeAlias, get_args

import numpy as np

from engine.arrays import Array
from engine.datasets.dataset import Dataset, with_classes
from engine.names import look_up

Target: TypeAlias = Literal["auto", "classes", "numbers"]
TARGETS = get_args(Target)
MAX_CLASSES = 20
"""Whole numbers as labels are classes up to this many different ones, then a regression."""
MOST_CLASSES = 100
"""Words as labels are classes up to this many different ones, then a column that is none."""
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 100_000, 1_000, 2_000_000
MOST_CHARACTERS, MOST_LINES, MOST_LINE = 64_000_000, 1_000_000, 1_000_000


class CSVError(ValueError):
    """A table that cannot be read; the message begins with the file's name and the line."""


class CsvRow(NamedTuple):
    line: int
    cells: list[str]


def load_csv(path: str | Path, label: str | int | None = None, target: Target = "auto") -> Dataset:
    """The table in a file, UTF-8; see `read_csv`. Raises CSVError if the file cannot be read."""
    path = Path(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return read_csv(_lines(file, path), label, target, name=path.name)
    except OSError as error:
        raise CSVError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise CSVError(f"{path}: this is no UTF-8 text; save it as CSV in UTF-8") from error


def _lines(file: TextIO, path: Path) -> Iterator[str]:
    """The lines of a file one by one; raises CSVError before one takes more memory than it may."""
    read = count = 0
    while line := file.readline(MOST_LINE + 1):
        read, count = read + len(line), count + 1
        if len(line) > MOST_LINE:
            raise CSVError(f"{path}: a line is longer than {MOST_LINE:,} characters: is this CSV?")
        if read > MOST_CHARACTERS or count > MOST_LINES:
            most = f"{MOST_CHARACTERS // 10**6} million characters in {MOST_LINES:,} lines"
            raise CSVError(f"{path}: the file is too large, the limit is {most}: take a part of it")
        yield line


def read_csv(
    lines: Iterable[str],
    label: str | int | None = None,
    target: Target = "auto",
    name: str = "csv",
) -> Dataset:
    """A data set from the lines of a table.

    `label` is the target column's name or its index (from 0; negative from the end); the last
    column if None. With the target "auto", labels are classes if they are text, or few different
    whole numbers of which some repeat; otherwise they are the numbers of a regression.
    Raises CSVError with the line at fault.
    """
    look_up("target", target, dict.fromkeys(TARGETS))
    table = _Table(name, _rows(lines, name))
    column = table.column(label)
    features = [j for j in range(len(table.names)) if j != column]
    if not features:
        raise CSVError(f"{name}: there is one column only, and the label needs inputs beside it")
    X = np.array([[table.number(row, j) for row in table.rows] for j in features])
    feature_names = tuple(table.names[j] for j in features)
    if target == "numbers" or (target == "auto" and not table.has_classes(column)):
        y = np.array([[table.number(row, column) for row in table.rows]])
        return Dataset(name, X, y, feature_names)
    classes, labels = table.classes(column)
    return with_classes(name, X, labels, classes, feature_names)


def _rows(lines: Iterable[str], name: str) -> list[CsvRow]:
    """The rows that are not empty, each with the number of the line it starts on."""
    numbered = enumerate(lines, start=1)
    start, first = next(((number, line) for number, line in numbered if line.strip()), (1, ""))
    below = (line for _, line in numbered)
    separator = max(",;\t", key=first.count)
    reader = csv.reader(
        chain([first], below), delimiter=separator, skipinitialspace=True, strict=True
    )
    rows, above = [], start - 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(CsvRow(start, [cell.strip() for cell in cells]))
                _check_size(f"{name}:{start}", len(rows), len(cells))
            start = above + reader.line_num + 1
    except csv.Error as error:
        raise CSVError(f"{name}:{start}: {error}") from error
    return rows


def _check_size(place: str, rows: int, columns: int) -> None:
    """Raises CSVError for the row with which a table becomes too large."""
    if columns > MOST_COLUMNS:
        raise CSVError(f"{place}: {columns:,} columns are too many, the limit is {MOST_COLUMNS:,}")
    most = min(MOST_ROWS, MOST_CELLS // max(columns, 1))
    if rows > most + 1:  # the first may hold names
        raise CSVError(
            f"{place}: too many rows, the limit with {columns} columns is {most:,}: "
            "take a part of the table"
        )


class _Table:
    """The rows under the names of their columns."""

    def __init__(self, name: str, rows: list[CsvRow]) -> None:
        self.name = name
        if not rows:
            raise CSVError(f"{name}: the file is empty")
        first = rows[0]
        self.has_names = not any(_is_number(cell) for cell in first.cells)
        self.rows = rows[1:] if self.has_names else rows
        if not self.rows:
            raise CSVError(f"{name}:{first.line}: there is no row of numbers below this line")
        self.names = first.cells if self.has_names else [f"x{j}" for j in range(len(first.cells))]
        for row in self.rows:
            if len(row.cells) != len(first.cells):
                raise CSVError(
                    f"{name}:{row.line}: {len(row.cells)} columns, "
                    f"but line {first.line} has {len(first.cells)}"
                )

    def column(self, label: str | int | None) -> int:
        """The index of the label's column."""
        places = {name: j for j, name in enumerate(self.names)} if self.has_names else {}
        if label in places:
            return places[label]
        last = len(self.names) - 1
        try:
            index = last if label is None else int(label)
        except ValueError:
            return self._named_column(str(label), places)
        if not -last - 1 <= index <= last:
            raise CSVError(f"{self.name}: no column {index}: they are numbered from 0 to {last}")
        return index % len(self.names)

    def _named_column(self, label: str, places: dict[str, int]) -> int:
        if not places:
            raise CSVError(
                f"{self.name}: its columns have no names, so none is called {label!r}; "
                f"give a number from 0 to {len(self.names) - 1}"
            )
        try:
            return look_up("column", label, places)
        except ValueError as error:
            raise CSVError(f"{self.name}: {error}") from None

    def number(self, row: CsvRow, column: int) -> float:
        """A cell as a number."""
        text = row.cells[column]
        if _is_number(text):
            return float(text)
        fault = f"{text!r} is not a number" if text else "a value is missing"
        raise CSVError(f"{self.name}:{row.line}: {fault} (column {self.names[column]!r})")

    def has_classes(self, column: int) -> bool:
        """Whether labels look like classes: text, or few different whole numbers."""
        texts = [row.cells[column] for row in self.rows]
        if not all(_is_number(text) for text in texts if text):
            return True
        values = {float(text) for text in texts if text}
        whole = all(value.is_integer() for value in values)
        return whole and len(values) <= MAX_CLASSES and len(values) < len(texts)

    def classes(self, column: int) -> tuple[list[str], Array]:
        """The names of the classes, sorted, and the class number of each row."""
        for row in self.rows:
            if not row.cells[column]:
                raise CSVError(f"{self.name}:{row.line}: the label is missing")
        texts = [row.cells[column] for row in self.rows]
        if all(_is_number(text) for text in texts):
            texts = [f"{float(text):g}" for text in texts]
            classes = sorted(set(texts), key=float)
        else:
            classes = sorted(set(texts))
        if len(classes) < 2:
            raise CSVError(
                f"{self.name}: all labels in {self.names[column]!r} are {classes[0]!r}: "
                "there is nothing to tell apart"
            )
        if len(classes) > MOST_CLASSES:
            raise CSVError(
                f"{self.name}: {len(classes):,} different labels in {self.names[column]!r} are too "
                f"many classes, the limit is {MOST_CLASSES}: is another column the label?"
            )
        places = {text: place for place, text in enumerate(classes)}
        return classes, np.array([places[text] for text in texts])


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
