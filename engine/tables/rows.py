"""The rows of a table: what separates its cells, what are remarks, how its columns are called."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from engine.counted import counted
from engine.tables.cells import number
from engine.tables.drawn import undrawn
from engine.tables.fault import CSVError
from engine.tables.header import Header, different_names, has_names, joined
from engine.tables.lines import Aside, CsvRow
from engine.tables.surroundings import without_notes, without_repeats, without_title

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 100_000, 1_000, 2_000_000
SEPARATORS = {"\t": "tab", ";": "semicolon", "|": "bar", ",": "comma", " ": "space"}
"""From the one that stands least in cells to the one that stands there most."""
_SHEET_ERROR = re.compile(r"#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!)")
"""What a spreadsheet shows in a cell without a value, which makes no remark of its line."""
_SAMPLE = 30


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
    rows, again = _named(_even(rows, name), header, warnings)
    is_named = has_names(rows, header, warnings)
    if is_named:
        if len(rows) == 1:
            raise CSVError(f"{name}:{first_line}: there is no row of numbers below this line")
        names = different_names(rows[0].cells, warnings)
        rows = rows[1:]
    else:
        names = comments.names(len(rows[0].cells))
        is_named = bool(names)
        names = names or [f"x{j}" for j in range(len(rows[0].cells))]
    asides = (
        *(Aside(row.line, "a title above the table") for row in title),
        *(Aside(row.line, "the names of the columns once more") for row in again),
        *(Aside(row.line, "a note below the table") for row in notes),
    )
    form = SEPARATORS.get(separator, separator)
    return Rows(name, form, names, is_named, first_line, rows, warnings, asides)


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


def _named(
    rows: list[CsvRow], header: Header, warnings: list[str]
) -> tuple[list[CsvRow], list[CsvRow]]:
    """The rows with their names on one line, and lines further down that hold them again."""
    if header == "no":
        return rows, []
    rows, again = without_repeats(rows)
    return joined(rows, warnings), again
