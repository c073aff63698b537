"""One change of an operation, and what may stand for what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tutor.programs.recorded import Event
from tutor.programs.tape.graph import TapeValue

Make = Callable[[Event, TapeValue], TapeValue | None]
"""From an operation and its value: of a call the value is that of an operation within."""


@dataclass(frozen=True, slots=True, eq=False)
class Edit:
    """Another operation in the place of one, and what is said of the difference."""

    event: Event
    rank: int
    """The likelier, the less."""
    message: str
    make: Make
    """Gives what it would be, of each of the times that the program comes by."""
    written: Event | None = None
    """Where the number is written that stands under a name in the operation, and nowhere else."""


def is_like(one: TapeValue, other: TapeValue) -> bool:
    """Whether one may stand for the other: a count, or a truth, for no fraction."""
    is_shaped = bool(np.shape(one.value) == np.shape(other.value))
    return is_shaped and (is_whole(other) or not is_whole(one))


def may_stand_for(one: TapeValue, other: TapeValue) -> bool:
    """Whether one may be taken in the place of the other, also a number in that of an array.

    Zeros are not: a step that is none mends nothing.
    """
    is_number = not (np.ndim(one.value) and np.ndim(other.value))
    is_fit = is_like(one, other) or (is_number and not is_whole(one))
    return is_fit and bool(np.any(one.value))


def is_whole(value: TapeValue) -> bool:
    event = value.event
    return event is not None and event.value.dtype.startswith(("int", "uint", "bool"))


def unlike(text: str, other: str) -> int:
    """How unlikely it is that one text was written for the other."""
    is_call = ("(" in text) == ("(" in other)
    return 0 if is_call and _bare(text) == _bare(other) else 1 if is_call else 2


def _bare(text: str) -> str:
    """A text without its numbers: w5 and w6 are much alike."""
    return "".join(each for each in text if not each.isdigit())
