"""Errors that are added up with their signs, so that they cancel out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tutor.programs.expressions import called, parsed, sign, statement
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.elsewhere import function_at
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.source import nodes_of
from tutor.programs.recorded import Event, Recorded

KIND = "errors cancel out"
_LOSS = re.compile(r"(?:^|_)(?:loss|cost|mse|sse|rmse|squared|[EJ])(?:_|$)")
"""What is surely a loss by its name; an "error" may be meant to have a sign."""


@dataclass(slots=True)
class _Wrapping:
    """What is done with a sum before it is a loss."""

    is_half: bool = False
    is_squared: bool = False


def cancelled_errors(recorded: Recorded) -> Iterator[Noticed]:
    """A loss that adds up outputs minus targets, or squares their sum."""
    makers = first_makers(recorded)
    told: dict[int, list[tuple[Event, Event]]] = {}
    for event in recorded.operations:
        if called(event.place.text) in ("sum", "mean") and event.value.array.size == 1:
            gap = makers.get(id(event.operands[0].value)) if event.operands else None
            if gap is not None and sign(gap.place.text) == "Sub":
                told.setdefault(id(event.place), []).append((event, gap))
    for pairs in told.values():
        event, gap = pairs[0]
        numbers = np.concatenate([each.value.array.ravel() for _, each in pairs])
        wrapping = _as_loss(event, recorded) if numbers.min() < 0 < numbers.max() else None
        if wrapping is None or not _is_led_back(gap, event, recorded):
            continue
        if not wrapping.is_squared:
            said = "Errors above and below the target cancel out here: square each of them first."
            yield Noticed(event, KIND, said)
        elif gap.value.array.size > 1:
            said = "This is the square of a sum, in which errors cancel out: add up the squares."
            yield Noticed(event, KIND, said)


def _as_loss(event: Event, recorded: Recorded) -> _Wrapping | None:
    """What is done with a sum on its line, if it surely becomes a loss."""
    after = (
        each
        for each in recorded.operations
        if event.number <= each.number <= event.number + 8
        and each.line == event.line
        and each.node == event.node
    )
    for each in after:
        match statement(each.place.text):
            case ast.AugAssign(target=target, op=ast.Add(), value=value):
                name = ast.unparse(target)
            case ast.Expr(value=value) if each.name:
                name = each.name
            case _:
                continue
        wrapping = _wrapping(value, event.place.text)
        if wrapping and (wrapping.is_half or _LOSS.search(name.rpartition(".")[2])):
            return wrapping
    return _as_returned(event, recorded)


def _as_returned(event: Event, recorded: Recorded) -> _Wrapping | None:
    """What is done with a sum that a function returns which is called a loss."""
    code = recorded.program.code
    for node in nodes_of(code) if _LOSS.search(function_at(code, event.line)) else ():
        match node:
            case ast.Return(value=ast.expr() as value, lineno=event.line):
                return _wrapping(value, event.place.text)
    return None


def _wrapping(value: ast.expr, text: str) -> _Wrapping | None:
    """What stands round a piece of an expression, None for more than factors and a square."""
    inner, found = parsed(text), _Wrapping()
    wanted = ast.dump(inner) if inner is not None else ""
    while ast.dump(value) != wanted:
        match value:
            case ast.BinOp(left=left, op=ast.Pow(), right=ast.Constant(value=2)):
                value, found.is_squared = left, True
            case ast.BinOp(left=left, op=ast.Mult() | ast.Div() as op, right=right):
                holds_left = any(ast.dump(each) == wanted for each in ast.walk(left))
                value, factor = (left, right) if holds_left else (right, left)
                half = 2 if isinstance(op, ast.Div) and holds_left else 0.5
                found.is_half |= isinstance(factor, ast.Constant) and factor.value == half
            case ast.UnaryOp(op=ast.USub(), operand=value):
                pass
            case ast.Call(func=ast.Name(id="sqrt") | ast.Attribute(attr="sqrt"), args=[value]):
                pass
            case _:
                return None
    return found


def _is_led_back(gap: Event, total: Event, recorded: Recorded) -> bool:
    """Whether errors are used for more than this, as those are that the network learns from."""
    for event in recorded.operations:
        if event.place is total.place or event.place is gap.place:
            continue
        if event.place.text == gap.place.text:
            return True
        if any(each.value is gap.value for each in event.operands):
            return True
    return False
