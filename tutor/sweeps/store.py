"""Sweeps and the results of their runs, kept in a file beside the progress.

A result is on disk once `keep` returns, and is found again by the settings of its run, whichever
sweep that belongs to: a sweep that is widened has only the new runs to do.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from engine.sweep import Result, Trial
from tutor.sweeps.plan import Plan, key, line, read_line, read_plan, written_plan

FILE_NAME = "sweeps.db"
MOST_RESULTS = 50_000
MOST_SWEEPS = 100
_AT_ONCE = 500  # keys in one question to SQLite
SCHEMA = """
CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, line TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sweeps (
    base TEXT NOT NULL, varied TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (base, varied)
);
"""


class SweepsError(Exception):
    """The file of sweeps cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class KeptSweep:
    """A sweep that was begun once."""

    plan: Plan
    at: float


class Sweeps:
    """The sweeps of one learner; several apps may use the file at once."""

    def __init__(self, path: Path, most_results: int = MOST_RESULTS) -> None:
        self.path = path
        self._most_results = most_results

    @classmethod
    def beside(cls, progress: Path) -> Sweeps:
        """The sweeps in the folder of the progress file."""
        return cls(progress.with_name(FILE_NAME))

    def begin(self, plan: Plan) -> None:
        """Note a sweep as the latest one; what is too old to be kept goes."""
        with self._connected() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO sweeps VALUES (?, ?, ?)",
                (_base(plan.base), written_plan(plan), time.time()),
            )
            for table, order, most in (
                ("sweeps", "at", MOST_SWEEPS),
                ("results", "rowid", self._most_results),
            ):
                connection.execute(
                    f"DELETE FROM {table} WHERE rowid IN"
                    f" (SELECT rowid FROM {table} ORDER BY {order} DESC LIMIT -1 OFFSET ?)",
                    (most,),
                )

    def all(self) -> list[KeptSweep]:
        """The sweeps begun so far, the latest first; raises SweepsError."""
        if not self.path.exists():
            return []
        with self._connected() as connection:
            rows = connection.execute(
                "SELECT base, varied, at FROM sweeps ORDER BY at DESC"
            ).fetchall()
        return list(_read(rows))

    def keep(self, result: Result) -> None:
        """Keep the result of a run; raises SweepsError."""
        with self._connected() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO results VALUES (?, ?)", (_key(result.trial), line(result))
            )

    def results(self, trials: Iterable[Trial]) -> list[Result]:
        """What is known of these trials already; raises SweepsError."""
        by_key = {_key(trial): trial for trial in trials}
        if not self.path.exists():
            return []
        found: list[Result] = []
        with self._connected() as connection:
            for keys in _portions(by_key):
                places = ",".join("?" * len(keys))
                asked = f"SELECT key, line FROM results WHERE key IN ({places})"
                for name, text in connection.execute(asked, keys):
                    try:
                        found.append(read_line(text, by_key[name]))
                    except ValueError:
                        continue  # a row that was spoilt: its run is done again
        return found

    def forget(self, trials: Iterable[Trial]) -> None:
        """Let these trials be run anew; raises SweepsError."""
        with self._connected() as connection:
            connection.executemany(
                "DELETE FROM results WHERE key = ?", [(_key(trial),) for trial in trials]
            )

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """A connection for one piece of work, committed and closed at its end."""
        try:
            with closing(sqlite3.connect(self.path, timeout=5)) as connection, connection:
                connection.executescript(SCHEMA)
                yield connection
        except sqlite3.Error as error:
            raise SweepsError(
                f"{self.path}: results of sweeps cannot be kept or found again ({error}). "
                "If the file is damaged, move it away; a new one is begun."
            ) from error


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
    for base, varied, at in rows:
        settings = {n: tuple(v) if isinstance(v, list) else v for n, v in json.loads(base).items()}
        try:
            yield KeptSweep(read_plan(settings, varied), at)
        except ValueError:
            continue  # of settings that are not known any more
