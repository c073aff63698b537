"""The rows of a table: what separates its cells, what are remarks, how its columns are called.

The first line holds names if it looks like them: no cell of it is a number, or it counts columns
(0, 1, 2, ...), or a word stands in it over numbers.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise
from typing import Literal, TypeAlias, get_args

from engine.counted import counted
from engine.tables.cells import is_missing, number
from engine.tables.drawn import undrawn
from engine.tables.fault import CSVError
from engine.tables.lines import Aside, CsvRow, without_notes, without_title

Header: TypeAlias = Literal["auto", "yes", "no"]
HEADERS = get_args(Header)
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 100_000, 1_000, 2_000_000
SEPARATORS = {"\t": "tab", ";": "semicolon", "|": "bar", ",": "comma", " ": "space"}
"""From the one that stands least in cells to the one that stands there most."""
_SHEET_ERROR = re.compile(r"#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!)")
"""What a spreadsheet shows in a cell without a value, which makes no remark of its line."""
_SAMPLE = 30
_LOOKED_AT = 200


@dataclass(frozen=True, eq=False, slots=True)
class Rows:
    """The rows under the names of their columns."""

    name: str
    separator: str
    names: list[str]
    has_names: bool
    first_line: int
    rows: list[CsvRow]
    warnings: list[str] = field(default_factory=list)
    asides: tuple[Aside, ...] = ()
    """What stands among the lines and is no example."""

    @property
    def named(self) -> dict[str, int]:
        """The places of the columns by name; empty where the table gives none."""
        return {name: j for j, name in enumerate(self.names)} if self.has_names else {}


def read_rows(lines: Iterable[str], name: str, header: Header = "auto") -> Rows:
    """The rows of a table from its lines; raises CSVError with the line at fault."""
    warnings: list[str] = []
    numbered, drawn = undrawn(enumerate(lines, start=1), name)
    warnings += [drawn] if drawn else []
    first = list(islice((pair for pair in numbered if pair[1].strip()), 1))
    separator = ""
    if first and (told := first[0][1].strip().lower()).startswith("sep=") and len(told) == 5:
        separator, first = told[4], []
    sample = [*first, *islice(numbered, _SAMPLE)]
    separator = "|" if drawn else separator
    separator = separator or _separator([line for _, line in sample if not _is_comment(line)])
    comments = _Comments(separator)
    kept = comments.left_out(chain(sample, numbered))
    rows = _parsed(kept, separator, name)
    if not rows:
        raise CSVError(f"{name}: the file is empty")
    if comments.count:
        warnings.append(f"{counted(comments.count, 'line')} left out, beginning with #")
    rows, title = without_title(rows) if header == "auto" else (rows, [])
    first_line = rows[0].line
    rows, notes = without_notes(rows)
    rows = _even(rows, name)
    has_names = _has_names(rows, header, warnings)
    if has_names:
        if len(rows) == 1:
            raise CSVError(f"{name}:{first_line}: there is no row of numbers below this line")
        names = _names(rows[0].cells, warnings)
        rows = rows[1:]
    else:
        names = comments.names(len(rows[0].cells))
        has_names = bool(names)
        names = names or [f"x{j}" for j in range(len(rows[0].cells))]
    asides = (
        *(Aside(row.line, "a title above the table") for row in title),
        *(Aside(row.line, "a note below the table") for row in notes),
    )
    form = SEPARATORS.get(separator, separator)
    return Rows(name, form, names, has_names, first_line, rows, warnings, asides)


def _is_comment(line: str) -> bool:
    """Whether a line is a remark: # and then no separator, which would make it a column's name."""
    bare = line.lstrip()
    names_column = bare[1:2] in set(",;|	")
    return not bare or (bare[0] == "#" and not names_column and not _SHEET_ERROR.match(bare))


