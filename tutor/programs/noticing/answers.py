"""Where a program asks which of its answers are right, and what each answer was made from."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import lru_cache

from tutor.programs.expressions import called, parsed
from tutor.programs.recorded import Event, Recorded

COUNTED = ("sum", "mean", "count_nonzero", "average")
_MOST_STEPS = 8


@lru_cache(maxsize=4096)
def is_equality(text: str) -> bool:
    """Whether two things are held against each other: a == b, np.equal(a, b)."""
    match parsed(text):
        case ast.Compare(ops=[ast.Eq() | ast.NotEq()]):
            return True
    return called(text) in ("equal", "not_equal", "array_equal")


def equalities(recorded: Recorded) -> list[Event]:
    """Return where answers are held against something, one by one or all together."""
    places = {id(place) for place in recorded.map.places if is_equality(place.text)}
    return [event for event in recorded.operations if id(event.place) in places]


def made_from(event: Event, makers: Mapping[int, Event]) -> Iterator[Event]:
    """Yield the operations that made a value cell by cell, the last first.

    `makers` give the operation that first gave an array.
    """
    for _ in range(_MOST_STEPS):
        made = makers.get(id(event.value), event)
        if not made.is_operation:
            return
        yield made
        size = made.value.array.size
        same = [each for each in made.operands if each.value.array.size == size]
        if called(made.place.text) == "argmax":
            same = made.operands[:1]
        if len(same) != 1:
            return
        event = same[0]
