"""Finds the one place of a program whose change makes it right, or more of it, if there is one."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tutor.exercises.attempts import Answer, ProgramAttempt, attempt, try_out
from tutor.exercises.cases import Case
from tutor.exercises.comparing import faults_of
from tutor.exercises.diagnosis import joined
from tutor.exercises.model import Exercise
from tutor.exercises.program_tree import Repair
from tutor.exercises.repairs import repairs_of
from tutor.exercises.statement_repairs import in_new_arrays

_SLOW = 0.01
"""Seconds of the processor for one case from which on a search takes too long."""
_MOST = 4
"""Changes that are right in each case alone and are tried in all together."""
_AT_ONCE = 200
"""Changes that one child process tries."""
_SECONDS = 2.0
"""Of the processor for a whole search, so that a busy machine comes to the same end."""


def place_of_mistake(
    exercise: Exercise,
    code: str,
    tried: ProgramAttempt,
    cases: Sequence[Case],
    stop: Callable[[], bool] | None,
) -> str:
    """Return what is said of the place where one change makes all cases pass; "" if none does.

    Where there are several mistakes it is one whose change makes some of the results right. Only
    of what is to be written: to find the place is the very task of a bug hunt.
    """
    if exercise.kind != "code" or tried.message:
        return ""
    if max(answer.seconds for answer in tried.answers) > _SLOW:
        return ""
    anew = any({*answer.changed} - {*exercise.changes} for answer in tried.answers)
    if anew:
        changed = ast.unparse(in_new_arrays(ast.parse(code)))
        tried = attempt(exercise, changed, cases, stop, trusted=True)
    search = _Search(exercise, _own_wrong(exercise, tried, cases), stop)
    if tried.message or not any(each.names for each in search.wrong):
        return ""
    some = ""
    for repair, left in search.found(repairs_of(code, anew=anew)):
        if not left:
            return repair.said
        some = some or search.said_of(repair, left)
    return some


class _Wrong(NamedTuple):
    """What is wrong in a case of the learner's own program; "" stands for all results."""

    case: Case
    names: frozenset[str]
    seconds: float


def _own_wrong(exercise: Exercise, tried: ProgramAttempt, cases: Sequence[Case]) -> list[_Wrong]:
    """Return what is wrong in each case, first the failing one that is over soonest."""
    found = [
        _Wrong(case, _names(exercise, case, answer), answer.seconds)
        for case, answer in zip(cases, tried.answers, strict=False)
    ]
    return sorted(found, key=lambda each: (not each.names, each.seconds))


def _names(exercise: Exercise, case: Case, answer: Answer) -> frozenset[str]:
    faults = faults_of(exercise, case, answer)
    return frozenset(exercise.returns if "" in faults else faults)


@dataclass(slots=True)
class _Search:
    """Tries changed programs, and keeps those that are nearer to what is asked."""

    exercise: Exercise
    wrong: Sequence[_Wrong]
    stop: Callable[[], bool] | None
    budget: float = field(default_factory=lambda: _SECONDS)

    def found(self, repairs: Sequence[Repair]) -> Iterator[tuple[Repair, frozenset[str]]]:
        """Yield each repair that makes a result right in all cases, with what is wrong still."""
        own = frozenset[str]().union(*(each.names for each in self.wrong))
        for start in range(0, len(repairs), _AT_ONCE):
            better = self._better(repairs[start : start + _AT_ONCE])
            for repair in better[:_MOST]:
                left = self._left(repair)
                if left < own:
                    yield repair, left

    def said_of(self, repair: Repair, left: frozenset[str]) -> str:
        """Return what is said of a repair that leaves something wrong; "" if no result is right.

        What is left may be a result, and an input that the program changes.
        """
        wrong = [name for name in self.exercise.returns if name in left]
        right = [name for name in self.exercise.returns if name not in left]
        changed = sorted(left - {*wrong})
        if not right:
            return ""
        are = "is" if len(right) == 1 else "are"
        rest = [f"{joined(wrong)} not yet"] if wrong else []
        rest += [f"{joined(changed)} still changed on the way"] if changed else []
        return f"{repair.said} With that {joined(right)} {are} right, and {', '.join(rest)}."

    def _better(self, repairs: Sequence[Repair]) -> list[Repair]:
        """Return those that are wrong in no more in any case, and in less in the first."""
        kept = list(repairs)
        for place, own in enumerate(self.wrong):
            if not kept or self.budget <= 0:
                return []
            codes = [each.code for each in kept]
            found, spent = try_out(self.exercise, codes, own.case, self.budget, self.stop)
            self.budget -= spent
            names = {
                number: _names(self.exercise, own.case, each) for number, each in found.items()
            }
            kept = [
                repair
                for number, repair in enumerate(kept)
                if number in names
                and (names[number] < own.names or (place and names[number] == own.names))
            ]
        return kept

    def _left(self, repair: Repair) -> frozenset[str]:
        """Return what is wrong in some case with a repair; all where it does not run."""
        cases = [each.case for each in self.wrong]
        whole = attempt(self.exercise, repair.code, cases, self.stop, trusted=True)
        if whole.message:
            return frozenset(self.exercise.returns)
        pairs = zip(cases, whole.answers, strict=True)
        return frozenset[str]().union(*(_names(self.exercise, *pair) for pair in pairs))
