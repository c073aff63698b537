"""Where a program parts from a right one that calls its values otherwise, or by no name.

What gives numbers that a right program does not have may still be right on its way: then something
made of it is known there. The first thing of which nothing known is made is where the two part.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tutor.programs.matching import close_array
from tutor.programs.recorded import Event, Recorded
from tutor.programs.values import Value

_MOST = 600
"""Operations of each program that are looked at."""
_FEWEST = 2
"""Numbers that are hardly the same by chance."""


def first_unknown(right: Recorded, recorded: Recorded) -> Event | None:
    """Return the first operation with numbers of which nothing is made that a right program has."""
    known = _distinct(right.operations[:_MOST])
    operations = [each for each in recorded.operations[:_MOST] if _is_telling(each.value)]
    leads: set[int] = set()
    """Values that are known, or of which something known is made."""
    is_known: dict[int, bool] = {}
    for event in reversed(operations):
        at = id(event.value)
        if at not in is_known:
            is_known[at] = any(_is_same(event.value, each) for each in known)
        if is_known[at] or at in leads:
            leads |= {at, *(id(each.value) for each in event.operands)}
    return next((each for each in operations if id(each.value) not in leads), None)


def _distinct(operations: Sequence[Event]) -> list[Value]:
    told = {id(each.value): each.value for each in operations if _is_telling(each.value)}
    return [*told.values()]


def _is_telling(value: Value) -> bool:
    return value.dtype.startswith("float") and value.array.size >= _FEWEST and not value.cut


def _is_same(value: Value, other: Value) -> bool:
    one, true = value.array, other.array
    if one.size != true.size:
        return False
    return np.array_equal(one.ravel(), true.ravel()) or close_array(one, true)
