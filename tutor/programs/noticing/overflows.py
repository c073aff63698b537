"""Numbers that leave the numbers, and fractions that whole numbers lose."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called, is_contraction, sign, statement
from tutor.programs.noticing.bad_numbers import bad_numbers
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded
from tutor.programs.why.evaluation import Unknown, evaluated, operands_by_text

GROWN = ("inf", "exp overflow", "log of 0", "NaN")
"""The kinds that may come of a gradient that is wrong, and say nothing of it."""


def overflows(recorded: Recorded) -> Iterator[Noticed]:
    """exp that leaves the numbers on its way to NaN, and the logarithm of 0."""
    bad = bad_numbers(recorded)
    for event in bad.events:
        name = called(event.place.text)
        if name not in ("exp", "log") or any(operand.value.bad for operand in event.operands):
            continue
        if name == "exp" and bad.harm(event, by_inf=False):
            said = "exp overflows to inf, and NaN follows: subtract the largest number first."
            yield Noticed(event, "exp overflow", said)
        elif name == "log" and _takes_zero(event) and bad.harm(event):
            yield Noticed(event, "log of 0", "The logarithm of 0 is −inf: a probability became 0.")


def _takes_zero(event: Event) -> bool:
    return any(bool((operand.value.array == 0).any()) for operand in event.operands)


def no_numbers(recorded: Recorded) -> Iterator[Noticed]:
    """The first NaN that is made of finite numbers, where it stays."""
    bad = bad_numbers(recorded)
    for event in bad.events:
        said = _said_of_nan(event)
        if said and not any(o.value.bad for o in event.operands) and bad.harm(event, False):
            yield Noticed(event, "NaN", f"{said} is NaN, and what is made of it is, too.")
            return


def _said_of_nan(event: Event) -> str:
    """What gives NaN from finite numbers, "" where nothing known does."""
    text = event.place.text
    given = [operand.value.array for operand in event.operands]
    if "NaN" not in event.value.bad or not given:
        return ""
    if sign(text) == "Div" and (given[-1] == 0).any():
        return "0 / 0"
    if called(text) in _OF_NEGATIVES and (given[0] < 0).any():
        return f"{_OF_NEGATIVES[called(text)]} of a negative number"
    return ""


_OF_NEGATIVES = {"sqrt": "The square root", "log": "The logarithm"}


def outgrown(recorded: Recorded) -> Iterator[Noticed]:
    """The first product, sum or power of finite numbers that is inf, where NaN follows."""
    bad = bad_numbers(recorded)
    first = next(iter(bad.events), None)
    if first is None or any(o.value.bad for o in first.operands):
        return
    text = first.place.text
    grows = sign(text) in _GROWS or is_contraction(text) or called(text) in _GROWING
    if grows and "NaN" not in first.value.bad and bad.harm(first, by_inf=False):
        said = (
            "The first inf, and NaN follows: the numbers grow from step to step. Is the rate too "
        )
        yield Noticed(first, "inf", f"{said}large, or a gradient wrong?")


_GROWING = ("sum", "square", "power")
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
