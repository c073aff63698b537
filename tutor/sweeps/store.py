"""Sweeps and the results of their runs, kept in a file beside the progress.

A result is on disk once `keep` returns, and is found again by the settings of its run, whichever
sweep that belongs to: a sweep that is widened has only the new runs to do.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from engine.sweep import Result, Trial
from tutor.progress.database import opened
from tutor.progress.records import time_of
from tutor.progress.schema import Schema
from tutor.sweeps.plan import Plan, key, line, read_line, read_plan, written_plan

FILE_NAME = "sweeps.db"
MOST_RESULTS = 50_000
MOST_SWEEPS = 100
_KEEP = "INSERT OR REPLACE INTO results VALUES (?, ?)"
_AT_ONCE = 500  # keys in one question to SQLite
SWEEPS = Schema(
    what="sweeps",
    application_id=0x6E6E7377,  # "nnsw"
    ladder=(
        """
        CREATE TABLE results (key TEXT PRIMARY KEY, line TEXT NOT NULL);
        CREATE TABLE sweeps (
            base TEXT NOT NULL, varied TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (base, varied)
        )
        """,
        "",  # the second form differs by its number: the first one had none
    ),
    tables={"results": ("key", "line"), "sweeps": ("base", "varied", "at")},
    unnumbered=True,
)


@dataclass(frozen=True, slots=True)
class KeptSweep:
    """A sweep that was begun once."""

    plan: Plan
    at: float


class Sweeps:
    """The sweeps of one learner; several apps may use the file at once."""

    def __init__(self, path: Path, most_results: int = MOST_RESULTS) -> None:
        self.path = path
        self.tell: Callable[[str], object] = lambda notice: None
        """Told, in any thread, what is to be known of the file."""
        self._most_results = most_results

    @classmethod
    def beside(cls, progress: Path) -> Sweeps:
        """The sweeps in the folder of the progress file."""
        return cls(progress.with_name(FILE_NAME))

    def begin(self, plan: Plan) -> None:
        """Note a sweep as the latest one; what is too old to be kept goes. Raises StoreError."""
        noted = _base(plan.base), written_plan(plan), time.time()
        most = {"sweeps": ("at", MOST_SWEEPS), "results": ("rowid", self._most_results)}

        def insert(file: sqlite3.Connection) -> None:
            file.execute("INSERT OR REPLACE INTO sweeps VALUES (?, ?, ?)", noted)
            for table, (order, number) in most.items():
                file.execute(
                    f"DELETE FROM {table} WHERE rowid IN"
                    f" (SELECT rowid FROM {table} ORDER BY {order} DESC LIMIT -1 OFFSET ?)",
                    (number,),
                )

        with opened(self.path, SWEEPS, self.tell) as database:
            database.write(insert)

    def all(self) -> list[KeptSweep]:
        """The sweeps begun so far, the latest first; raises StoreError."""
        if not self.path.exists():
            return []
        with opened(self.path, SWEEPS, self.tell) as database:
            rows = database.read("SELECT base, varied, at FROM sweeps ORDER BY at DESC")
        return list(_read(rows))

    def keep(self, result: Result) -> None:
        """Keep the result of a run; raises StoreError."""
        row = _key(result.trial), line(result)
        with opened(self.path, SWEEPS, self.tell) as database:
            database.write(lambda file: file.execute(_KEEP, row))

    def results(self, trials: Iterable[Trial]) -> list[Result]:
        """What is known of these trials already; raises StoreError."""
        by_key = {_key(trial): trial for trial in trials}
        if not self.path.exists():
            return []
        found: list[Result] = []
        with opened(self.path, SWEEPS, self.tell) as database:
            for keys in _portions(by_key):
                places = ",".join("?" * len(keys))
                asked = f"SELECT key, line FROM results WHERE key IN ({places})"
                for name, text in database.read(asked, keys):
                    with suppress(ValueError, TypeError):  # a row that was spoilt is done again
                        found.append(read_line(text, by_key[name]))
        return found

    def forget(self, trials: Iterable[Trial]) -> None:
        """Let these trials be run anew; raises StoreError."""
        keys = [(_key(trial),) for trial in trials]
        forget = "DELETE FROM results WHERE key = ?"
        with opened(self.path, SWEEPS, self.tell) as database:
            database.write(lambda file: file.executemany(forget, keys))


def _key(trial: Trial) -> str:
    """The trial's key; a table of one's own is another one once the file has changed."""
    table = trial.settings.get("csv")
    return f"{key(trial)} {_stamp(Path(table))}" if table else key(trial)


def _stamp(path: Path) -> str:
    try:
        state = path.stat()
    except OSError:
        return str(path)
    return f"{path.resolve()} {state.st_mtime_ns} {state.st_size}"


def _portions(keys: Iterable[str]) -> Iterator[list[str]]:
    left = iter(keys)
    while portion := list(islice(left, _AT_ONCE)):
        yield portion


def _base(base: Mapping[str, Any]) -> str:
    return json.dumps(dict(base), sort_keys=True)


def _read(rows: Sequence[tuple[str, str, float]]) -> Iterator[KeptSweep]:
    """Yield the sweeps that can be understood: settings may be unknown by now, or spoilt."""
    for base, varied, at in rows:
        with suppress(ValueError, TypeError, AttributeError, RecursionError):
            known = json.loads(base).items()
            settings = {n: tuple(v) if isinstance(v, list) else v for n, v in known}
            yield KeptSweep(read_plan(settings, varied), time_of(at))
