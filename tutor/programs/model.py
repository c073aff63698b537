"""A program against a right one: the first operation that gives a name another value."""

from __future__ import annotations

import re

import numpy as np

from tutor.programs.engine_values import EngineValue
from tutor.programs.lineage import pending
from tutor.programs.matching import close_array
from tutor.programs.partings import Parting
from tutor.programs.recorded import Event, Recorded
from tutor.programs.unnamed_values import first_unknown
from tutor.programs.values import Value

_MOST_AXES = 3  # from which a table shows no more than a plane
OTHER = "{} has another value here than in a right program."
UNKNOWN = "A right program has no such numbers, and nothing that is made of these."


def parting_from(right: Recorded, recorded: Recorded, message: str = "") -> Parting | None:
    """Return the first operation whose name has another value wherever a right program has it.

    Of another shape alone only where no number differs: it may be meant so on the way. What is
    unpacked from a call (dW, db = backward(...)) leads to the operation that made it. Where names
    tell nothing, the line does that is named in the message, or the numbers themselves.
    """
    known: dict[str, list[Value]] = {}
    for event in right.events:
        if event.name:
            known.setdefault(event.name, []).append(event.value)
    passing = pending(recorded.events)
    named = [e for e in recorded.events if known.get(e.name or "") and id(e) not in passing]
    for is_alike in (_has_numbers, _is_equal):
        for event in named:
            truths = known[event.name or ""]
            if event.value.cut or any(is_alike(event.value, truth) for truth in truths):
                continue
            name, made = event.name or "", recorded.computed(event)
            alike = (each.array for each in truths if each.shape == made.value.shape)
            true = next(alike, None)
            value = None
            if true is not None and 0 < true.ndim < _MOST_AXES:
                value = EngineValue(name, true.astype(float), "a right program's")
            return Parting(made, name, message or OTHER.format(name), "", value)
    other = _on_named_line(recorded, message) or first_unknown(right, recorded)
    return Parting(other, "", message or UNKNOWN, "") if other else None


def _on_named_line(recorded: Recorded, message: str) -> Event | None:
    """The first operation of the line that is named in what is said."""
    found = re.match(r"Line (\d+)\b", message)
    line = int(found[1]) if found else 0
    return next((each for each in recorded.operations if each.line == line), None)


def _is_equal(value: Value, truth: Value) -> bool:
    return value.shape == truth.shape and _has_numbers(value, truth)


def _has_numbers(value: Value, truth: Value) -> bool:
    """Whether it has the numbers of another, in whatever shape."""
    one, other = (np.asarray(each.array, dtype=float) for each in (value, truth))
    return one.size == other.size and close_array(one, other)
