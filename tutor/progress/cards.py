"""When each question is due again: a card a question, kept beside the attempts it follows from.

Every change of the attempts is noted by the file itself, whoever makes it; `renew` then brings the
cards of those questions up to date, a few at a time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

FEW = 40  # questions that are renewed in one transaction, so that nobody waits long for the file

Key = tuple[str, str]
"""A lesson and a question of it."""


class Reply(NamedTuple):
    """What an attempt says of how well a question is known."""

    at: float
    score: float
    hints: int
    aid: str
    confidence: str | None


class Memory(NamedTuple):
    """What is known of how well a question is remembered."""

    due: float  # seconds since the epoch, UTC
    stability: float  # days until the chance to answer right has fallen to 0.9
    last: float
    """When the last attempt was made."""
    missed: int
    """Of the last attempt: 0 if it was right, 1 if it was not, 2 if it was sure and not right."""
    text: str
    """The scheduler's own record, to go on from."""


class Card(NamedTuple):
    """When a question is due, and how well it is remembered."""

    lesson: str
    question: str
    due: float
    stability: float
    last: float
    missed: int

    @property
    def key(self) -> Key:
        return self.lesson, self.question


Learn = Callable[[str | None, Sequence[Reply]], Memory]
"""Takes a scheduler's record, None for a new question, and what came after, the oldest first."""


Change = Callable[[Callable[[sqlite3.Connection], bool]], bool]


class Cards:
    """The cards in a file of progress."""

    def __init__(self, read: Callable[[str], list[Any]], change: Change) -> None:
        """`read` answers a query and never fails; `change` does work in a transaction."""
        self._read = read
        self._change = change

    def all(self) -> list[Card]:
        """Return every card, the soonest due first."""
        columns = "lesson, question, due, stability, last, missed"
        rows = self._read(f"SELECT {columns} FROM cards ORDER BY due, lesson, question")
        return [Card(str(row[0]), str(row[1]), *row[2:]) for row in rows]

    def are_behind(self) -> bool:
        """Tell whether attempts were made that the cards do not know of."""
        return bool(self._read("SELECT 1 FROM stale LIMIT 1"))

    def renew(self, learn: Learn) -> bool:
        """Bring some cards up to date; tell whether there were any. Raises StoreError.

        It is meant for a thread.
        """
        return self._change(lambda file: _renew(file, learn))


def _renew(file: sqlite3.Connection, learn: Learn) -> bool:
    stale = file.execute(f"SELECT lesson, question FROM stale LIMIT {FEW}").fetchall()
    for key in stale:
        _renew_one(file, key, learn)
        file.execute("DELETE FROM stale WHERE lesson = ? AND question = ?", key)
    return bool(stale)


def _renew_one(file: sqlite3.Connection, key: Key, learn: Learn) -> None:
    newest = file.execute(
        "SELECT MAX(id) FROM attempts WHERE lesson = ? AND question = ?", key
    ).fetchone()[0]
    if newest is None:
        file.execute("DELETE FROM cards WHERE lesson = ? AND question = ?", key)
        return
    known = file.execute(
        "SELECT memory, upto, last FROM cards WHERE lesson = ? AND question = ?", key
    ).fetchone()
    memory = _gone_on(file, key, known, learn) if known else None
    if memory is None:
        memory = learn(None, _replies(file, key, 0))
    file.execute(
        "INSERT OR REPLACE INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(*key, memory.due, memory.stability, memory.last),
            *(memory.missed, memory.text, newest),
        ),
    )


def _gone_on(
    file: sqlite3.Connection, key: Key, known: tuple[str, int, float], learn: Learn
) -> Memory | None:
    """Return what the new attempts make of a card; None where it must be made from all of them."""
    text, upto, last = known
    replies = _replies(file, key, upto)
    # An attempt of another history may be older than what the card knows.
    if not replies or replies[0].at < last:
        return None
    try:
        return learn(text, replies)
    except (ValueError, TypeError, KeyError):  # no record of the scheduler of today
        return None


def _replies(file: sqlite3.Connection, key: Key, after: int) -> list[Reply]:
    rows = file.execute(
        "SELECT at, score, hints, aid, confidence FROM attempts"
        " WHERE lesson = ? AND question = ? AND id > ? ORDER BY at, id",
        (*key, after),
    )
    return [Reply(*row) for row in rows]
