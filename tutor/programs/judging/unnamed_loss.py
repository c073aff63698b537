"""The loss of a pass where no name tells which number it is: logarithms of outputs, summed up."""

from __future__ import annotations

import ast

from tutor.programs.expressions import called, parsed, sign
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.matching import against
from tutor.programs.recorded import Event

_LOGS = ("log", "log2", "log10", "log1p", "logaddexp")
_SUMS = ("sum", "mean", "average", "dot", "squeeze", "nansum", "nanmean")
_TO_OTHERS = ("exp", "argmax", "round")


def unnamed_loss(compared: ComparedPass) -> CodeDifference | None:
    """Return the one number that logarithms add up to, where no number is the engine's loss."""
    if "J" not in compared.truth.values or "J" in compared.named or compared.is_penalised:
        return None
    singles = [e for e in compared.each.events if e.is_operation and e.value.array.size == 1]
    if any(against("J", numbers(e), compared.truth).how != "different" for e in singles):
        return None
    reached = _from_logs(compared)
    found = [e for e in singles if id(e) in reached]
    if not found:
        return None
    whole = [e for e in found if (e.line, e.node) == (found[0].line, found[0].node)]
    return CodeDifference(whole[-1], "J", "This adds logarithms up, and is not the engine's loss.")


def _from_logs(compared: ComparedPass) -> set[int]:
    """The operations that are made of logarithms of the last layer's numbers."""
    reached, arrays = set[int](), set[int]()
    last, m = compared.each.products[-1].event.number, compared.truth.m
    for event in compared.each.events:
        if event.number <= last or event.place.kind != "operation":
            continue
        is_log = called(event.place.text) in _LOGS and event.value.array.size >= m > 1
        takes = any(id(e) in reached or id(e.value) in arrays for e in event.operands)
        if is_log or (takes and _goes_on(event)):
            reached.add(id(event))
            if event.value.is_array and event.value.array.size > 1:
                arrays.add(id(event.value))
    return reached


def _goes_on(event: Event) -> bool:
    """Whether what is made of a logarithm is still on its way to a loss."""
    text = event.place.text
    if event.value.array.size == 1:
        is_negative = isinstance(parsed(text), ast.UnaryOp)
        return bool(sign(text)) or is_negative or called(text) in _SUMS
    return called(text) not in _TO_OTHERS and not isinstance(parsed(text), ast.Compare)
