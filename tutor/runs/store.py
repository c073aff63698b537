"""Runs kept by name, in a file of their own beside the progress; nothing kept is ever removed."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.training import Snapshot
from tutor.runs.changes import Change
from tutor.runs.run import LiveRun

FILE_NAME = "runs.db"
FIGURES = ("epoch", "step", "loss", "accuracy", "val_loss", "val_accuracy")
SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    name TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL,
    changes TEXT NOT NULL,
    curves TEXT NOT NULL,
    seconds REAL NOT NULL
)
"""


_DAMAGED = "If the file is damaged, move it away; a new one is begun."


class RunsError(Exception):
    """The file of runs cannot be used; the message says why."""


@dataclass(frozen=True, eq=False, slots=True)
class KeptRun:
    """All that is needed to repeat a run bit for bit, and its curves."""

    name: str
    at: float
    settings: Mapping[str, Any]
    changes: tuple[Change, ...]
    curves: Mapping[str, list[float | None]]
    """By the names in FIGURES, one value for each kept epoch."""
    seconds: float

    def last(self, figure: str) -> float | None:
        """The figure where the run stood when it was kept."""
        return self.curves[figure][-1]


class Runs:
    """The runs of one learner."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def beside(cls, progress: Path) -> Runs:
        """The runs in the folder of the progress file."""
        return cls(progress.with_name(FILE_NAME))

    def keep(self, name: str, run: LiveRun) -> str:
        """Keep a run under this name, with a number after it if the name is taken."""
        curves = [_figures(snapshot) for snapshot in run.history.snapshots]
        columns = dict(zip(FIGURES, map(list, zip(*curves, strict=True)), strict=True))
        seconds = run.snapshot.seconds if run.snapshot else 0.0
        plain = json.dumps(run.settings), json.dumps(run.changes.made), json.dumps(columns)
        wanted = name.strip() or str(run.settings.get("dataset", "spiral"))
        with self._connected() as connection:
            taken = {row[0] for row in connection.execute("SELECT name FROM runs")}
            free = next(n for n in _numbered(wanted) if n not in taken)
            connection.execute(
                "INSERT INTO runs (at, name, settings, changes, curves, seconds)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (time.time(), free, *plain, seconds),
            )
        return free

    def all(self) -> list[KeptRun]:
        """All runs, the latest first; raises RunsError if the file cannot be read."""
        if not self.path.exists():
            return []
        with self._connected() as connection:
            columns = "name, at, settings, changes, curves, seconds"
            return [
                _read(*row)
                for row in connection.execute(f"SELECT {columns} FROM runs ORDER BY id DESC")
            ]

    def _connected(self) -> _Connection:
        return _Connection(self.path)


class _Connection:
    """A connection for one piece of work, committed and closed at its end."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> sqlite3.Connection:
        try:
            self._connection = sqlite3.connect(self._path, timeout=5)
            self._connection.execute(SCHEMA)
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        try:
            if kind is None:
                self._connection.commit()
        except sqlite3.Error as failure:
            raise RunsError(f"{self._path}: the run was not kept ({failure}).") from failure
        finally:
            self._connection.close()
        if kind is not None and issubclass(kind, sqlite3.Error):
            raise self._unusable(error)

    def _unusable(self, error: object) -> RunsError:
        return RunsError(f"{self._path}: the kept runs cannot be used ({error}). {_DAMAGED}")


def _figures(snapshot: Snapshot) -> list[float | None]:
    return [getattr(snapshot, name) for name in FIGURES]


def _read(
    name: str, at: float, settings: str, changes: str, curves: str, seconds: float
) -> KeptRun:
    given = {n: tuple(v) if isinstance(v, list) else v for n, v in json.loads(settings).items()}
    made = tuple(Change(*change) for change in json.loads(changes))
    return KeptRun(name, at, given, made, json.loads(curves), seconds)


def _numbered(name: str) -> list[str]:
    return [name, *(f"{name} {number}" for number in range(2, 10_000))]
