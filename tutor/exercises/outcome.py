"""What came of checking a learner's program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tutor.exercises.errors import RunError

if TYPE_CHECKING:
    from tutor.exercises.judging import BugJudgement


@dataclass(frozen=True, slots=True, eq=False)
class CaseResult:
    """One case: what went in, what is expected, what came back."""

    title: str
    shown: bool
    passed: bool
    inputs: Mapping[str, Any]
    expected: Mapping[str, Any]
    got: Mapping[str, Any]
    """The results that are plain values; empty where the case raised, or was not come to."""
    faults: Mapping[str, str]
    """A sentence for each result that is wrong; under "" what is wrong with all of them."""
    call: str | None = None
    """Python that makes the call, where it is not the function's alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What a learner is told after a run; all texts are safe to show in a terminal."""

    passed: bool
    message: str
    """One sentence or two: what is wrong and where, or that it is right."""
    mistake: str | None = None
    """The known mistake that gives the very same results."""
    cases: tuple[CaseResult, ...] = ()
    output: str = ""
    """What the program printed."""
    seconds: float = 0.0
    error: RunError | None = None
    """What stopped the program, as a whole or in the first failing case."""
    judgement: BugJudgement | None = None
    """What judges a hunted bug beside the cases."""
    stopped: bool = False
    """Whether it was stopped from outside, so that nothing is known."""

    @property
    def failing(self) -> CaseResult | None:
        """The first case that fails."""
        return next((case for case in self.cases if not case.passed), None)

    @property
    def passing(self) -> int:
        """How many cases pass."""
        return sum(case.passed for case in self.cases)
