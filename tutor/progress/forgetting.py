"""Forgets what a learner did, all of it or one lesson, and brings it back.

What goes is written into a file beside the progress first, in the form of `transfer`: to undo is
to take that file in, so that what was done since stays too.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from tutor.progress.transfer import KINDS, lines_of, text_of
from tutor.whole_files import write_whole

PATTERN = "progress-reset-*.jsonl"
_NUMBERED = re.compile(r"progress-reset-(\d+)\.jsonl")
_UNDONE = ".undone"


def scope(lesson: str | None) -> dict[str, tuple[str, str]]:
    """Return which rows a reset is about, as `lines_of` takes it: all, or those of a lesson."""
    if lesson is None:
        return {}
    of_lesson = ("lesson = ?", lesson)
    below = ("name GLOB ?", f"{lesson}#*")
    return {"attempts": of_lesson, "visits": of_lesson, "skips": of_lesson, "tasks": below}


def counted(file: sqlite3.Connection, where: Mapping[str, tuple[str, str]]) -> dict[str, int]:
    """Return how many rows of each table a reset is about."""
    found = {}
    for table in _tables(where):
        condition, *values = where.get(table, ("1",))
        query = f"SELECT COUNT(*) FROM {table} WHERE {condition}"
        found[table] = int(file.execute(query, values).fetchone()[0])
    return found


def forget(file: sqlite3.Connection, where: Mapping[str, tuple[str, str]], folder: Path) -> Path:
    """Remove the rows, having written them into a file of the folder, whose path is returned.

    It is done within the transaction of the caller. Raises OSError where that file cannot be
    written; then nothing is removed.
    """
    kept = _free(folder)
    write_whole(kept, text_of(lines_of(file, where)))
    for table in _tables(where):
        condition, *values = where.get(table, ("1",))
        file.execute(f"DELETE FROM {table} WHERE {condition}", values)
    return kept


def last_reset(folder: Path) -> Path | None:
    """Return the file of the last reset that was not undone."""
    return max(folder.glob(PATTERN), key=_order, default=None)


def mark_undone(kept: Path) -> None:
    """Let a reset count as undone; its file stays."""
    kept.rename(kept.with_name(f"{kept.name}{_UNDONE}"))


def _tables(where: Mapping[str, tuple[str, str]]) -> list[str]:
    return list(where) or [kind.table for kind in KINDS.values()]


def _order(kept: Path) -> tuple[int, str]:
    """Return what sorts resets as they came: by a number, for clocks go back and forth.

    Earlier versions named them by the time; those come before all that have a number.
    """
    match = _NUMBERED.match(kept.name)
    return int(match[1]) if match else 0, kept.name


def _free(folder: Path) -> Path:
    """Return the path of the next reset, higher than any that was, undone or not."""
    last = max((_order(kept)[0] for kept in folder.glob(f"{PATTERN}*")), default=0)
    return folder / PATTERN.replace("*", f"{last + 1:04}")
