"""Compares what a program gave back with what is expected: shapes first, then values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.exercises.attempts import Answer
from tutor.exercises.cases import Case
from tutor.exercises.model import Exercise
from tutor.formulas.numbers import spell

_NOISE = 1e-4
"""Of the tolerance, relative to the largest number: what rounding leaves of a zero."""

Array = NDArray[Any]


def faults_of(exercise: Exercise, case: Case, answer: Answer) -> dict[str, str]:
    """Return what is wrong with each result, by its name, in a sentence each.

    What is wrong with all of them stands under "". A result of the same name as an input that was
    changed gets one sentence for both.
    """
    faults = value_faults(exercise, case, answer)
    if "" in faults:
        return faults
    for name in answer.changed:
        if name not in exercise.changes:
            said = f"Your code changes its input {name}; work on a copy of it."
            faults[name] = f"{faults[name]} {said}" if name in faults else said
    return faults


def value_faults(exercise: Exercise, case: Case, answer: Answer) -> dict[str, str]:
    """Return what is wrong with what came back, whatever became of the inputs."""
    if answer.error:
        return {"": answer.error.sentence}
    name = exercise.function or "Your code"
    asked = ", ".join(case.expected)
    if answer.is_none:
        return {"": f"{name} gives back None, not {asked}: does it end with return?"}
    if answer.wrong_count:
        count = len(case.expected)
        return {"": f"{name} gives back {answer.wrong_count}; {count} are asked: {asked}."}
    faults = {}
    for name, wanted in case.expected.items():
        if name in answer.odd:
            faults[name] = f"{name} is {answer.odd[name]}."
        elif problem := difference(name, answer.values[name], wanted, exercise.tolerance):
            faults[name] = problem
    return faults


def difference(name: str, got: Any, wanted: Any, tolerance: float) -> str:
    """Return in a sentence how a value differs from what is expected; "" if it does not."""
    if isinstance(wanted, dict):
        return _of_dictionaries(name, got, wanted, tolerance)
    if wanted is None or isinstance(wanted, str):
        return "" if type(got) is type(wanted) and got == wanted else _other(name, got, wanted)
    due = _numbers(wanted)
    if due is None:
        return _of_lists(name, got, wanted, tolerance)
    have = _numbers(got)
    if have is None:
        return _other(name, got, wanted)
    if have.shape != due.shape:
        return f"{name} {_having(have)}; {_asked(due)}."
    if have.dtype.kind == "c" and due.dtype.kind != "c":
        return f"{name} holds complex numbers."
    return _of_numbers(name, have, due, tolerance)


def same(got: Any, wanted: Any, tolerance: float) -> bool:
    """Say whether two plain values are equal in shape and, within the tolerance, in numbers."""
    return not difference("", got, wanted, tolerance)


def close(have: Array, due: Array, tolerance: float) -> NDArray[np.bool_]:
    """Return for each number whether it is as near as is asked; the arrays have one shape."""
    have, due = _floating(have), _floating(due)
    largest = np.max(np.abs(due), initial=1.0, where=np.isfinite(due))
    with np.errstate(all="ignore"):
        near: NDArray[np.bool_] = np.isclose(
            have, due, rtol=tolerance, atol=_NOISE * tolerance * largest, equal_nan=True
        )
    return near


def numbers_of(value: Any) -> Array | None:
    """Return a plain value as an array of numbers, None if it is none."""
    return _numbers(value)


def _numbers(value: Any) -> Array | None:
    if isinstance(value, str | dict | None):
        return None
    try:
        array = np.asarray(value)
    except (ValueError, OverflowError):
        return None
    return array if array.dtype.kind in "biufc" else None


def _floating(array: Array) -> Array:
    return array if array.dtype.kind == "c" else array.astype(np.float64)


def _of_numbers(name: str, have: Array, due: Array, tolerance: float) -> str:
    near = close(have, due, tolerance)
    if near.all():
        return ""
    if have.ndim == 0:
        return f"{name} is {_spelt(have)}; {_spelt(due)} is right."
    wrong = int(near.size - np.count_nonzero(near))
    what = f"{wrong} of {near.size} numbers" if wrong < near.size else "every number"
    place = tuple(int(i) for i in np.argwhere(~near)[0])
    at = ", ".join(map(str, place))
    first = f"[{at}] is {spell(have[place].item(), 6)}; {spell(due[place].item(), 6)} is right"
    return f"{name} is wrong in {what}: {name}{first}."


def _spelt(array: Array) -> str:
    """Return a single number as it is read, or a truth value."""
    return str(array.item()) if array.dtype.kind == "b" else spell(array.item(), 6)


def _of_dictionaries(name: str, got: Any, wanted: Mapping[str, Any], tolerance: float) -> str:
    if not isinstance(got, dict):
        return f"{name} is no dictionary; one with {', '.join(wanted)} is asked."
    if missing := [key for key in wanted if key not in got]:
        return f"{name} has no {', '.join(missing)}."
    for key, value in wanted.items():
        if problem := difference(f'{name}["{key}"]', got[key], value, tolerance):
            return problem
    return ""


def _of_lists(name: str, got: Any, wanted: list[Any], tolerance: float) -> str:
    if not isinstance(got, list):
        return f"{name} is no list; {len(wanted)} values are asked."
    if len(got) != len(wanted):
        return f"{name} holds {len(got)} values; {len(wanted)} are asked."
    for number, value in enumerate(wanted):
        if problem := difference(f"{name}[{number}]", got[number], value, tolerance):
            return problem
    return ""


def _having(array: Array) -> str:
    return f"has the shape {array.shape}" if array.ndim else "is a single number"


def _asked(array: Array) -> str:
    return f"{array.shape} is asked" if array.ndim else "a single number is asked"


def _other(name: str, got: Any, wanted: Any) -> str:
    return f"{name} is {_in_words(got)}; {_in_words(wanted)} is asked."


def _in_words(value: Any) -> str:
    if value is None:
        return "None"
    if isinstance(value, str):
        return f"the text {value[:60]!r}"
    if isinstance(value, dict):
        return "a dictionary"
    array = _numbers(value)
    if array is None:
        return "a list of several kinds"
    return f"an array of shape {array.shape}" if array.ndim else "a single number"
