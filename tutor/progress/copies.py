"""A SQLite file that is in use, written anew: before it changes its form, or where it is gone."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from tutor.progress.schema import COMPANIONS

Identity = tuple[int, int]


def copy_to(connection: sqlite3.Connection, path: Path) -> None:
    """Copy all that a connection sees into a file, unless one is there by then.

    Raises OSError and what SQLite does.
    """
    rough = path.with_name(f"{path.name}.{os.urandom(4).hex()}")
    try:
        with closing(sqlite3.connect(rough)) as copy:
            connection.backup(copy)
        if path.exists():
            return
        for ending in COMPANIONS:  # of a file that was taken away
            with suppress(FileNotFoundError):
                Path(f"{path}{ending}").unlink()
        rough.replace(path)
    finally:
        rough.unlink(missing_ok=True)


def identity(path: Path, unknown: Identity | None) -> Identity | None:
    """Return what tells a file from any other that may be put in its place; None where none is.

    `unknown` is returned where the system does not say.
    """
    try:
        about = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return unknown
    return about.st_dev, about.st_ino
