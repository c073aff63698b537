"""Runs kept by name, in a file of their own beside the progress; nothing kept is ever removed."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.training import Snapshot
from tutor.progress.database import opened
from tutor.progress.records import time_of
from tutor.progress.schema import Schema
from tutor.runs.changes import Change
from tutor.runs.run import LiveRun

FILE_NAME = "runs.db"
FIGURES = ("epoch", "step", "loss", "accuracy", "val_loss", "val_accuracy")
_COLUMNS = ("name", "at", "settings", "changes", "curves", "seconds")
_FIRST = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    name TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL,
    changes TEXT NOT NULL,
    curves TEXT NOT NULL,
    seconds REAL NOT NULL
)
"""
RUNS = Schema(
    what="kept runs",
    application_id=0x6E6E7275,  # "nnru"
    ladder=(_FIRST, ""),  # the second form differs by its number: the first one had none
    tables={"runs": _COLUMNS},
    unnumbered=True,
)


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
    """The runs of one learner; several windows may keep theirs at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tell: Callable[[str], object] = lambda notice: None
        """Told, in any thread, what is to be known of the file."""

    @classmethod
    def beside(cls, progress: Path) -> Runs:
        """The runs in the folder of the progress file."""
        return cls(progress.with_name(FILE_NAME))

    def keep(self, name: str, run: LiveRun) -> str:
        """Keep a run under this name, with a number after it if the name is taken.

        Raises StoreError if that cannot be.
        """
        curves = [_figures(snapshot) for snapshot in run.history.snapshots]
        columns = dict(zip(FIGURES, map(list, zip(*curves, strict=True)), strict=True))
        seconds = run.snapshot.seconds if run.snapshot else 0.0
        plain = json.dumps(run.settings), json.dumps(run.changes.made), json.dumps(columns)
        wanted = name.strip() or str(run.settings.get("dataset", "spiral"))

        def insert(file: sqlite3.Connection) -> str:
            taken = {row[0] for row in file.execute("SELECT name FROM runs")}
            free = next(n for n in _numbered(wanted) if n not in taken)
            file.execute(
                f"INSERT INTO runs ({', '.join(_COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?)",
                (free, time.time(), *plain, seconds),
            )
            return free

        with opened(self.path, RUNS, self.tell) as database:
            return database.write(insert)

    def all(self) -> list[KeptRun]:
        """All runs that can be understood, the latest first; raises StoreError."""
        if not self.path.exists():
            return []
        with opened(self.path, RUNS, self.tell) as database:
            rows = database.read(f"SELECT {', '.join(_COLUMNS)} FROM runs ORDER BY id DESC")
        return [run for run in map(_read, rows) if run]


def _figures(snapshot: Snapshot) -> list[float | None]:
    return [getattr(snapshot, name) for name in FIGURES]


def _read(row: Sequence[Any]) -> KeptRun | None:
    """Return a row as a run; None where a stranger's hand has made it something else."""
    name, at, settings, changes, curves, seconds = row
    try:
        given = {n: tuple(v) if isinstance(v, list) else v for n, v in json.loads(settings).items()}
        made = tuple(Change(*change) for change in json.loads(changes))
        drawn = {figure: _numbers(json.loads(curves)[figure]) for figure in FIGURES}
        return KeptRun(str(name), time_of(at), given, made, drawn, float(seconds))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _numbers(values: list[float | None]) -> list[float | None]:
    """Return the values of a figure, of which there is at least one; ValueError if it is none."""
    if not values:
        raise ValueError("a curve without a point")
    return [None if value is None else float(value) for value in values]


def _numbered(name: str) -> list[str]:
    return [name, *(f"{name} {number}" for number in range(2, 10_000))]
