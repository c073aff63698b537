"""Finds the one place of a program whose change makes it right, where there is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tutor.exercises.attempts import ProgramAttempt, attempt, try_out
from tutor.exercises.cases import Case
from tutor.exercises.comparing import faults_of
from tutor.exercises.model import Exercise
from tutor.exercises.repairs import repairs_of

_SLOW = 0.02
"""Seconds of one case from which on a search takes too long."""
_MOST = 4
"""Changes that are right in one case and are tried in all."""


def place_of_mistake(
    exercise: Exercise,
    code: str,
    tried: ProgramAttempt,
    cases: Sequence[Case],
    stop: Callable[[], bool] | None,
) -> str:
    """Return what is said of the place where one change makes all cases pass; "" if none does.

    Only of what is to be written: to find the place is the very task of a bug hunt.
    """
    if exercise.kind != "code" or tried.message:
        return ""
    failing = [
        case
        for case, answer in zip(cases, tried.answers, strict=True)
        if faults_of(exercise, case, answer)
    ]
    if not failing or max(answer.seconds for answer in tried.answers) > _SLOW:
        return ""
    seconds = {case.title: each.seconds for case, each in zip(cases, tried.answers, strict=True)}
    first = min(failing, key=lambda case: seconds[case.title])  # each change is tried on it
    repairs = repairs_of(code)
    found = try_out(exercise, [each.code for each in repairs], first, stop)
    right = [
        repairs[number]
        for number, answer in sorted(found.items())
        if number < len(repairs) and not faults_of(exercise, first, answer)
    ]
    for repair in right[:_MOST]:
        whole = attempt(exercise, repair.code, cases, stop, trusted=True)
        if not whole.message and not any(
            faults_of(exercise, case, answer)
            for case, answer in zip(cases, whole.answers, strict=True)
        ):
            return repair.said
    return ""
