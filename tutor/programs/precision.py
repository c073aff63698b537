"""How exactly a run computes: what is stored in few digits agrees with the engine in few."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from tutor.programs.recorded import Recorded

CLOSE = 1e-6
"""How far apart, relative to the largest number, two values may be that are called equal."""
_ROUNDING = {"float16": 2.0**-10, "float32": 2.0**-23}
"""From 1 to the next number, of what holds fewer digits than Python's own."""
_CLOSE = {"float16": 5e-2, "float32": 1e-3}
_dtype = ContextVar("_dtype", default="float64")


def close() -> float:
    """Return how far apart, relative to the largest number, two values of the run may be."""
    return _CLOSE.get(_dtype.get(), CLOSE)


def floats() -> str:
    """Return the kind of floats with the fewest digits that the run computes with."""
    return _dtype.get()


def rounding() -> float:
    """Return how far apart neighbouring numbers of the run are, 0 where that is hardly felt."""
    return _ROUNDING.get(_dtype.get(), 0.0)


def coarsest(recorded: Recorded) -> str:
    """Return the kind of floats with the fewest digits that a run computes with."""
    found = {event.value.dtype for event in recorded.events if event.value.array.dtype.kind == "f"}
    return next((each for each in _ROUNDING if each in found), "float64")


@contextmanager
def precision_of(recorded: Recorded) -> Iterator[None]:
    """Within, values are compared as exactly as a run computes."""
    token = _dtype.set(coarsest(recorded))
    try:
        yield
    finally:
        _dtype.reset(token)
