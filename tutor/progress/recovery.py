"""A damaged file is set aside under a dated name; rows that can still be read go into a new one.

Its head, or its whole first page, is replaced by that of an empty file where it is beyond reading:
the rows stand on other pages. Where the pages that lead to the rows of a table are gone, or all
were moved, they are read off its leaves.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path

from tutor.progress.gathering import gather, insert, of_their_kind
from tutor.progress.schema import COMPANIONS, FAULTS, Schema, climb

_HEAD = 100  # bytes
_SMALL_STEPS = 256  # rows that are tried one by one behind a page that cannot be read


def set_aside(path: Path, schema: Schema, why: str) -> str:
    """Put a new file in the place of a damaged one, and return what the learner is told of it.

    Raises OSError where the folder does not let that be done.
    """
    stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
    names = (f"{path.stem}-damaged-{stamp}{tail}{path.suffix}" for tail in _tails())
    aside = next(name for name in map(path.with_name, names) if not name.exists())
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        # Its place is empty for a moment only: another window may want the file at any time.
        mended, kept = _rescue(path, Path(folder), schema) if path.is_file() else (path, {})
        for ending in COMPANIONS:
            with suppress(FileNotFoundError):
                Path(f"{path}{ending}").rename(f"{aside}{ending}")
        path.rename(aside)
        if kept:
            mended.replace(path)
    found = ", ".join(f"{number} {table}" for table, number in kept.items() if number)
    rest = f"What could be read is kept: {found}" if found else "Nothing in it could be read"
    return f"The file of your {schema.what} was damaged ({why}). It is now {aside}. {rest}."


def _tails() -> Iterator[str]:
    yield ""
    yield from (f"-{number}" for number in count(2))


def _rescue(damaged: Path, folder: Path, schema: Schema) -> tuple[Path, Mapping[str, int]]:
    """Write what can be read into a new file; return it, and how many rows of each table."""
    blanks = {form: folder / f"{form}.db" for form in range(schema.newest, 0, -1)}
    for form, blank in blanks.items():
        _make(blank, schema, form)
    newest = blanks[schema.newest].read_bytes()
    for head in (0, _HEAD, _page_size(newest)):  # bytes at its beginning that are replaced
        copy = folder / "copy" / damaged.name
        _copy(damaged, copy)
        _replace_head(copy, newest[:head])
        # A head that was replaced says nothing: then its columns tell what form a file has.
        blank = blanks.get(_stated_form(damaged, schema)) or min(
            blanks.values(), key=partial(_count_missing, copy)
        )
        kept = _carry_over(copy, blank, schema)
        if kept:
            break
    # Rows that are in the file, and that no table leads to any more.
    file = damaged.read_bytes()[:head] + copy.read_bytes()[head:]
    with closing(sqlite3.connect(blank)) as target:
        kept += Counter(gather(file, target, schema.tables.keys() - set(schema.derived)))
        target.commit()
    return blank, kept


def _make(path: Path, schema: Schema, form: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        climb(connection, schema, 0, form)
        connection.execute("COMMIT")


def _copy(damaged: Path, copy: Path) -> None:
    shutil.rmtree(copy.parent, ignore_errors=True)
    copy.parent.mkdir()
    shutil.copyfile(damaged, copy)
    for ending in ("-wal", "-journal"):
        with suppress(OSError):
            shutil.copyfile(f"{damaged}{ending}", f"{copy}{ending}")


def _page_size(blank: bytes) -> int:
    return int.from_bytes(blank[16:18], "big")


def _replace_head(copy: Path, head: bytes) -> None:
    """Put the beginning of an empty file in the place of the copy's."""
    if not head:
        return
    pages = copy.stat().st_size // _page_size(head)
    with copy.open("r+b") as file:
        # Bytes 28 to 31 say how many pages there are.
        file.write(head[:28] + pages.to_bytes(4, "big") + head[32:])


def _stated_form(damaged: Path, schema: Schema) -> int:
    """Return the form that the head of a file states, 0 if it is no head of ours."""
    with damaged.open("rb") as file:
        head = file.read(_HEAD)
    number, form = (int.from_bytes(head[at : at + 4], "big") for at in (68, 60))
    return form if number == schema.application_id else 0


def _count_missing(damaged: Path, blank: Path) -> int:
    with _both(damaged, blank) as (source, target):
        return sum(
            not _can_be_read(source, table, column)
            for table, columns in _columns(target).items()
            for column in columns
        )


def _carry_over(damaged: Path, blank: Path, schema: Schema) -> Counter[str]:
    """Copy the rows of the tables of `blank` into it; return how many of each were kept."""
    kept: Counter[str] = Counter()
    with _both(damaged, blank) as (source, target):
        for table, wanted in _columns(target).items():
            if table in schema.derived:
                continue
            columns = [column for column in wanted if _can_be_read(source, table, column)]
            if columns:
                rows = of_their_kind(target, table, columns, _rows(source, table, columns))
                kept[table] = insert(target, table, columns, rows)
        target.commit()
    return +kept


@contextmanager
def _both(damaged: Path, blank: Path) -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
    with closing(sqlite3.connect(damaged)) as source, closing(sqlite3.connect(blank)) as target:
        source.text_factory = bytes
        yield source, target


def _columns(connection: sqlite3.Connection) -> dict[str, list[str]]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        for (table,) in tables
    }


def _can_be_read(source: sqlite3.Connection, table: str, column: str) -> bool:
    try:
        source.execute(f"SELECT {table}.{column} FROM {table} LIMIT 0")
    except FAULTS:
        return False
    return True


def _rows(source: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[list[object]]:
    """Yield the rows of a table in order, stepping over those that cannot be read."""
    # Without the index, which may be damaged where the table is not.
    query = (
        f"SELECT rowid, {', '.join(columns)} FROM {table} NOT INDEXED"
        " WHERE rowid >= ? ORDER BY rowid"
    )
    start, missed = 0, 0
    while start < 2**62:
        try:
            for rowid, *row in source.execute(query, (start,)):
                if rowid < start:  # pages that lead round in a circle would have no end
                    raise sqlite3.DatabaseError("rows are out of order")
                start, missed = rowid + 1, 0
                yield [_text(value) for value in row]
            return
        except FAULTS:
            missed += 1
            start += 1 if missed < _SMALL_STEPS else 2 ** (missed - _SMALL_STEPS)


def _text(value: object) -> object:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
