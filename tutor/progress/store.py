"""What a learner did, in one SQLite file: attempts are only appended, pages only added."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE_NAME = "progress.db"
APPLICATION_ID = 0x6E6E7475  # "nntu": tells our file from any other SQLite file
SCHEMA_VERSION = 1

SCHEMA = """
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    lesson TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
    outcome TEXT NOT NULL,
    seed INTEGER NOT NULL,
    confidence TEXT
);
CREATE INDEX attempts_by_question ON attempts (lesson, question);
CREATE TABLE visits (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    lesson TEXT NOT NULL,
    page INTEGER NOT NULL
);
CREATE INDEX visits_by_lesson ON visits (lesson, page);
CREATE TABLE tests (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,
    unit TEXT NOT NULL,
    score REAL NOT NULL CHECK (score BETWEEN 0 AND 1)
);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class StoreError(Exception):
    """The progress file cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer to one question, as it was marked."""

    at: float  # seconds since the epoch, UTC
    lesson: str
    question: str
    answer: Any  # plain JSON value
    score: float  # 0 to 1
    outcome: str  # right, partly, wrong
    seed: int
    confidence: str | None


def data_folder(chosen: str | None = None) -> Path:
    """Return where progress is kept: `chosen`, else NN_TUTOR_HOME, else the user's data folder.

    Raises StoreError for a `~name` whose home folder is not known.
    """
    if given := chosen or os.environ.get("NN_TUTOR_HOME"):
        try:
            return Path(given).expanduser()
        except RuntimeError as error:
            raise StoreError(f"{given}: there is no such home folder. Write it in full.") from error
    import platformdirs

    return Path(platformdirs.user_data_dir("nn-tutor", appauthor=False))


