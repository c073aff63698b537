"""What a fault of a file means, and what a learner is told of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tutor.progress.schema import Damage, Schema

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_DAMAGED = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_TOOBIG,
    sqlite3.SQLITE_ERROR,  # our own statements are right: what they ask for is not in the file
}
_DAMAGED_EXACTLY = {
    sqlite3.SQLITE_IOERR_SHORT_READ,
    sqlite3.SQLITE_READONLY,  # said by the head of a file that the system lets us write
}
_REFUSED = {sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH}
_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_NO_VALUES = (UnicodeEncodeError, OverflowError, sqlite3.ProgrammingError, sqlite3.InterfaceError)


class StoreError(Exception):
    """A file of the program cannot be used; the message says why and what to do."""


class RowRefused(StoreError):
    """The file is good, but what was to be written into it is not."""


def is_busy(error: BaseException) -> bool:
    """Tell whether another program keeps the file to itself just now."""
    return _code(error) in _BUSY


def is_damage(error: BaseException) -> bool:
    """Tell whether an error means that the file is not what it was when it was written."""
    if isinstance(error, Damage | UnicodeDecodeError):
        return True
    return getattr(error, "sqlite_errorcode", 0) in _DAMAGED_EXACTLY or _code(error) in _DAMAGED


def explained(path: Path, schema: Schema, error: BaseException) -> StoreError:
    """Return what a learner is told of an error that keeps a file from being used."""
    if _code(error) in _REFUSED or isinstance(error, _NO_VALUES):
        return RowRefused(f"{path}: this cannot be kept ({error}).")
    if is_busy(error):
        why = "another program keeps it locked"
    elif isinstance(error, OSError):
        why = error.strerror or str(error)
    else:
        why = str(error)
    cure = "See that its disk has room" if _code(error) in _NO_ROOM else "Move it away"
    return StoreError(
        f"{path}: this file of your {schema.what} cannot be used ({why}). Nothing in it was "
        f"changed. {cure}, or choose another data folder with --data-dir or NN_TUTOR_HOME."
    )


def _code(error: BaseException) -> int:
    """Return SQLite's number for the kind of an error, 0 where it has none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
