"""Sums that are seldom meant, and probabilities along the wrong axis."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from tutor.programs.expressions import called, keyword, parsed, sign
from tutor.programs.naming import meaning
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded


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


@lru_cache(maxsize=4)
def wrong_axes(recorded: Recorded) -> Sequence[Noticed]:
    """Probabilities that add up to 1 over the examples, or in all, and not over the classes."""
    return [*_wrong_axes(recorded)]


def _wrong_axes(recorded: Recorded) -> Iterator[Noticed]:
    for event in recorded.operations:
        axis = _axis_of_classes(event)
        if axis is None:
            continue
        A = event.operands[0].value.array
        if np.allclose(A.sum(axis=axis), 1) or not (A >= 0).all():
            continue
        if not (np.allclose(A.sum(axis=1 - axis), 1) or np.isclose(A.sum(), 1)):
            continue
        told = [e for e in recorded.operations if e.number < event.number]
        same = (e for e in reversed(told) if np.array_equal(e.value.array, A))
        maker = next((e for e in same if sign(e.place.text) == "Div"), event)
        said = f"Each example's probabilities are to add up to 1: that is axis {axis} here."
        yield Noticed(maker, "softmax axis", said)


def _axis_of_classes(event: Event) -> int | None:
    """Along which axis what may be probabilities has the classes: of P - Y, of P[arange, y]."""
    is_gap = sign(event.place.text) == "Sub"
    operands = [operand.value.array for operand in event.operands]
    if not (is_gap or event.place.text.endswith("]")) or len(operands) < 2:
        return None
    A, Y = operands[:2]
    if A.ndim != 2 or min(A.shape) < 2:
        return None
    if is_gap and A.shape == Y.shape and ((Y == 0) | (Y == 1)).all():
        ones = [bool((Y.sum(axis=axis) == 1).all()) for axis in (0, 1)]
        return ones.index(True) if sum(ones) == 1 else None
    if (along := _along_a_range(event)) is not None:
        return along
    if not is_gap and len(operands) == 3:
        counts = [
            np.array_equal(each, np.arange(n))
            for each, n in zip(operands[1:], A.shape, strict=True)
        ]
        return counts.index(False) if sum(counts) == 1 else None
    return None


def _along_a_range(event: Event) -> int | None:
    """The axis that labels choose along in P[range(m), y], None for anything else."""
    match parsed(event.place.text):
        case ast.Subscript(slice=ast.Tuple(elts=[one, other])):
            counted = [called(ast.unparse(each)) == "range" for each in (one, other)]
            labels = event.operands[-1].value.shape
            if sum(counted) == 1 and event.operands[0].value.shape[counted.index(True)] in labels:
                return counted.index(False)
    return None
