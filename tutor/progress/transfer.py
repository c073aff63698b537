"""Progress as JSON lines, to be moved and merged: an object a line, in the order of time.

The first line says what the file is. Each other one has a `kind` and what belongs to it:

    attempt   uid at lesson question version answer score outcome seed confidence hints aid slips
    visit     at lesson page           a page that was in front of the learner
    skip      at lesson guess          a guess that was passed over
    test      uid at unit score        the result of a unit's test
    task      at name epoch            a task that was done
    setting   name value               where the learner was
    text      exercise file text       what was written for an exercise, with what it was before

Times are seconds since 1970, UTC. What is there already stays as it is: to take in a file twice
changes nothing, and two histories become one that has the attempts of both, each once.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from tutor.progress import texts
from tutor.progress.records import LATEST, share_of, time_of, whole_of

HEAD = {"nn-tutor": "progress", "format": 2}
_FORMATS = (1, 2)  # the first one knew no texts
_WHOLE = 2**63


class Kind(NamedTuple):
    """A table, its fields as they are called in a file, and when two of its rows are one."""

    table: str
    columns: Mapping[str, str]
    """The column of each field."""
    numbers: tuple[str, ...]
    again: str
    """What is done where a row is there already; "" where that is looked up."""


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


KINDS = {
    "attempt": Kind(
        "attempts",
        _same(*["uid", "at", "lesson", "question", "version", "answer", "score", "outcome", "seed"])
        | _same("confidence", "hints", "aid", "slips"),
        ("at", "score"),
        "ON CONFLICT (uid) DO NOTHING",
    ),
    "visit": Kind("visits", _same("at", "lesson", "page"), ("at",), ""),
    "skip": Kind(
        "skips",
        {"at": "at", "lesson": "lesson", "guess": "question"},
        ("at",),
        "ON CONFLICT (lesson, question) DO UPDATE SET at = excluded.at WHERE excluded.at < at",
    ),
    "test": Kind(
        "tests",
        _same("uid", "at", "unit", "score"),
        ("at", "score"),
        "ON CONFLICT (uid) DO NOTHING",
    ),
    "task": Kind(
        "tasks",
        _same("at", "name", "epoch"),
        ("at",),
        "ON CONFLICT (name) DO UPDATE SET at = excluded.at, epoch = excluded.epoch"
        " WHERE excluded.at > at",
    ),
    "setting": Kind(
        "settings",
        _same("name", "value"),
        (),
        "ON CONFLICT (name) DO NOTHING",
    ),
}
_GIVEN: dict[str, Any] = {
    "version": "",
    "seed": 0,
    "confidence": None,
    "hints": 0,
    "aid": "",
    "slips": "",
    "epoch": 0,
}
"""What a field is where a line leaves it out."""
_WHOLES = ("seed", "hints", "epoch")


class TransferError(ValueError):
    """A line that is none of ours; the message says which, and what is wrong with it."""


def lines_of(file: sqlite3.Connection, where: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """Yield the lines of a file of progress.

    `where` narrows tables by a condition on one value, `{"visits": ("lesson = ?", "2-7")}`; what it
    does not name is left out. An empty one takes everything.
    """
    yield json.dumps(HEAD)
    for name, kind in KINDS.items():
        if where and kind.table not in where:
            continue
        condition, *values = where.get(kind.table, ("1",))
        order = "at, rowid" if "at" in kind.columns else "rowid"
        columns = ", ".join(kind.columns.values())
        query = f"SELECT {columns} FROM {kind.table} WHERE {condition} ORDER BY {order}"
        for row in file.execute(query, values):
            fields = {
                field: _plain(kind, field, value)
                for field, value in zip(kind.columns, row, strict=True)
            }
            yield json.dumps({"kind": name, **fields})  # in ASCII, which every stream can take


def text_of(lines: Iterable[str]) -> str:
    """Return what a file of these lines holds."""
    return "".join(f"{line}\n" for line in lines)


def rows_in(lines: Iterable[str]) -> list[tuple[str, dict[str, Any]]]:
    """Return the rows that lines tell of, by kind; raises TransferError."""
    found: list[tuple[str, dict[str, Any]]] = []
    begun = False
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = _value_of(line)
        except (ValueError, RecursionError):
            raise TransferError(f"{number}: this is no line of JSON") from None
        if not isinstance(value, dict):
            raise TransferError(f"{number}: this is no object of JSON")
        if not begun:
            _check_head(number, value)
            begun = True
        else:
            found.append(_row(number, value))
    if not begun:
        raise TransferError("1: the file is empty")
    return found


def take_in(file: sqlite3.Connection, rows: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, int]:
    """Write what is not there yet; return how many rows of each kind were new.

    It is done within the transaction of the caller. Texts are for `keep_texts`.
    """
    new: dict[str, int] = {}
    for name, values in rows:
        if name == texts.KIND:
            continue
        kind = KINDS[name]
        columns = [kind.columns[field] for field in values]
        places = ", ".join(f":{field}" for field in values)
        insert = f"INSERT INTO {kind.table} ({', '.join(columns)})"
        if kind.again:
            insert += f" VALUES ({places}) {kind.again}"
        else:
            same = " AND ".join(f"{kind.columns[field]} = :{field}" for field in values)
            insert += f" SELECT {places} WHERE NOT EXISTS"
            insert += f" (SELECT 1 FROM {kind.table} WHERE {same})"
        new[name] = new.get(name, 0) + file.execute(insert, values).rowcount
    return new


def _check_head(number: int, value: Mapping[str, Any]) -> None:
    if value.get("nn-tutor") != HEAD["nn-tutor"]:
        raise TransferError(f"{number}: this is no progress that `nn-tutor export` wrote")
    if value.get("format") not in _FORMATS:
        raise TransferError(f"{number}: a newer nn-tutor wrote this: please update nn-tutor")


def _row(number: int, value: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    name = value.get("kind")
    if name == texts.KIND:
        if problem := texts.problem_of(value):
            raise TransferError(f"{number}: {problem}")
        return name, {field: value[field] for field in texts.FIELDS}
    if not isinstance(name, str) or name not in KINDS:
        kinds = ", ".join([*KINDS, texts.KIND])
        raise TransferError(f"{number}: kind must be one of {kinds}")
    kind = KINDS[name]
    missing = [field for field in kind.columns if field not in value and field not in _GIVEN]
    if missing:
        raise TransferError(f"{number}: {missing[0]} is missing")
    row = {field: value.get(field, _GIVEN.get(field)) for field in kind.columns}
    for field, found in row.items():
        if problem := _problem(kind, field, found):
            raise TransferError(f"{number}: {field} must be {problem}")
    if name == "attempt":
        row["answer"] = json.dumps(row["answer"])
    return name, row


def _problem(kind: Kind, field: str, value: Any) -> str:
    """Return what a field must be that it is not, "" if it is."""
    if field == "answer":
        return ""
    if field in kind.numbers:
        if not isinstance(value, int | float) or isinstance(value, bool):
            return "a number"
        last, meant = (1, "a number between 0 and 1") if field == "score" else (LATEST, "a time")
        return "" if 0 <= value <= last else meant
    if field in _WHOLES:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return "" if whole and -_WHOLE <= value < _WHOLE else "a whole number"
    if field == "confidence" and value is None:
        return ""
    return "" if isinstance(value, str) and _is_whole(value) else "a text"


def _is_whole(text: str) -> bool:
    """Whether no half of a character stands in it, which no file takes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _value_of(line: str) -> Any:
    """Return a value of JSON, in which a number that JSON cannot write again is a text.

    Raises ValueError and RecursionError.
    """
    return json.loads(line, parse_constant=str, parse_float=_finite)


def _finite(digits: str) -> float | str:
    return number if math.isfinite(number := float(digits)) else digits


def _plain(kind: Kind, field: str, value: object) -> Any:
    """Return what stands in a row as a line may say it, whatever a stranger's hand has done."""
    if field == "answer":
        try:
            return _value_of(str(value))
        except (ValueError, RecursionError):
            return str(value)
    if field in kind.numbers:
        return share_of(value) if field == "score" else time_of(value)
    if field in _WHOLES:
        return whole_of(value)
    return None if value is None and field == "confidence" else str(value)
