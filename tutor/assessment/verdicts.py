"""What marking says about an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["right", "partly", "wrong"]


class Unanswerable(ValueError):
    """An answer that cannot be marked: empty, unreadable. It does not count as an attempt."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """One thing said about an answer: Markdown, about the whole of it or one part.

    `target` is None for the whole; for a part it is the index of the option, step or left as text,
    or the name of the gap.
    """

    text: str
    target: str | None = None
    outcome: Outcome = "wrong"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer is worth, from 0 to 1, and everything that is said about it.

    A prediction's verdict also holds the learner's `guess` and the engine's `truth`.
    """

    score: float
    outcome: Outcome
    feedback: tuple[Feedback, ...]
    solution: str | None = None
    guess: float | None = None
    truth: float | None = None
    misconceptions: tuple[str, ...] = ()
    """The ids of those that led to the answer, in alphabetical order."""

    @property
    def gap(self) -> float | None:
        """How far the guess lies above the truth."""
        return None if self.guess is None or self.truth is None else self.guess - self.truth


def outcome_of(score: float) -> Outcome:
    """Return the word for a score: right for 1, wrong for 0, partly between."""
    if score >= 1.0:
        return "right"
    return "partly" if score > 0.0 else "wrong"
