"""Losses of the examples, one by one, that are logarithms of shares with no minus before them."""

from __future__ import annotations

import ast
import re
from collections import deque
from collections.abc import Iterator

import numpy as np

from tutor.programs.judging.compared_pass import Array, CodeDifference, ComparedPass, numbers
from tutor.programs.judging.unnamed_loss import TURNED_LOSS
from tutor.programs.lineage import takers_of
from tutor.programs.noticing.elsewhere import function_at
from tutor.programs.noticing.source import nodes_of
from tutor.programs.recorded import Event

_LOSS = re.compile(r"loss|cost|nll|entropy|xent|neg\w*log", re.I)
_CLOSE = 1e-3
"""Many add a small number in a logarithm."""
_FAR = 40
"""Operations that an array is followed through."""


def turned_shares(compared: ComparedPass) -> Iterator[CodeDifference]:
    """Yield where a loss of each example is its logarithm, and stays below 0 to the end."""
    shares = _logarithms(compared)
    if shares is None or "J" in compared.named or compared.is_saturated:
        return
    last = compared.each.products[-1].event.number
    for event in compared.each.events:
        is_made = event.number > last and event.place.kind == "operation"
        if not is_made or event.value.array.size != shares.size:
            continue
        value = numbers(event).ravel()
        if np.abs(value - shares).max() > _CLOSE * np.abs(shares).max():
            continue
        if _is_loss(event, compared) and not _is_turned_later(event, compared):
            yield CodeDifference(event, "J", TURNED_LOSS, True, True, is_sure=True)
        return


def _logarithms(compared: ComparedPass) -> Array | None:
    """The logarithm of each example's share at its class, None where the loss is another."""
    A, Y, m = compared.truth.values[f"A[{compared.depth}]"], compared.each.Y, compared.truth.m
    if Y is None or Y.shape != A.shape or m < 2 or not (A > 0).all():
        return None
    found: Array = (Y * np.log(A)).sum(axis=0)
    if compared.reference.losses == "binary_crossentropy" and len(A) == 1 and (A < 1).all():
        found = found + ((1 - Y) * np.log(1 - A)).sum(axis=0)
    elif compared.reference.losses != "categorical_crossentropy":
        return None
    return found if np.ptp(found) > 0 else None


def _is_loss(event: Event, compared: ComparedPass) -> bool:
    """Whether it has the name of a loss, or stands in a function that has."""
    function = function_at(compared.recorded.program.code, event.line)
    return any(_LOSS.search(name) for name in (event.name or "", function))


def _is_turned_later(event: Event, compared: ComparedPass) -> bool:
    """Whether anything that is made of it is above 0, or may be on lines that did not run."""
    taken_by = takers_of(compared.recorded)
    waiting, names = deque([event]), set[str]()
    for _ in range(_FAR):
        if not waiting:
            break
        each = waiting.popleft()
        names |= {each.name or "", each.place.text if each.place.kind == "read" else ""}
        if each.value.dtype != "bool" and (numbers(each) > 0).any():
            return True
        waiting += taken_by.get(id(each.value), ())
        waiting += [
            e for e in compared.each.events if not each.value.is_array and each in e.operands
        ]
    return _is_taken_away(names - {""}, compared)


def _is_taken_away(names: set[str], compared: ComparedPass) -> bool:
    """Whether the text turns the sign of what goes by one of these names."""
    for node in nodes_of(compared.recorded.program.code):
        match node:
            case ast.UnaryOp(op=ast.USub(), operand=part):
                pass
            case ast.BinOp(op=ast.Sub(), right=part) | ast.AugAssign(op=ast.Sub(), value=part):
                pass
            case _:
                continue
        if any(isinstance(e, ast.expr) and ast.unparse(e) in names for e in ast.walk(part)):
            return True
    return False
