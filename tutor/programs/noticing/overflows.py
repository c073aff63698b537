"""Numbers that leave the numbers, and fractions that whole numbers lose."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called, is_contraction, sign, statement
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded
from tutor.programs.why.evaluation import Unknown, evaluated, operands_by_text


def overflows(recorded: Recorded) -> Iterator[Noticed]:
    """exp that leaves the numbers on its way to NaN, and the logarithm of 0."""
    first_nan = next((e.number for e in recorded.operations if _becomes_nan(e)), None)
    for event in recorded.operations:
        name = called(event.place.text)
        bad = event.value.bad if name in ("exp", "log") else ""
        if not bad or any(operand.value.bad for operand in event.operands):
            continue
        if name == "exp" and "inf" in bad and first_nan is not None and event.number <= first_nan:
            said = "exp overflows to inf, and NaN follows: subtract the largest number first."
            yield Noticed(event, "exp overflow", said)
        elif name == "log" and any((o.value.array == 0).any() for o in event.operands):
            yield Noticed(event, "log of 0", "The logarithm of 0 is −inf: a probability became 0.")


def _becomes_nan(event: Event) -> bool:
    """Whether there are NaN that were in nothing before; what was never set has any numbers."""
    is_unset = called(event.place.text) in ("empty", "empty_like")
    is_new = "NaN" in event.value.bad and not any("NaN" in o.value.bad for o in event.operands)
    return is_new and not is_unset


def outgrown(recorded: Recorded) -> Iterator[Noticed]:
    """The first product, sum or power of finite numbers that is inf, where NaN follows."""
    bad = [event for event in recorded.operations if event.value.bad]
    last_nan = next((e.number for e in reversed(bad) if "NaN" in e.value.bad), -1)
    first = next(iter(bad), None)
    if first is None or first.number > last_nan or any(o.value.bad for o in first.operands):
        return
    text = first.place.text
    if sign(text) in _GROWS or is_contraction(text) or called(text) in ("sum", "square", "power"):
        said = (
            "The first inf, and NaN follows: the numbers grow from step to step. Is the rate too "
        )
        yield Noticed(first, "inf", f"{said}large, or a gradient wrong?")


_GROWS = ("Mult", "Add", "Sub", "Pow", "MatMult")


def whole_quotients(recorded: Recorded) -> Iterator[Noticed]:
    """1 // m is 0, and so is what is multiplied by it."""
    for event in recorded.operations:
        if sign(event.place.text) != "Mult" or not event.value.is_array:
            continue
        for operand in event.operands:
            text = operand.place.text
            if sign(text) == "FloorDiv" and not operand.value.array.any():
                yield Noticed(operand, "integer division", f"{text} is 0: write / in place of //.")


def lost_fractions(recorded: Recorded) -> Iterator[Noticed]:
    """A fraction that is set in an array of integers is cut off."""
    for event in recorded.operations:
        is_set = event.place.kind == "change" and event.place.text.partition("=")[0].rstrip()[-1]
        if is_set != "]" or not event.value.dtype.startswith(("int", "uint")):
            continue
        by = _taken(event)
        if by is not None and by.dtype.kind == "f" and not (by == by.round()).all():
            said = f"{event.name} holds integers, so the fractions are cut off: make it of floats."
            yield Noticed(event, "integer array", said)


def _taken(event: Event) -> NDArray[np.float64] | None:
    """What a statement sets or adds, None where that is not known."""
    match statement(event.place.text):
        case ast.Assign(value=value) | ast.AugAssign(value=value):
            try:
                return np.asarray(evaluated(value, operands_by_text(event)))
            except (Unknown, ValueError):
                return None
    return None
