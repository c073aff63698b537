"""Recognises a known mistake: a program whose results equal those of one of the mutants."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from threading import Lock

from tutor.exercises.attempts import Answer, ProgramAttempt, attempt
from tutor.exercises.cases import Case, cases_of
from tutor.exercises.comparing import faults_of, same
from tutor.exercises.model import Exercise

_AT_ONCE = 2
_MOST_KEPT = 400

_kept: dict[str, ProgramAttempt] = {}
_lock = Lock()


def known_mistake(exercise: Exercise, tried: ProgramAttempt, cases: Sequence[Case]) -> str | None:
    """Return the name of the mutant that gives the same results in all cases, None if none does."""
    for name, mutant in attempts_of_mutants(exercise).items():
        if alike(tried, mutant, cases, exercise.tolerance):
            return name
    return None


def mixed_mistakes(
    exercise: Exercise, tried: ProgramAttempt, cases: Sequence[Case]
) -> tuple[str, ...]:
    """Return the mutants that explain the wrong results between them, each some; () if none do.

    A mutant explains those that are wrong in it, if all of them are the same here.
    """
    if tried.message or any(each.error or not each.values for each in tried.answers):
        return ()
    wrong = _wrong_names(exercise, tried, cases)
    explained: set[str] = set()
    found = []
    for name, mutant in attempts_of_mutants(exercise).items():
        theirs = frozenset() if mutant.message else _wrong_names(exercise, mutant, cases)
        if theirs and theirs <= wrong - explained and _agree(exercise, tried, mutant, theirs):
            explained |= theirs
            found.append(name)
    return tuple(found) if explained == wrong else ()


def _wrong_names(
    exercise: Exercise, tried: ProgramAttempt, cases: Sequence[Case]
) -> frozenset[str]:
    """Return what is wrong in some case, "" for all that a case gives back."""
    pairs = zip(cases, tried.answers, strict=True)
    return frozenset(name for case, each in pairs for name in faults_of(exercise, case, each))


def _agree(
    exercise: Exercise, left: ProgramAttempt, right: ProgramAttempt, names: frozenset[str]
) -> bool:
    """Say whether two programs gave the same values under these names, in every case."""
    return all(
        name in ours.values
        and name in theirs.values
        and same(ours.values[name], theirs.values[name], exercise.tolerance)
        for ours, theirs in zip(left.answers, right.answers, strict=True)
        for name in names
    )


def attempts_of_mutants(exercise: Exercise) -> dict[str, ProgramAttempt]:
    """Return what each mutant does on the cases; it is run once only."""
    cases = cases_of(exercise)
    missing = [name for name in exercise.mutants if _key(exercise, name) not in _kept]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        tried = partial(attempt, exercise, cases=cases, trusted=exercise.trusted)
        runs = pool.map(lambda name: tried(code=exercise.mutants[name].code), missing)
        for name, done in zip(missing, runs, strict=True):
            _keep(_key(exercise, name), done)
    return {name: _kept[_key(exercise, name)] for name in exercise.mutants}


def alike(
    left: ProgramAttempt, right: ProgramAttempt, cases: Sequence[Case], tolerance: float
) -> bool:
    """Say whether two programs gave the same results in every case, or raised the same."""
    if left.message or right.message:
        return False
    pairs = zip(left.answers, right.answers, strict=True)
    return all(_same_answer(ours, theirs, tolerance) for ours, theirs in pairs)


def _same_answer(left: Answer, right: Answer, tolerance: float) -> bool:
    if left.error or right.error:
        if not (left.error and right.error):
            return False
        return (left.error.kind, left.error.text) == (right.error.kind, right.error.text)
    plain = (left.odd, left.wrong_count, left.is_none, left.changed)
    if plain != (right.odd, right.wrong_count, right.is_none, right.changed):
        return False
    return all(same(left.values[name], right.values[name], tolerance) for name in left.values)


def _key(exercise: Exercise, name: str) -> str:
    asked = (exercise.tests, exercise.function, exercise.returns, exercise.seconds)
    return sha256(repr((asked, exercise.mutants[name].code)).encode()).hexdigest()


def _keep(key: str, done: ProgramAttempt) -> None:
    with _lock:
        while len(_kept) >= _MOST_KEPT:
            del _kept[next(iter(_kept))]
        _kept[key] = done
