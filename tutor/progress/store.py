"""What a learner did, in one SQLite file: attempts are only appended, pages only added."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any
from uuid import uuid4

from tutor.progress.cards import Cards
from tutor.progress.database import Database
from tutor.progress.forms import PROGRESS
from tutor.progress.records import (
    Attempt,
    LessonProgress,
    PageNames,
    attempt_of,
    number_of,
    page_numbers,
    share_of,
    whole_of,
)
from tutor.progress.steady_file import SteadyFile

_OF_A_QUIZ = "question NOT GLOB 'term-*' AND question NOT LIKE '%.%'"
"""Tells the questions of a quiz from those that definitions and exercises come back as."""
_PAUSE = 600.0  # seconds without a page or an answer after which the learner was away


class Store(SteadyFile):
    """The progress of one learner."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.cards = Cards(self.read, self.change)
        """When each question that was answered is due again."""

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
        slips: Sequence[str] = (),
    ) -> None:
        """Append one attempt; it is on disk, or told not to be, when this returns.

        It may wait for the disk, and is meant for a thread.
        """
        marked = {"score": score, "outcome": outcome, "seed": seed, "confidence": confidence}
        asked = {"lesson": lesson, "question": question, "version": version}
        helped = {"hints": hints, "aid": aid, "slips": " ".join(slips)}
        named = {"uid": uuid4().hex, **_now()}
        self.put("attempts", **named, **asked, answer=json.dumps(answer), **marked, **helped)
        self._writer.wait()

    def skip_guess(self, lesson: str, question: str) -> None:
        """Remember that a prediction was passed over, and what it covers seen without it."""
        self.put("skips", **_now(), lesson=lesson, question=question)

    def visit_page(self, lesson: str, page: str) -> None:
        """Remember that the page of this name is in front of the learner."""
        self.put("visits", **_now(), lesson=lesson, page=page)

    def record_test(self, unit: str, score: float) -> None:
        """Append the result of a unit's test."""
        self.put("tests", uid=uuid4().hex, **_now(), unit=unit, score=score)

    def record_task(self, name: str, epoch: int) -> None:
        """Remember that a task was done, at an epoch of a run."""
        self.put("tasks", name=name, **_now(), epoch=epoch)

    def keep_setting(self, name: str, value: str) -> None:
        """Remember a choice such as the theme."""
        self.put("settings", name=name, value=value)

    def tests(self) -> dict[str, tuple[int, float]]:
        """Return, for each unit whose test was taken, how often and the best score."""
        rows = self.read("SELECT unit, COUNT(*), MAX(score) FROM tests GROUP BY unit")
        return {str(unit): (count, share_of(best)) for unit, count, best in rows}

    def task(self, name: str) -> int | None:
        """Return the epoch at which a task was done, None if it was not."""
        rows = self.read("SELECT epoch FROM tasks WHERE name = ?", name)
        return whole_of(rows[0][0]) if rows else None

    def tasks(self) -> frozenset[str]:
        """Return the names of all tasks that were done."""
        return frozenset(str(name) for (name,) in self.read("SELECT name FROM tasks"))

    def setting(self, name: str) -> str | None:
        """Return a remembered choice, None where there is none."""
        rows = self.read("SELECT value FROM settings WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    def attempts(self, lesson: str | None = None) -> list[Attempt]:
        """Return the attempts, oldest first."""
        where, values = ("WHERE lesson = ?", (lesson,)) if lesson else ("", ())
        columns = ", ".join(PROGRESS.tables["attempts"])
        return [
            attempt_of(row)
            for row in self.read(f"SELECT {columns} FROM attempts {where} ORDER BY id", *values)
        ]

    def tries(self, lesson: str, question: str) -> int:
        """Return how often a question was answered."""
        query = "SELECT COUNT(*) FROM attempts WHERE lesson = ? AND question = ?"
        rows = self.read(query, lesson, question)
        return int(rows[0][0]) if rows else 0

    def best_scores(self, lesson: str) -> dict[str, float]:
        """Return the best score so far of each question tried in a lesson."""
        query = "SELECT question, MAX(score) FROM attempts WHERE lesson = ? GROUP BY question"
        return {str(question): share_of(best) for question, best in self.read(query, lesson)}

    def lifted(self) -> set[tuple[str, str]]:
        """Return lesson and question of every prediction, or other question, tried or skipped."""
        query = "SELECT lesson, question FROM attempts UNION SELECT lesson, question FROM skips"
        return {(str(lesson), str(question)) for lesson, question in self.read(query)}

    def done_pages(self, lesson: str, names: PageNames) -> set[int]:
        """Return the pages of a lesson that were seen, counted from 0."""
        rows = self.read("SELECT DISTINCT page FROM visits WHERE lesson = ?", lesson)
        return page_numbers((page for (page,) in rows), names)

    def summary(self, names: Mapping[str, PageNames]) -> dict[str, LessonProgress]:
        """Return how far each lesson is, in two queries: the home screen asks this first.

        `names` are what the pages of each lesson are called.
        """
        seen: dict[str, list[str]] = {}
        for lesson, page in self.read("SELECT DISTINCT lesson, page FROM visits"):
            seen.setdefault(str(lesson), []).append(page)
        scores = self.read(
            "SELECT lesson, COUNT(*), SUM(best), SUM(best > 0.999)"
            " FROM (SELECT lesson, MAX(score) AS best FROM attempts"
            f" WHERE {_OF_A_QUIZ} GROUP BY lesson, question)"
            " GROUP BY lesson"
        )
        answered = {
            str(lesson): (count, number_of(total), whole_of(solved))
            for lesson, count, total, solved in scores
        }
        return {
            lesson: LessonProgress(
                len(page_numbers(seen.get(lesson, ()), names.get(lesson, ()))),
                *answered.get(lesson, (0, 0.0, 0)),
            )
            for lesson in seen.keys() | answered.keys()
        }

    def last_lesson(self) -> str | None:
        """Return the lesson that was in front of the learner last, if any."""
        rows = self.read("SELECT lesson FROM visits ORDER BY id DESC LIMIT 1")
        return str(rows[0][0]) if rows else None

    def seconds(self) -> float:
        """Return about how long the learner was at it: a longer pause than ten minutes is none."""
        rows = self.read("SELECT at FROM visits UNION ALL SELECT at FROM attempts ORDER BY at")
        times = [number_of(at) for (at,) in rows]
        gaps = (later - earlier for earlier, later in pairwise(times))
        return sum(gap for gap in gaps if gap <= _PAUSE)

    def answers(self) -> int:
        """Return how many answers were given in all."""
        rows = self.read("SELECT COUNT(*) FROM attempts")
        return int(rows[0][0]) if rows else 0

    def confidences(self) -> dict[str, tuple[int, int]]:
        """Return, for each word of confidence, how many answers came with it, and how many of
        them were right."""
        rows = self.read(
            "SELECT confidence, COUNT(*), SUM(score > 0.999) FROM attempts"
            " WHERE confidence IS NOT NULL GROUP BY confidence"
        )
        return {str(word): (count, whole_of(right)) for word, count, right in rows}

    def slips(self) -> dict[str, int]:
        """Return how often each misconception led to an answer."""
        rows = self.read("SELECT slips, COUNT(*) FROM attempts WHERE slips <> '' GROUP BY slips")
        counts: Counter[str] = Counter()
        for names, count in rows:
            counts.update(dict.fromkeys(str(names).split(), count))
        return dict(counts)

    def first_visits(self) -> dict[tuple[str, str], float]:
        """Return when each page of each lesson was looked at first, by lesson and page."""
        rows = self.read("SELECT lesson, page, MIN(at) FROM visits GROUP BY lesson, page")
        return {(str(lesson), str(page)): number_of(at) for lesson, page, at in rows}

    def last_news(self) -> dict[str, float]:
        """Return when each lesson last saw something new: an answer, or a page for the first time.

        To look at known pages again is nothing new.
        """
        rows = self.read(
            "SELECT lesson, MAX(at) FROM (SELECT lesson, at FROM attempts UNION ALL"
            " SELECT lesson, MIN(at) AS at FROM visits GROUP BY lesson, page) GROUP BY lesson"
        )
        return {str(lesson): number_of(at) for lesson, at in rows}

    def last_page(self, lesson: str, names: PageNames) -> int:
        """Return the page of this lesson that was looked at last, from 0; 0 for a new lesson."""
        rows = self.read(
            "SELECT page FROM visits WHERE lesson = ? ORDER BY id DESC LIMIT 1", lesson
        )
        return next(iter(page_numbers((page for (page,) in rows), names)), 0)


def _now() -> dict[str, float]:
    return {"at": time.time()}