class Store:
    """The progress of one learner; every write is on disk before the call returns."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._unwritten: list[tuple[str, tuple[Any, ...]]] = []
        self.path = path

    @classmethod
    def open(cls, folder: Path) -> Store:
        """Open or make the progress file in `folder`; raise StoreError where that cannot be."""
        path = folder / FILE_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"{folder}: cannot make this data folder ({error.strerror}). "
                "Choose another with --data-dir or NN_TUTOR_HOME."
            ) from error
        try:
            connection = sqlite3.connect(path, timeout=5, isolation_level=None)
            _prepare(connection, path)
        except sqlite3.Error as error:
            raise StoreError(_explain(path, error)) from error
        return cls(connection, path)

    def close(self) -> None:
        self._connection.close()

    def record_attempt(
        self,
        lesson: str,
        question: str,
        answer: Any,
        score: float,
        outcome: str,
        seed: int = 0,
        confidence: str | None = None,
    ) -> None:
        """Append one attempt."""
        self._write(
            "INSERT INTO attempts (at, lesson, question, answer, score, outcome, seed, confidence)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (time.time(), lesson, question, json.dumps(answer), score, outcome, seed, confidence),
        )

    def visit_page(self, lesson: str, page: int) -> None:
        """Remember that this page (counted from 0) is in front of the learner."""
        self._write(
            "INSERT INTO visits (at, lesson, page) VALUES (?, ?, ?)", (time.time(), lesson, page)
        )

    def record_test(self, unit: str, score: float) -> None:
        """Append the result of a unit's test."""
        self._write(
            "INSERT INTO tests (at, unit, score) VALUES (?, ?, ?)", (time.time(), unit, score)
        )

    def tests(self) -> dict[str, tuple[int, float]]:
        """Return, for each unit whose test was taken, how often and the best score."""
        rows = self._read("SELECT unit, COUNT(*), MAX(score) FROM tests GROUP BY unit", ())
        return {unit: (count, best) for unit, count, best in rows}

    def keep_setting(self, name: str, value: str) -> None:
        """Remember a choice such as the theme."""
        self._write("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (name, value))

    def setting(self, name: str) -> str | None:
        """Return a remembered choice, None where there is none."""
        rows = self._read("SELECT value FROM settings WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else None

    def attempts(self, lesson: str | None = None) -> list[Attempt]:
        """Return the attempts, oldest first."""
        where, values = ("WHERE lesson = ?", (lesson,)) if lesson else ("", ())
        rows = self._read(
            "SELECT at, lesson, question, answer, score, outcome, seed, confidence"
            f" FROM attempts {where} ORDER BY id",
            values,
        )
        return [
            Attempt(at, lesson, question, json.loads(answer), *marked)
            for at, lesson, question, answer, *marked in rows
        ]

    def best_scores(self, lesson: str) -> dict[str, float]:
        """Return the best score so far of each question tried in a lesson."""
        return dict(
            self._read(
                "SELECT question, MAX(score) FROM attempts WHERE lesson = ? GROUP BY question",
                (lesson,),
            )
        )

    def done_pages(self, lesson: str) -> set[int]:
        """Return the pages of a lesson that were seen."""
        rows = self._read("SELECT DISTINCT page FROM visits WHERE lesson = ?", (lesson,))
        return {page for (page,) in rows}

    def summary(self) -> dict[str, LessonProgress]:
        """Return how far each lesson is, in two queries: the home screen asks this first."""
        pages = dict(
            self._read("SELECT lesson, COUNT(DISTINCT page) FROM visits GROUP BY lesson", ())
        )
        scores = self._read(
            "SELECT lesson, COUNT(*), SUM(best) FROM (SELECT lesson, MAX(score) AS best"
            " FROM attempts GROUP BY lesson, question) GROUP BY lesson",
            (),
        )
        answered = {lesson: (count, total) for lesson, count, total in scores}
        return {
            lesson: LessonProgress(pages.get(lesson, 0), *answered.get(lesson, (0, 0.0)))
            for lesson in pages.keys() | answered.keys()
        }

    def last_place(self) -> tuple[str, int] | None:
        """Return lesson and page that were in front of the learner last, if any."""
        rows = self._read("SELECT lesson, page FROM visits ORDER BY id DESC LIMIT 1", ())
        return (rows[0][0], rows[0][1]) if rows else None

    def last_page(self, lesson: str) -> int:
        """Return the page of this lesson that was looked at last; 0 for a new lesson."""
        rows = self._read(
            "SELECT page FROM visits WHERE lesson = ? ORDER BY id DESC LIMIT 1", (lesson,)
        )
        return int(rows[0][0]) if rows else 0

    def _read(self, query: str, values: tuple[Any, ...]) -> list[Any]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(_explain(self.path, error)) from error

    def _write(self, statement: str, values: tuple[Any, ...]) -> None:
        # What a full disk refuses now is kept and goes in with the next write.
        self._unwritten.append((statement, values))
        try:
            while self._unwritten:
                self._connection.execute(*self._unwritten[0])
                self._unwritten.pop(0)
        except sqlite3.Error as error:
            raise StoreError(
                f"{self.path}: could not save ({error}). "
                "It is kept in memory and tried again with your next step."
            ) from error


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """How far a lesson is: pages seen, questions tried, and the sum of their best scores."""

    pages: int = 0
    answered: int = 0
    score: float = 0.0

    def state(self, pages: int, questions: int) -> str:
        """Return `done` when all `pages` were seen and all `questions` tried, `begun` or `new`."""
        if not (self.pages or self.answered):
            return "new"
        return "done" if self.pages >= pages and self.answered >= questions else "begun"

    def record(self, pages: int, questions: int) -> dict[str, str | int | float | None]:
        """Return the figures of a lesson of so many pages and questions, as JSON shows them."""
        return {
            "state": self.state(pages, questions),
            "pages_seen": self.pages,
            "questions_tried": self.answered,
            "score": round(self.score / self.answered, 4) if self.answered else None,
        }


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    if application_id != APPLICATION_ID and tables:
        raise sqlite3.DatabaseError("it is a database of another program")
    if version > SCHEMA_VERSION:
        raise sqlite3.DatabaseError("it was written by a newer nn-tutor; please update nn-tutor")
    # WAL keeps every committed row through a killed process, and readers never wait.
    connection.execute("PRAGMA journal_mode = WAL")
    if version == 0:
        # An empty file needs no waiting for the disk; what a learner does is synchronised in full.
        connection.executescript(
            f"PRAGMA synchronous = OFF; BEGIN IMMEDIATE; {SCHEMA}"
            f" PRAGMA application_id = {APPLICATION_ID};"
            f" PRAGMA user_version = {SCHEMA_VERSION}; COMMIT; PRAGMA synchronous = FULL;"
        )
    if not os.access(path, os.W_OK):
        raise sqlite3.OperationalError("it is read-only")


def _explain(path: Path, error: sqlite3.Error) -> str:
    return (
        f"{path}: this progress file cannot be used ({error}). Nothing in it was changed. "
        "Move it away, or choose another data folder with --data-dir or NN_TUTOR_HOME."
    )
