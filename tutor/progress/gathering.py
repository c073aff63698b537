"""Finds out by their shape which tables those rows belong to that were read off the leaves."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from tutor.progress.leaves import rows_on_leaves

_TYPES: dict[str, tuple[type, ...]] = {"INTEGER": (int,), "REAL": (int, float), "TEXT": (str,)}


class _Column(NamedTuple):
    name: str
    kind: str
    filled: bool
    """Whether each row has a value of it."""
    given: bool
    """Whether a row without a value takes one by default."""
    numbers: bool
    """Whether it is the number of the row."""


def gather(file: bytes, target: sqlite3.Connection, tables: Collection[str]) -> dict[str, int]:
    """Insert the rows of these tables that stand on leaves and are not there yet."""
    shapes = {table: _shape(target, table) for table in _tables(target)}
    found: dict[str, int] = {}
    for number, values in rows_on_leaves(file):
        fitting = [table for table, shape in shapes.items() if _fits(values, shape)]
        if len(fitting) == 1 and fitting[0] in tables:
            (table,) = fitting
            columns = [column.name for column in shapes[table][: len(values)]]
            row = [number if value is None else value for value in values[:1]] + values[1:]
            found[table] = found.get(table, 0) + insert(target, table, columns, [row])
    return found


def of_their_kind(
    target: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> Iterator[Sequence[object]]:
    """Yield the rows whose values are of the kinds that the columns hold.

    Where the pages of a file were moved, a table may lead to the rows of another.
    """
    shape = {column.name: column for column in _shape(target, table)}
    wanted = [shape[column] for column in columns]
    for row in rows:
        if all(map(_can_be_in, row, wanted)):
            yield row


def insert(
    target: sqlite3.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> int:
    """Insert rows that are not there yet; return how many were new."""
    places = ", ".join("?" * len(columns))
    query = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({places})"
    return sum(target.execute(query, row).rowcount for row in rows)


def _shape(connection: sqlite3.Connection, table: str) -> list[_Column]:
    return [
        _Column(name, kind, bool(filled or key), given is not None, kind == "INTEGER" and bool(key))
        for _, name, kind, filled, given, key in connection.execute(f"PRAGMA table_info({table})")
    ]


def _fits(values: Sequence[object], shape: Sequence[_Column]) -> bool:
    """Tell whether a row can be one of a table; columns that came later may be missing."""
    fitting = all(map(_is_of, values, shape))
    return fitting and len(values) <= len(shape) and all(c.given for c in shape[len(values) :])


def _is_of(value: object, column: _Column) -> bool:
    if value is None:
        return column.numbers or not column.filled
    return not column.numbers and isinstance(value, _TYPES.get(column.kind, ()))


def _can_be_in(value: object, column: _Column) -> bool:
    return isinstance(value, int) if column.numbers else _is_of(value, column)


def _tables(connection: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table'"
    return [name for (name,) in connection.execute(query)]
