"""What a SQLite file of the program looks like, in every form that it ever had."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

FAULTS = (sqlite3.Error, UnicodeError, OverflowError, MemoryError)
"""All that SQLite raises; the last three where a value or a damaged file makes no sense to it."""
COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file while it is open."""
_UNHEARD_OF = 1000  # no nn-tutor will ever write a file of such a form


class Damage(Exception):
    """A file is not what it was when it was written; the message says in what."""


class Schema(NamedTuple):
    """What a file of the program looks like, in all forms that it ever had."""

    what: str
    """What the file holds, as messages call it."""
    application_id: int
    """What tells our file from any other SQLite file."""
    ladder: tuple[str, ...]
    tables: Mapping[str, Sequence[str]]
    """The columns of each table in the newest form."""
    unnumbered: bool = False
    """True where files of the first form carry no number."""
    derived: Sequence[str] = ()
    """Tables that follow from the others, and are made anew where those had to be recovered."""
    functions: Mapping[str, Callable[..., Any]] = {}
    """What the ladder's SQL calls, by name."""

    @property
    def newest(self) -> int:
        return len(self.ladder)


def climb(connection: sqlite3.Connection, schema: Schema, form: int, goal: int) -> None:
    """Bring a file from one form to another, within the transaction of the caller."""
    for name, function in schema.functions.items():
        connection.create_function(name, -1, function, deterministic=True)
    for rung in schema.ladder[form:goal]:
        for statement in _statements(rung):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {schema.application_id}")
    connection.execute(f"PRAGMA user_version = {goal}")


def _statements(rung: str) -> Iterator[str]:
    """Yield the statements of a rung; those of a trigger have semicolons inside."""
    statement = ""
    for piece in rung.split(";"):
        statement += f"{piece};"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def form_of(connection: sqlite3.Connection, schema: Schema) -> int:
    """Return which form a file has, 0 if it is empty; Damage, or an error if it is not ours."""
    # One statement, so that no other process can write between one answer and the next.
    (number, form), *rows = connection.execute(
        "SELECT * FROM (SELECT application_id, user_version"
        " FROM pragma_application_id, pragma_user_version)"
        " UNION ALL SELECT name, '' FROM sqlite_master WHERE type = 'table'"
    ).fetchall()
    known = set(schema.tables) & {name for name, _ in rows}
    if number != schema.application_id:
        if not rows and not form:
            return 0
        if not known:
            raise sqlite3.OperationalError("it is a database of another program")
        if number == 0 and form == 0 and schema.unnumbered:
            return 1
        raise Damage("its head is damaged")
    if not 0 < form < _UNHEARD_OF:
        raise Damage("its head is damaged")
    return int(form)
