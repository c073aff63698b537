"""Lets progress follow lessons, questions and pages that are called something else now.

Rows keep all they hold but the name: where two histories meet, the attempts of both are there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping


def follow(file: sqlite3.Connection, renamed: Mapping[str, str]) -> None:
    """Give rows the names of today; within the transaction of the caller."""
    # What left a lesson by itself goes first, before the rest of that lesson does.
    for old, new in sorted(renamed.items(), key=lambda pair: _is_lesson(pair[0])):
        for table, column in _columns(old):
            if _is_lesson(old):
                file.execute(
                    f"UPDATE OR REPLACE {table} SET lesson = ? WHERE lesson = ?", (new, old)
                )
            else:
                change = f"UPDATE OR REPLACE {table} SET lesson = ?, {column} = ?"
                where = f"WHERE lesson = ? AND {column} = ?"
                file.execute(f"{change} {where}", (*_parts(new), *_parts(old)))
        if "/" not in old:
            _follow_tasks(file, old, new)
        if _is_lesson(old):
            file.execute("UPDATE settings SET value = ? WHERE value = ?", (new, old))


def _follow_tasks(file: sqlite3.Connection, old: str, new: str) -> None:
    """Tasks are named `lesson#page/task`; one that is done under both names stays done once."""
    file.execute(
        "UPDATE OR REPLACE tasks SET name = ? || substr(name, ?) WHERE name GLOB ?",
        (new, len(old) + 1, _below(old)),
    )


def _below(old: str) -> str:
    """Return a pattern of the tasks that are called after a lesson or a page."""
    return f"{old}#*" if _is_lesson(old) else f"{old}/*"


def is_behind(file: sqlite3.Connection, renamed: Mapping[str, str]) -> bool:
    """Tell whether any row has a name of before."""
    return any(
        file.execute(
            f"SELECT 1 FROM {table} WHERE lesson = ?"
            f" {'' if _is_lesson(old) else f'AND {column} = ?'} LIMIT 1",
            (old,) if _is_lesson(old) else _parts(old),
        ).fetchone()
        for old in renamed
        for table, column in _columns(old)
    ) or any(
        file.execute("SELECT 1 FROM tasks WHERE name GLOB ? LIMIT 1", (_below(old),)).fetchone()
        for old in renamed
        if "/" not in old
    )


def _columns(name: str) -> Iterable[tuple[str, str]]:
    """Yield the tables in which the name stands, and the column that is named beside the lesson."""
    if "/" in name or _is_lesson(name):
        yield "attempts", "question"
        yield "skips", "question"
    if "#" in name or _is_lesson(name):
        yield "visits", "page"


def _is_lesson(name: str) -> bool:
    return "/" not in name and "#" not in name


def _parts(name: str) -> tuple[str, str]:
    lesson, _, rest = name.replace("#", "/").partition("/")
    return lesson, rest
