"""Checks a learner's program: runs it on the cases, compares, and says what is wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress

import numpy as np

from tutor.exercises.attempts import Answer, ProgramAttempt, attempt
from tutor.exercises.cases import Case, UnusableTests, cases_of
from tutor.exercises.comparing import faults_of, numbers_of
from tutor.exercises.derivation import check_lines
from tutor.exercises.diagnosis import diagnosis, joined, single_columns
from tutor.exercises.judging import judgement
from tutor.exercises.mistakes import attempts_of_mutants, known_mistake, mixed_mistakes
from tutor.exercises.model import Exercise
from tutor.exercises.outcome import CaseResult, Outcome
from tutor.exercises.parsons import strange_line
from tutor.exercises.remarks import remark
from tutor.exercises.repairing import place_of_mistake

_NOT_COME_TO = "Your code did not come to this case."


def check(exercise: Exercise, code: str, stop: Callable[[], bool] | None = None) -> Outcome:
    """Run a learner's program on the exercise's cases and judge it; or the lines of a derivation.

    It waits for child processes: call it in a thread. Nothing that the program does raises here;
    once `stop` says true the outcome is `stopped`.
    """
    if exercise.kind == "derivation":
        return check_lines(exercise, code)
    if not exercise.is_program:
        raise ValueError(f"{exercise.name} is no program")
    try:
        cases = cases_of(exercise)
    except UnusableTests as error:
        return Outcome(False, f"The tests of this exercise cannot be run: {error}.")
    start = time.monotonic()
    tried = attempt(exercise, code, cases, stop, trusted=True)
    seconds = time.monotonic() - start
    results = tuple(_judged(exercise, tried, cases))
    passed = not tried.message and all(case.passed for case in results)
    mistake, message = None, f"Right: all {len(cases)} cases pass."
    if not passed:
        mistake, message = _explained(exercise, code, tried, cases, results, stop)
    failing = next((each.error for each in tried.answers if each.error), None)
    return Outcome(
        passed=passed,
        message=message,
        mistake=mistake,
        cases=() if tried.forbidden else results,
        output=tried.output,
        seconds=seconds,
        error=tried.error or failing,
        judgement=None if tried.message else judgement(exercise, code, stop),
        stopped=tried.stopped,
    )


def prepare(exercise: Exercise) -> None:
    """Do ahead what the first `check` would wait for; it waits for child processes as well."""
    if exercise.is_program:
        with suppress(UnusableTests):
            attempts_of_mutants(exercise)
            judgement(exercise, None)


def _judged(exercise: Exercise, tried: ProgramAttempt, cases: Sequence[Case]) -> list[CaseResult]:
    answers: list[Answer | None] = [*tried.answers]
    answers += [None] * (len(cases) - len(answers))
    return [_result(exercise, case, each) for case, each in zip(cases, answers, strict=True)]


def _result(exercise: Exercise, case: Case, answer: Answer | None) -> CaseResult:
    faults = {"": _NOT_COME_TO}
    if answer:
        faults = faults_of(exercise, case, answer)
    return CaseResult(
        title=case.title,
        shown=case.shown,
        passed=not faults,
        inputs=case.inputs,
        expected=case.expected,
        got=answer.values if answer else {},
        faults=faults,
        call=case.call,
    )


def _explained(
    exercise: Exercise,
    code: str,
    tried: ProgramAttempt,
    cases: Sequence[Case],
    results: Sequence[CaseResult],
    stop: Callable[[], bool] | None,
) -> tuple[str | None, str]:
    """Return the known mistake's name, if it is one, and what explains the results.

    What is found is true of every case: the place of a mistake is that of the one change with
    which all of them pass. Where nothing is found, it is what is wrong in the first case.
    """
    if tried.forbidden or tried.stopped:
        return None, tried.message
    if exercise.kind == "code" and code.split() == exercise.starter.split():
        return None, f"Nothing is written yet: {exercise.file_name} is as you began with it."
    strange = strange_line(exercise, code)
    if tried.message:
        return None, strange or tried.message
    first = _first_fault(results, single_columns(exercise, tried, cases))
    if exercise.kind == "bug" and code.split() == exercise.starter.split():
        return None, f"Nothing is repaired yet. {first}"
    if name := known_mistake(exercise, tried, cases):
        return name, exercise.mutants[name].message
    if strange:
        return None, strange
    if names := mixed_mistakes(exercise, tried, cases):
        return None, " ".join(exercise.mutants[name].message for name in names)
    said = diagnosis(exercise, tried, cases)
    if said and not any(each.is_none or _not_finite(each) for each in tried.answers):
        return None, f"{said} {remark(exercise, code)}".rstrip()
    error = next((each.error.sentence for each in tried.answers if each.error), "")
    place = place_of_mistake(exercise, code, tried, cases, stop)
    if place:
        return None, f"{error or said} {place}".lstrip()
    if error:
        return None, error
    return None, f"{said or first} {remark(exercise, code)}".rstrip()


def _not_finite(answer: Answer) -> bool:
    """Say whether nan or infinity came: what happened is known then, and not yet why."""
    arrays = map(numbers_of, answer.values.values())
    return any(array is not None and not np.isfinite(array).all() for array in arrays)


def _first_fault(results: Sequence[CaseResult], besides: str) -> str:
    """Return what is wrong in the first failing case, and which results are right in all."""
    name, said = next((name, said) for each in results for name, said in each.faults.items())
    right = [other for other in results[0].expected if all(_is_right(c, other) for c in results)]
    if name and right:
        are = "is" if len(right) == 1 else "are"
        said = f"{said} {joined(right)} {are} right in every case."
    return f"{said} {besides}".rstrip()


def _is_right(case: CaseResult, name: str) -> bool:
    return name in case.got and name not in case.faults and "" not in case.faults
