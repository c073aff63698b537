"""The cases of an exercise, as its tests.py gives them in a child process of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import tutor
from tutor.exercises.model import Exercise
from tutor.sandbox.limits import Limits
from tutor.sandbox.results import Status
from tutor.sandbox.running import run

_ONE_OF_MANY = re.compile(r"(?<![\w.])1 (?:(\w+ss|\w+sh|\w+ch|\w+x)es|(\w*[^\Ws])s)\b")
_ROOM = 10.0  # seconds more than the learner gets: the engine is imported too


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One call of the learner's program, and what a right one gives."""

    title: str
    shown: bool
    """Whether the task shows it; the others are hidden until they fail."""
    call: str | None
    """Python that makes the call and names the results, where the function alone is not enough."""
    inputs: Mapping[str, Any]
    expected: Mapping[str, Any]


class UnusableTests(Exception):
    """An exercise's tests.py does not give cases; the text says why."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def cases_of(exercise: Exercise) -> tuple[Case, ...]:
    """Return the cases of an exercise, the same ones each time; raises UnusableTests."""
    return _cases(exercise.tests, exercise.returns, exercise.seconds, exercise.trusted)


@lru_cache(maxsize=64)
def _cases(tests: str, returns: tuple[str, ...], seconds: float, trusted: bool) -> tuple[Case, ...]:
    result = run(
        "tutor.exercises.tests_child:gather",
        {"code": tests, "returns": list(returns)},
        limits=Limits(seconds=seconds + _ROOM),
        readable=[Path(tutor.__file__).parent.parent / "engine"],
        trusted=trusted,
    )
    if result.status is not Status.FINISHED:
        line = result.raised.line if result.raised else None
        told = result.raised.text if result.raised and not line else result.message
        raise UnusableTests(told[:1].lower() + told[1:].removesuffix("."), line)
    if not result.entries:
        raise UnusableTests("cases gives no case")
    return tuple(Case(**{**entry, "title": _titled(entry["title"])}) for entry in result.entries)


def _titled(title: str) -> str:
    """Return a title that was written for any number: "1 inputs" as "1 input"."""
    return _ONE_OF_MANY.sub(lambda found: f"1 {found[1] or found[2]}", title)
