"""A program against a right one: the first operation that gives a name another value."""

from __future__ import annotations

import numpy as np

from tutor.programs.lineage import pending
from tutor.programs.matching import close_array
from tutor.programs.partings import EngineValue, Parting
from tutor.programs.recorded import Recorded
from tutor.programs.values import Value

_MOST_AXES = 3  # from which a table shows no more than a plane
OTHER = "{} has another value here than in a right program."


def parting_from(right: Recorded, recorded: Recorded, message: str = "") -> Parting | None:
    """Return the first operation whose name has another value wherever a right program has it.

    What is unpacked from a call (dW, db = backward(...)) leads to the operation that made it.
    """
    known: dict[str, list[Value]] = {}
    for event in right.events:
        if event.name:
            known.setdefault(event.name, []).append(event.value)
    passing = pending(recorded.events)
    for event in recorded.events:
        truths = known.get(event.name or "")
        if not truths or id(event) in passing or event.value.cut:
            continue
        if not any(_is_equal(event.value, truth) for truth in truths):
            name, made = event.name or "", recorded.computed(event)
            alike = (each.array for each in truths if each.shape == made.value.shape)
            true = next(alike, None)
            value = None
            if true is not None and 0 < true.ndim < _MOST_AXES:
                value = EngineValue(name, true.astype(float), "a right program's")
            return Parting(made, name, message or OTHER.format(name), "", value)
    return None


def _is_equal(value: Value, truth: Value) -> bool:
    return value.shape == truth.shape and close_array(
        np.asarray(value.array, dtype=float), np.asarray(truth.array, dtype=float)
    )
