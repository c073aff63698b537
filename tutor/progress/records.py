"""What a learner did, as plain values read from rows, whatever a stranger's hand has put there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

LATEST = 4.0e9  # seconds since 1970; a time beyond this one is none that a clock has shown
PageNames = Sequence[str]
"""What the pages of a lesson are called, in their order."""


class Attempt(NamedTuple):
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
    slips: tuple[str, ...] = ()
    """The ids of the misconceptions that led to it."""


class LessonProgress(NamedTuple):
    """How far a lesson is: pages seen, questions tried, the sum of their best scores, solved."""

    pages: int = 0
    answered: int = 0
    score: float = 0.0
    solved: int = 0
    """How many questions were answered right without being shown the answer."""

    @property
    def is_new(self) -> bool:
        """True where no page was seen and no question tried."""
        return not (self.pages or self.answered)


def attempt_of(row: Sequence[Any]) -> Attempt:
    """Return a row as an attempt, whatever a stranger's hand has put into it."""
    uid, at, lesson, question, version, answer, score, outcome, seed, confidence, *helped = row
    try:
        given = json.loads(answer)
    except (ValueError, TypeError, RecursionError):
        given = answer
    names = (str(uid), number_of(at), str(lesson), str(question), str(version))
    sure = None if confidence is None else str(confidence)
    help_taken = whole_of(helped[0]), str(helped[1])
    slips = tuple(str(helped[2]).split())
    marked = given, share_of(score), str(outcome), whole_of(seed), sure
    return Attempt(*names, *marked, *help_taken, slips)


def page_numbers(pages: Iterable[object], names: PageNames) -> set[int]:
    """Return which pages of a lesson are meant: by name, or "#3" for the fourth."""
    places = {name: number for number, name in enumerate(names)}
    places |= {f"#{number}": number for number in range(len(names))}
    return {places[page] for page in pages if isinstance(page, str) and page in places}


def time_of(value: object) -> float:
    """Return a time that a clock has shown, in seconds since 1970."""
    return min(max(number_of(value), 0.0), LATEST)


def number_of(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def whole_of(value: object) -> int:
    return value if isinstance(value, int) else 0


def share_of(value: object) -> float:
    return min(max(number_of(value), 0.0), 1.0)
