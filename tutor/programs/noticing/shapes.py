"""Shapes and sums that are seldom meant, and probabilities along the wrong axis."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tutor.programs.expressions import called, keyword, sign
from tutor.programs.naming import meaning
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Recorded


def squares(recorded: Recorded) -> Iterator[Noticed]:
    """A column and a plain vector of one length make a square."""
    for event in recorded.operations:
        shapes = sorted((operand.value.shape for operand in event.operands), key=len)
        if len(shapes) != 2 or len(shapes[0]) != 1 or event.value.shape != shapes[0] * 2:
            continue
        n = shapes[0][0]
        if n > 1 and shapes[1] == (n, 1) and sign(event.place.text) in ("Add", "Sub", "Mult"):
            said = f"({n},) and ({n}, 1) were stretched to ({n}, {n}): reshape one to the other."
            yield Noticed(event, "accidental square", said)


def sums_without_axis(recorded: Recorded) -> Iterator[Noticed]:
    """The gradient of a bias in which all units are added up."""
    for event in recorded.operations:
        meant = meaning(event.name or "")
        if meant is None or meant.kind != "db" or event.value.array.size != 1:
            continue
        for part in (event, *(o for o in event.operands if o.line == event.line)):
            text = part.place.text
            is_sum = called(text) in ("sum", "mean") and keyword(text, "axis") is None
            taken = part.operands[0].value.shape if part.operands else ()
            if is_sum and len(taken) == 2 and min(taken) > 1 and part.value.array.size == 1:
                said = f"All {taken[0]} × {taken[1]} numbers are added up: name an axis."
                yield Noticed(part, "sum without axis", said)


def wrong_axes(recorded: Recorded) -> Iterator[Noticed]:
    """Probabilities that add up to 1 over the examples, not over the classes."""
    for event in recorded.operations:
        if sign(event.place.text) != "Sub" or len(event.operands) != 2:
            continue
        A, Y = (operand.value.array for operand in event.operands)
        if A.ndim != 2 or A.shape != Y.shape or min(A.shape) < 2 or not np.isin(Y, (0, 1)).all():
            continue
        ones = [bool((Y.sum(axis=axis) == 1).all()) for axis in (0, 1)]
        sums = [bool(np.allclose(A.sum(axis=axis), 1)) for axis in (0, 1)]
        if sum(ones) == 1 and sum(sums) == 1 and ones != sums and (A >= 0).all():
            told = [e for e in recorded.operations if e.number < event.number]
            same = (e for e in reversed(told) if np.array_equal(e.value.array, A))
            maker = next((e for e in same if sign(e.place.text) == "Div"), event)
            axis = ones.index(True)
            said = f"Each example's probabilities are to add up to 1: that is axis {axis} here."
            yield Noticed(maker, "softmax axis", said)
