"""Every SQLite file of the program is opened, brought to its newest form and explained here.

A file has a schema: a ladder of SQL, whose rung i leads from form i to form i + 1. Before an older
file climbs, a copy of it is put beside it. A newer one, and one that cannot be written, are opened
for reading only. One that is damaged is set aside, and what can be read of it is kept (`recovery`).
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from tutor.progress.copies import copy_to, identity
from tutor.progress.faults import StoreError, explained, is_busy, is_damage
from tutor.progress.schema import FAULTS, Damage, Schema, climb, form_of
from tutor.progress.soundness import look_at_files, look_at_pages, look_for_tables

PATIENCE = 5.0  # seconds to wait for another program to let go of a file
T = TypeVar("T")
Stamp = tuple[int, int, int]


class Database:
    """An open file, for one thread at a time; what is told about it stands in `notices`."""

    def __init__(
        self, path: Path, schema: Schema, patience: float = PATIENCE, checked: bool = True
    ) -> None:
        """Open or make the file; it waits at most `patience` seconds for others, each time.

        Unless it is `checked`, `look_at_pages` is still to be called. Raises StoreError where the
        file cannot be opened.
        """
        self.path = path
        self.schema = schema
        self.read_only = False
        self.notices: list[str] = []
        self._patience = patience
        self._checked = checked
        self._lock = RLock()
        self._openings = 0
        self._open()

    def close(self) -> None:
        with self._lock, suppress(*FAULTS):
            self._connection.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def stamp(self) -> Stamp:
        """Return what changes when anything in the file does, from here or from elsewhere."""
        version = self._carry_out(lambda file: file.execute("PRAGMA data_version").fetchone()[0])
        return self._openings, version, self._connection.total_changes

    def read(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        """Return the rows that a query finds; raises StoreError."""
        return self._carry_out(lambda file: file.execute(query, values).fetchall())

    def look(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what `work` finds out, which changes nothing; raises StoreError."""
        return self._carry_out(work)

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do `work` in one transaction, on disk once this returns; raises StoreError."""
        self.stay_in_place()
        return self._carry_out(lambda file: _in_transaction(file, work))

    def look_at_pages(self) -> bool:
        """Mend the file where pages are not in their places; tell whether they were not.

        Meanwhile it can be used: it is opened a second time. Raises StoreError.
        """
        if not self.read_only:
            try:
                with closing(_connected(self.path, False, PATIENCE)) as beside:
                    look_at_pages(beside)
            except (*FAULTS, Damage):
                self._carry_out(look_at_pages)
                return True
        return False

    def stay_in_place(self) -> None:
        """Write the file anew where it was taken away: SQLite would go on in what nobody finds.

        Where another one was put in its place, that is opened. Raises StoreError.
        """
        with self._lock:
            there = identity(self.path, self._identity)
            if self.read_only or there == self._identity:
                return
            if there is None:
                try:
                    self.path.parent.mkdir(parents=True, exist_ok=True)
                    copy_to(self._connection, self.path)
                except (*FAULTS, OSError) as error:
                    raise explained(self.path, self.schema, error) from error
            self._connection.close()
            self._open()
            self._tell_once(
                f"Another file is in the place of {self.path}. What you do now is saved in that."
                if there
                else f"{self.path} was taken away while it was in use. It is written again, with "
                "all that was in it."
            )

    def rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield each row that does not follow from others, with its table, also of a file that
        was taken away; what cannot be read is left out."""
        with self._lock:
            for table in self.schema.tables.keys() - set(self.schema.derived):
                columns = self.schema.tables[table]
                with suppress(*FAULTS):
                    query = f"SELECT {', '.join(columns)} FROM {table} ORDER BY rowid"
                    for row in self._connection.execute(query):
                        yield table, dict(zip(columns, row, strict=True))

    def _carry_out(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with self._lock:
            # Another window may have put a sound file in its place already.
            for mend in (lambda error: None, self._set_aside):
                try:
                    return work(self._connection)
                except (*FAULTS, Damage) as error:
                    if self.read_only or not is_damage(error):
                        raise explained(self.path, self.schema, error) from error
                    self._connection.close()
                    mend(error)
                    self._open()
            try:
                return work(self._connection)
            except (*FAULTS, Damage) as error:
                raise explained(self.path, self.schema, error) from error

    def _open(self) -> None:
        _make_folder(self.path.parent)
        end = time.monotonic() + PATIENCE
        mended = False
        while True:
            try:
                return self._try_to_open()
            except (*FAULTS, Damage) as error:
                if is_busy(error) and time.monotonic() < end:
                    time.sleep(0.02)
                elif is_damage(error) and not mended:
                    self._set_aside(error)
                    mended = True
                else:
                    raise explained(self.path, self.schema, error) from error

    def _try_to_open(self) -> None:
        look_at_files(self.path)
        writable = not os.path.lexists(self.path) or _can_be_written(self.path)
        connection = _connected(self.path, writable, self._patience)
        try:
            form = form_of(connection, self.schema)
            newer = form > self.schema.newest
            if writable and not newer:
                self._climb(connection, form)
            elif form < self.schema.newest:
                raise sqlite3.OperationalError("it is of an older form, and it is read-only")
            if not newer:
                look_for_tables(connection, self.schema)
                if self._checked:
                    look_at_pages(connection)
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        self._identity = identity(self.path, None)
        self._openings += 1
        self.read_only = newer or not writable
        if newer:
            connection.execute("PRAGMA query_only = ON")
            self._tell_once(
                f"{self.path} was written by a newer nn-tutor. It is only read here, "
                "and what you do now is not saved in it: please update nn-tutor."
            )
        elif not writable:
            self._tell_once(f"{self.path} is read-only: what you do now cannot be saved in it.")

    def _climb(self, connection: sqlite3.Connection, form: int) -> None:
        """Bring the file to its newest form, which several processes may try at once."""
        # WAL keeps every committed row through a killed process, and readers never wait.
        connection.execute("PRAGMA journal_mode = WAL")
        if form < self.schema.newest:
            # An empty file needs no waiting for the disk; what it gets later is waited for in full.
            connection.execute(f"PRAGMA synchronous = {'FULL' if form else 'OFF'}")
            _in_transaction(connection, self._climb_from_here)
        connection.execute("PRAGMA synchronous = FULL")

    def _climb_from_here(self, connection: sqlite3.Connection) -> None:
        form = form_of(connection, self.schema)
        if form >= self.schema.newest:
            return  # another process was faster
        if form:
            back_up(self.path, form)
        climb(connection, self.schema, form, self.schema.newest)

    def _set_aside(self, error: BaseException) -> None:
        from tutor.progress.recovery import set_aside

        try:
            self._tell_once(set_aside(self.path, self.schema, str(error)))
        except OSError as trouble:
            raise explained(self.path, self.schema, trouble) from error

    def _tell_once(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)


@contextmanager
def opened(path: Path, schema: Schema, tell: Callable[[str], object]) -> Iterator[Database]:
    """Open a file for one piece of work; `tell` is told what is to be known of it."""
    with Database(path, schema) as database:
        try:
            yield database
        finally:
            for notice in database.notices:
                tell(notice)


def back_up(path: Path, form: int) -> None:
    """Copy a file of an older form beside it, once; raises what SQLite does."""
    kept = path.with_name(f"{path.stem}-form-{form}{path.suffix}")
    if not kept.exists():
        with closing(_connected(path, False, PATIENCE)) as source:
            copy_to(source, kept)


def _can_be_written(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _connected(path: Path, writable: bool, patience: float) -> sqlite3.Connection:
    mode = "mode=rwc" if writable else "mode=ro"
    try:
        return _connect(path, mode, patience)
    except sqlite3.OperationalError:
        if writable:
            raise
        return _connect(path, "immutable=1", patience)  # where not even its companions can be made


def _connect(path: Path, how: str, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        timeout=patience,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.text_factory = _text
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _in_transaction(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        with suppress(*FAULTS):
            connection.execute("ROLLBACK")
        raise
    return result


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise StoreError(
            f"{folder}: cannot make this data folder ({why}). "
            "Choose another with --data-dir or NN_TUTOR_HOME."
        ) from error
