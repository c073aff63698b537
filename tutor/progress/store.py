"""What a learner did, in one SQLite file: attempts are only appended, pages only added."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

from tutor.progress import leftovers
from tutor.progress.database import Database, Stamp, StoreError
from tutor.progress.forms import PROGRESS
from tutor.progress.renaming import follow, is_behind
from tutor.progress.writer import Row, Writer

FILE_NAME = "progress.db"
_WAIT = 0.05  # seconds for another program's lock, each time; the writer comes again
_SETTLE = 0.2  # seconds that reading waits for what is being written
_PAUSE = 600.0  # seconds without a page or an answer after which the learner was away
_LEAVING = 2.0  # seconds to try in when the program is left

# The newest of a name is what counts; what has a name of its own is never there twice.
_AGAIN = {
    "attempts": "ON CONFLICT (uid) DO NOTHING",
    "tests": "ON CONFLICT (uid) DO NOTHING",
    "skips": "ON CONFLICT (lesson, question) DO NOTHING",
    "tasks": "ON CONFLICT (name) DO UPDATE SET at = excluded.at, epoch = excluded.epoch",
    "settings": "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
}

PageNames = Sequence[str]
"""What the pages of a lesson are called, in their order."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer to one question, as it was marked."""

    uid: str
    at: float  # seconds since the epoch, UTC
    lesson: str
    question: str
    version: str
    """A hash of the question as it was asked; "" where that is not known."""
    answer: Any  # plain JSON value
    score: float  # 0 to 1
    outcome: str  # right, partly, wrong
    seed: int
    confidence: str | None
    hints: int = 0
    """How many hints were read before."""
    aid: str = ""
    """The strongest help: "hint", "steps", "shown" where the answer itself was, else ""."""


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
    """The progress of one learner; writing never waits, and reading never fails.

    Where the file cannot be read just now, the last answer to the same question is given.
    """

    def __init__(self, database: Database) -> None:
        self.path = database.path
        self._database = database
        self._writer = Writer(self._write)
        self._answers: dict[tuple[str, tuple[Any, ...]], tuple[Stamp, list[Any]]] = {}
        self._notices: list[str] = []
        self._last_fault = ""

    @classmethod
    def open(cls, folder: Path) -> Store:
        """Open or make the progress file in `folder`; raise StoreError where that cannot be."""
        store = cls(Database(folder / FILE_NAME, PROGRESS, _WAIT))
        store._take_in_leftovers()
        return store

    def close(self) -> str:
        """Save what is not saved yet; return what the learner must be told if that cannot be."""
        self._writer.tell = None
        left = self._writer.close(_LEAVING)
        self._database.close()
        return leftovers.put_aside(left, self.path.parent, self._writer.fault) if left else ""

    def on_trouble(self, tell: Callable[[str], object]) -> None:
        """Have `tell` called, from any thread, with what the learner must know of the file."""
        self._writer.tell = tell
        self._pass_on()

    def notices(self) -> list[str]:
        """Return what the learner must know of the file and was not told yet."""
        told = [*self._database.notices, *self._notices]
        self._database.notices.clear()
        self._notices.clear()
        return told

    def _pass_on(self) -> None:
        if self._writer.tell:
            for notice in self.notices():
                self._writer.tell(notice)

    def unsaved(self) -> int:
        """Return how many things are not on disk, having waited a moment for those under way."""
        self._writer.settle(_LEAVING)
        return len(self._writer.unwritten)

    def follow(self, renamed: Mapping[str, str]) -> None:
        """Let all that is kept follow what is called something else now: `{old: new}`.

        A lesson is named by its id, a question `lesson/question`, a page `lesson#page`.
        """
        if not renamed:
            return
        self._writer.settle(_SETTLE)
        try:
            if self._database.look(lambda file: is_behind(file, renamed)):
                self._database.write(lambda file: follow(file, renamed))
        except StoreError as error:
            self._notices.append(str(error))

    def record_attempt(
        self,
        lesson: str,
        question: str,
        answer: Any,
        score: float,
        outcome: str,
        seed: int = 0,
        confidence: str | None = None,
        version: str = "",
        hints: int = 0,
        aid: str = "",
    ) -> None:
        """Append one attempt; it is on disk, or told not to be, when this returns.

        It may wait for the disk, and is meant for a thread.
        """
        marked = {"score": score, "outcome": outcome, "seed": seed, "confidence": confidence}
        asked = {"lesson": lesson, "question": question, "version": version}
        helped = {"hints": hints, "aid": aid}
        named = {"uid": uuid4().hex, **_now()}
        self._put("attempts", **named, **asked, answer=json.dumps(answer), **marked, **helped)
        self._writer.wait()

    def skip_guess(self, lesson: str, question: str) -> None:
        """Remember that a prediction was passed over, and what it covers seen without it."""
        self._put("skips", **_now(), lesson=lesson, question=question)

    def visit_page(self, lesson: str, page: str) -> None:
        """Remember that the page of this name is in front of the learner."""
        self._put("visits", **_now(), lesson=lesson, page=page)

    def record_test(self, unit: str, score: float) -> None:
        """Append the result of a unit's test."""
        self._put("tests", uid=uuid4().hex, **_now(), unit=unit, score=score)

    def record_task(self, name: str, epoch: int) -> None:
        """Remember that a task was done, at an epoch of a run."""
        self._put("tasks", name=name, **_now(), epoch=epoch)

    def keep_setting(self, name: str, value: str) -> None:
        """Remember a choice such as the theme."""
        self._put("settings", name=name, value=value)

    def tests(self) -> dict[str, tuple[int, float]]:
        """Return, for each unit whose test was taken, how often and the best score."""
        rows = self._read("SELECT unit, COUNT(*), MAX(score) FROM tests GROUP BY unit")
        return {str(unit): (count, _share(best)) for unit, count, best in rows}

    def task(self, name: str) -> int | None:
        """Return the epoch at which a task was done, None if it was not."""
        rows = self._read("SELECT epoch FROM tasks WHERE name = ?", name)
        return _whole(rows[0][0]) if rows else None

    def setting(self, name: str) -> str | None:
        """Return a remembered choice, None where there is none."""
        rows = self._read("SELECT value FROM settings WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    def attempts(self, lesson: str | None = None) -> list[Attempt]:
        """Return the attempts, oldest first."""
        where, values = ("WHERE lesson = ?", (lesson,)) if lesson else ("", ())
        columns = ", ".join(PROGRESS.tables["attempts"])
        return [
            _attempt(row)
            for row in self._read(f"SELECT {columns} FROM attempts {where} ORDER BY id", *values)
        ]

    def tries(self, lesson: str, question: str) -> int:
        """Return how often a question was answered."""
        query = "SELECT COUNT(*) FROM attempts WHERE lesson = ? AND question = ?"
        rows = self._read(query, lesson, question)
        return int(rows[0][0]) if rows else 0

    def best_scores(self, lesson: str) -> dict[str, float]:
        """Return the best score so far of each question tried in a lesson."""
        query = "SELECT question, MAX(score) FROM attempts WHERE lesson = ? GROUP BY question"
        return {str(question): _share(best) for question, best in self._read(query, lesson)}

    def lifted(self) -> set[tuple[str, str]]:
        """Return lesson and question of every prediction, or other question, tried or skipped."""
        query = "SELECT lesson, question FROM attempts UNION SELECT lesson, question FROM skips"
        return {(str(lesson), str(question)) for lesson, question in self._read(query)}

    def done_pages(self, lesson: str, names: PageNames) -> set[int]:
        """Return the pages of a lesson that were seen, counted from 0."""
        rows = self._read("SELECT DISTINCT page FROM visits WHERE lesson = ?", lesson)
        return _numbers((page for (page,) in rows), names)

    def summary(self, names: Mapping[str, PageNames]) -> dict[str, LessonProgress]:
        """Return how far each lesson is, in two queries: the home screen asks this first.

        `names` are what the pages of each lesson are called.
        """
        seen: dict[str, list[str]] = {}
        for lesson, page in self._read("SELECT DISTINCT lesson, page FROM visits"):
            seen.setdefault(str(lesson), []).append(page)
        scores = self._read(
            "SELECT lesson, COUNT(*), SUM(best), SUM(best > 0.999)"
            " FROM (SELECT lesson, MAX(score) AS best FROM attempts GROUP BY lesson, question)"
            " GROUP BY lesson"
        )
        answered = {
            str(lesson): (count, _number(total), _whole(solved))
            for lesson, count, total, solved in scores
        }
        return {
            lesson: LessonProgress(
                len(_numbers(seen.get(lesson, ()), names.get(lesson, ()))),
                *answered.get(lesson, (0, 0.0, 0)),
            )
            for lesson in seen.keys() | answered.keys()
        }

    def last_lesson(self) -> str | None:
        """Return the lesson that was in front of the learner last, if any."""
        rows = self._read("SELECT lesson FROM visits ORDER BY id DESC LIMIT 1")
        return str(rows[0][0]) if rows else None

    def seconds(self) -> float:
        """Return about how long the learner was at it: a longer pause than ten minutes is none."""
        rows = self._read("SELECT at FROM visits UNION ALL SELECT at FROM attempts ORDER BY at")
        times = [_number(at) for (at,) in rows]
        gaps = (later - earlier for earlier, later in pairwise(times))
        return sum(gap for gap in gaps if gap <= _PAUSE)

    def last_news(self) -> dict[str, float]:
        """Return when each lesson last saw something new: an answer, or a page for the first time.

        To look at known pages again is nothing new.
        """
        rows = self._read(
            "SELECT lesson, MAX(at) FROM (SELECT lesson, at FROM attempts UNION ALL"
            " SELECT lesson, MIN(at) AS at FROM visits GROUP BY lesson, page) GROUP BY lesson"
        )
        return {str(lesson): _number(at) for lesson, at in rows}

    def last_page(self, lesson: str, names: PageNames) -> int:
        """Return the page of this lesson that was looked at last, from 0; 0 for a new lesson."""
        rows = self._read(
            "SELECT page FROM visits WHERE lesson = ? ORDER BY id DESC LIMIT 1", lesson
        )
        return next(iter(_numbers((page for (page,) in rows), names)), 0)

    def _read(self, query: str, *values: Any) -> list[Any]:
        self._writer.settle(_SETTLE)
        known = self._answers.get((query, values))
        try:
            stamp = self._database.stamp()
            if known is None or known[0] != stamp:
                known = stamp, self._database.read(query, values)
                self._answers[query, values] = known
        except StoreError as error:
            if str(error) != self._last_fault:
                self._last_fault = str(error)
                self._notices.append(self._last_fault)
        self._pass_on()
        return known[1] if known else []

    def _put(self, table: str, **values: Any) -> None:
        self._writer.put(Row(table, values))

    def _write(self, row: Row) -> None:
        try:
            self._database.write(partial(_insert, [row]))
        finally:
            self._pass_on()

    def _take_in_leftovers(self) -> None:
        """Write what earlier starts could not save, file by file; what fails waits for the next."""
        for file in leftovers.found(self.path.parent):
            try:
                rows, strange = leftovers.rows_of(file, PROGRESS.tables)
                self._database.write(partial(_insert, rows))
                if strange:
                    file.rename(file.with_suffix(".rest"))
                else:
                    file.unlink()
            except (OSError, StoreError) as error:
                self._notices.append(f"{file} could not be taken in: {error}")
            else:
                self._notices.append("What could not be saved last time is saved now.")


@dataclass(frozen=True, slots=True)
class LessonProgress:
    """How far a lesson is: pages seen, questions tried, the sum of their best scores, solved."""

    pages: int = 0
    answered: int = 0
    score: float = 0.0
    solved: int = 0
    """How many questions were answered right without being shown the answer."""

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


def _insert(rows: Iterable[Row], file: sqlite3.Connection) -> None:
    for row in rows:
        places = ", ".join(f":{name}" for name in row.values)
        file.execute(
            f"INSERT INTO {row.table} ({', '.join(row.values)}) VALUES ({places})"
            f" {_AGAIN.get(row.table, '')}",
            row.values,
        )


def _now() -> dict[str, float]:
    return {"at": time.time()}


def _attempt(row: Sequence[Any]) -> Attempt:
    """Return a row as an attempt, whatever a stranger's hand has put into it."""
    uid, at, lesson, question, version, answer, score, outcome, seed, confidence, *helped = row
    try:
        given = json.loads(answer)
    except (ValueError, TypeError, RecursionError):
        given = answer
    names = (str(uid), _number(at), str(lesson), str(question), str(version))
    sure = None if confidence is None else str(confidence)
    hints, aid = _whole(helped[0]), str(helped[1])
    return Attempt(*names, given, _share(score), str(outcome), _whole(seed), sure, hints, aid)


def _numbers(pages: Iterable[object], names: PageNames) -> set[int]:
    """Return which pages of a lesson are meant: by name, or "#3" for the fourth."""
    places = {name: number for number, name in enumerate(names)}
    places |= {f"#{number}": number for number in range(len(names))}
    return {places[page] for page in pages if isinstance(page, str) and page in places}


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _share(value: object) -> float:
    return min(max(_number(value), 0.0), 1.0)