class _Comments:
    """Takes remarks and empty lines out, and keeps the last one above the table."""

    def __init__(self, separator: str) -> None:
        self.separator = separator
        self.count = 0
        self._above = ""
        self._seen_row = False

    def left_out(self, numbered: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        for place, line in numbered:
            if line.strip() and _is_comment(line):
                self.count += 1
                self._above = self._above if self._seen_row else line
                continue
            self._seen_row = self._seen_row or bool(line.strip())
            yield place, line

    def names(self, columns: int) -> list[str]:
        """Names in a remark above the rows, as NumPy writes them; none where it holds no names."""
        cells = [cell.strip() for cell in self._above.strip().lstrip("# ").split(self.separator)]
        fits = len(cells) == columns > 1 and not any(number(cell) for cell in cells)
        return cells if fits and len(set(cells)) == columns else []


def _separator(sample: list[str]) -> str:
    """What splits all lines into equally many cells, or what the first has most of."""
    for separator in SEPARATORS:
        try:
            read = csv.reader(sample, delimiter=separator, skipinitialspace=True)
            widths = [len(cells) for cells in read if cells]
        except csv.Error:
            continue
        while len(widths) > 2 and widths[0] == 1:  # a title above the table
            del widths[0]
        if len(widths) > 3 and widths[0] + 1 in widths[1:]:  # rows have names, as R prints them
            widths[0] += 1
        if len(set(widths)) == 1 and widths[0] > 1:
            return separator
    first = sample[0] if sample else ""
    return max(",;\t|", key=first.count)


def _parsed(numbered: Iterator[tuple[int, str]], separator: str, name: str) -> list[CsvRow]:
    """The rows that are not empty, each with the number of the line it starts on."""
    at: list[int] = []

    def texts() -> Iterator[str]:
        for place, line in numbered:
            at.append(place)
            yield line.lstrip(" ") if separator == " " else line

    reader = csv.reader(texts(), delimiter=separator, skipinitialspace=True, strict=True)
    rows: list[CsvRow] = []
    try:
        for cells in reader:
            start = at[0] if at else 0
            at.clear()
            cells = [cell.strip() for cell in cells]
            if any(cells):
                rows.append(CsvRow(start, cells))
                _check_size(f"{name}:{start}", len(rows), len(cells))
    except csv.Error as error:
        raise CSVError(f"{name}:{at[0] if at else 1}: {error}") from error
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


def _are_years(values: list[float]) -> bool:
    return values[0] >= 1900 and values[-1] <= 2100


def _even(rows: list[CsvRow], name: str) -> list[CsvRow]:
    """The rows with equally many cells; R writes no name above the names of its rows."""
    first, width = rows[0], len(rows[0].cells)
    below = rows[1:]
    if below and all(len(row.cells) == width + 1 for row in below):
        if all(not row.cells[-1] for row in below):  # a separator at the end of each line
            return [first, *(CsvRow(row.line, row.cells[:-1]) for row in below)]
        return [CsvRow(first.line, ["", *first.cells]), *below]
    even = [first]
    for row in below:
        cells = row.cells
        if len(cells) > width and not any(cells[width:]):
            cells = cells[:width]
        if len(cells) != width:
            here = counted(len(cells), "column")
            raise CSVError(f"{name}:{row.line}: {here}, but line {first.line} has {width}")
        even.append(CsvRow(row.line, cells))
    return even


def _has_names(rows: list[CsvRow], header: Header, warnings: list[str]) -> bool:
    """Whether the first row holds names."""
    if header != "auto":
        return header == "yes"
    first, below = rows[0].cells, rows[1 : 1 + _LOOKED_AT]
    numbers = [j for j, cell in enumerate(first) if number(cell)]
    words = [
        j for j, cell in enumerate(first) if cell and not number(cell) and not is_missing(cell)
    ]
    seen = {j: {row.cells[j] for row in below} for j in range(len(first))}
    if not numbers:
        again = len(below) > 1 and bool(words) and all(first[j] in seen[j] for j in words)
        if again:
            warnings.append(
                "line 1 is read as an example, since each word of it stands below it again; "
                "--header yes if it holds names"
            )
        return not again
    if any(
        seen[j]
        and all(number(c) or is_missing(c) for c in seen[j])
        and not all(is_missing(c) for c in seen[j])
        for j in words
    ):
        return True
    values = [found.value for cell in first if (found := number(cell))]
    runs = all(b - a == 1 for a, b in pairwise(values)) and (values[0].is_integer())
    if not runs or any(first[j] in seen[j] for j in words):
        return False
    if words or not first[0]:
        if len(values) < 2 and first[0]:
            return False
    elif len(first) < 3 or not below or not (values[0] == 0 or _are_years(values)):
        return False
    warnings.append(
        f"line {rows[0].line} counts {values[0]:g} to {values[-1]:g} and is read as names of "
        "columns; --header no if it is an example"
    )
    return True


def _names(cells: list[str], warnings: list[str]) -> list[str]:
    """Names that are all different; a column without one stays without."""
    names: list[str] = []
    for place, cell in enumerate(cells):
        name = cell
        if cell and cell in names:
            name = next(
                f"{cell}.{n}"
                for n in range(1, len(cells) + 1)
                if f"{cell}.{n}" not in (*names, *cells)
            )
            warnings.append(f"two columns are called {cell!r}; column {place + 1} is now {name!r}")
        names.append(name)
    return names
