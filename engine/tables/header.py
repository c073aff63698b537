"""The names of a table's columns: whether its first line holds them, or its first lines together.

The first line holds names if it looks like them: no cell of it is a number, or it counts columns
(0, 1, 2, ...), or a word stands in it over numbers. A first line with gaps, or with names that
repeat, groups the names of the line below: each gets its group before it, as in speed_mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, TypeAlias, get_args

from engine.tables.cells import is_missing, is_word, number
from engine.tables.lines import CsvRow

Header: TypeAlias = Literal["auto", "yes", "no"]
HEADERS = get_args(Header)
_LOOKED_AT = 200


def joined(rows: list[CsvRow], warnings: list[str]) -> list[CsvRow]:
    """The rows with names from two lines and more as one; pandas' names of an index go to it."""
    first, lines = rows[0], [rows[0].line]
    while groups_names(rows):
        lines.append(rows[1].line)
        rows = [CsvRow(first.line, _with_groups(rows[0].cells, rows[1].cells)), *rows[2:]]
    if len(lines) == 1:
        return rows
    index, *others = rows[1].cells
    if len(rows) > 2 and is_word(index) and not any(others):
        rows = [CsvRow(first.line, [index, *rows[0].cells[1:]]), *rows[2:]]
        lines.append(lines[-1] + 1)
    named = [cell for cell in rows[0].cells if "_" in cell][:3]
    warnings.append(
        f"lines {', '.join(map(str, lines[:-1]))} and {lines[-1]} are read as names together: "
        f"{', '.join(named)}, ..."
    )
    return rows


def groups_names(rows: Sequence[CsvRow]) -> bool:
    """Whether the first row groups the names in the second: it has gaps, or repeats a name."""
    if len(rows) < 3 or len({len(row.cells) for row in rows[:3]}) > 1:
        return False
    upper, lower = rows[0].cells, rows[1].cells
    below = rows[2 if any(map(number, rows[2].cells)) else 3 :][:_LOOKED_AT]
    words = [j for j, cell in enumerate(lower) if is_word(cell)]
    if len(words) < 2 or len(words) < sum(map(bool, lower)) or not any(map(is_word, upper)):
        return False
    gaps = [j for j in words if j and not upper[j]]
    again = [j for j in words if j and upper[j] and upper[j] == upper[j - 1]]
    over_numbers = [j for j in words if numbers_below(below, j)]
    return bool(gaps or again) and any(j in over_numbers for j in (*gaps, *again))


def _with_groups(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The names below, each with its group, which reaches to the right as far as there are gaps."""
    names, group = [], ""
    for above, name in zip(upper, lower, strict=True):
        group = above or (group if name else "")
        names.append("_".join(filter(None, (group, name))))
    return names


def numbers_below(rows: Sequence[CsvRow], place: int) -> bool:
    """Whether numbers alone stand in a column, and some do."""
    cells = [row.cells[place] for row in rows if place < len(row.cells)]
    known = [cell for cell in cells if not is_missing(cell)]
    return bool(known) and not any(map(is_word, known))


def has_names(rows: Sequence[CsvRow], header: Header, warnings: list[str]) -> bool:
    """Whether the first row holds names."""
    if header != "auto":
        return header == "yes"
    first, below = rows[0].cells, rows[1 : 1 + _LOOKED_AT]
    words = [j for j, cell in enumerate(first) if is_word(cell)]
    values = [found.value for cell in first if (found := number(cell))]
    seen = {j: {row.cells[j] for row in below} for j in range(len(first))}
    if not values:
        again = len(below) > 1 and bool(words) and all(first[j] in seen[j] for j in words)
        if again:
            warnings.append(
                "line 1 is read as an example, since each word of it stands below it again; "
                "--header yes if it holds names"
            )
        return not again
    if any(numbers_below(below, j) for j in words):
        return True
    if any(first[j] in seen[j] for j in words) or not _count_columns(first, values, words, below):
        return False
    warnings.append(
        f"line {rows[0].line} counts {values[0]:g} to {values[-1]:g} and is read as names of "
        "columns; --header no if it is an example"
    )
    return True


def _count_columns(
    first: Sequence[str], values: Sequence[float], words: Sequence[int], below: Sequence[CsvRow]
) -> bool:
    """Whether the numbers of a row run on, as those of columns or years do."""
    if not values[0].is_integer() or any(b - a != 1 for a, b in pairwise(values)):
        return False
    if words or not first[0]:
        return len(values) > 1 or not first[0]
    are_years = values[0] >= 1900 and values[-1] <= 2100
    return len(first) > 2 and bool(below) and (values[0] == 0 or are_years)


def different_names(cells: Sequence[str], warnings: list[str]) -> list[str]:
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
