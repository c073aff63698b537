"""A result of every case beside what is expected, as a diagnosis looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.exercises.attempts import Answer
from tutor.exercises.cases import Case
from tutor.exercises.comparing import close, numbers_of
from tutor.exercises.errors import RunWarning

Array = NDArray[Any]
ENOUGH = 3
"""Numbers that must bear out what is said: fewer may be chance."""


@dataclass(frozen=True, slots=True, eq=False)
class CasePair:
    """One result in one case: what came, and what is due."""

    name: str
    """What the result is called, as the inputs are called: `w`, or `parameters["W1"]`."""
    case: Case
    have: Array
    due: Array
    tolerance: float
    warned: tuple[RunWarning, ...] = ()
    """What NumPy warned of on the way, in order."""

    @property
    def is_right(self) -> bool:
        return self.equals(self.due)

    def equals(self, other: Array) -> bool:
        """Say whether what came is this array, in shape and within the tolerance in numbers."""
        return equal(self.have, other, self.tolerance)

    def inputs(self) -> Iterator[tuple[str, Array]]:
        """Yield the inputs that are numbers, those in dictionaries and lists too, by name."""
        yield from _arrays("", self.case.inputs)


Pairs = Sequence[CasePair]


def equal(left: Array, right: Array, tolerance: float) -> bool:
    """Say whether two arrays are equal in shape and, within the tolerance, in numbers."""
    return left.shape == right.shape and bool(close(left, right, tolerance).all())


def pairs_of(
    cases: Sequence[Case], answers: Sequence[Answer], tolerance: float
) -> dict[str, list[CasePair]]:
    """Return the pairs of each result that is real numbers in every case, by its name."""
    found: dict[str, list[CasePair]] = {}
    for case, answer in zip(cases, answers, strict=True):
        for name, due in _leaves(case.expected):
            value = _at(answer.values, name)
            have, wanted = _computable(numbers_of(value)), _computable(numbers_of(due))
            if have is not None and wanted is not None and have.dtype.kind != "c":
                shown = name[0] + "".join(f'["{key}"]' for key in name[1:])
                found.setdefault(shown, []).append(
                    CasePair(shown, case, have, wanted, tolerance, answer.warned)
                )
    return {name: pairs for name, pairs in found.items() if len(pairs) == len(cases)}


def holds(pairs: Pairs, made: Callable[[CasePair], Any]) -> bool:
    """Say whether in every case what came is `made` of the pair, and enough bears it out.

    A case that is right bears nothing out; nor do zeros, or one number again and again.
    """
    telling = 0
    with np.errstate(all="ignore"):
        for pair in pairs:
            other = made(pair)
            if other is None or not pair.equals(np.asarray(other)):
                return False
            if not pair.is_right:
                telling += min(_distinct(pair.due), _distinct(pair.have))
    return telling >= ENOUGH


def _distinct(array: Array) -> int:
    """Return how many different numbers there are, without 0 and but for the sign."""
    return int(np.unique(np.abs(array[array != 0])).size)


def _computable(array: Array | None) -> Array | None:
    """Return numbers that can be rounded and subtracted: truth values as 0 and 1."""
    return array.astype(float) if array is not None and array.dtype.kind == "b" else array


def _leaves(values: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from (((name, *inner), leaf) for inner, leaf in _leaves(value))
        else:
            yield (name,), value


def _at(values: Mapping[str, Any], name: Sequence[str]) -> Any:
    value: Any = values
    for key in name:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _arrays(prefix: str, values: Mapping[str, Any]) -> Iterator[tuple[str, Array]]:
    for key, value in values.items():
        name = f'{prefix}["{key}"]' if prefix else key
        if isinstance(value, dict):
            yield from _arrays(name, value)
        elif (array := numbers_of(value)) is not None:
            yield name, array
