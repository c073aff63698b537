"""What a statement does with values: adds them up, hands them on, moves them about."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from tutor.programs.expressions import adds, called, is_contraction, parsed, sign, statement
from tutor.programs.judging.compared_pass import numbers
from tutor.programs.recorded import Event

_MOVED = ("copy", "reshape", "transpose", "asarray", "array", "astype", "ravel", "squeeze")
_SUMS = ("sum", "mean", "outer")
_DEEP = 8
"""How far an expression is gone into."""


def is_running_sum(event: Event) -> bool:
    """Whether something is added to what was there, or taken from it, as it was: total + dW."""
    if not event.operands:
        return False
    if sign(event.place.text) == "Sub":  # a step takes away something times a rate
        return not any(each.is_operation for each in event.operands)
    is_whole = event.place.kind == "change" or not event.operands[0].is_operation
    return adds(event.place.text) and is_whole


def adds_up(events: Iterable[Event]) -> bool:
    """Whether there is a product of matrices among them, or a sum."""
    texts = (each.place.text for each in events)
    return any(is_contraction(text) or called(text) in _SUMS for text in texts)


def expression(event: Event, depth: int = _DEEP) -> Iterator[Event]:
    """Yield all that stands in the statement of an operation, below it."""
    for operand in event.operands:
        yield operand
        if depth:
            yield from expression(operand, depth - 1)


def numbers_beside(event: Event) -> Iterator[float]:
    """Yield the single numbers that something is multiplied by in the statement of an operation."""
    for each in (event, *expression(event)):
        match parsed(each.place.text):
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                written = (e.value for e in (left, right) if isinstance(e, ast.Constant))
                yield from (float(n) for n in written if isinstance(n, int | float))
                yield from (float(e.value.array) for e in each.operands if not e.value.array.ndim)


def gives_what_it_takes(event: Event) -> bool:
    """Whether it is a call that hands on one of its arguments as it is."""
    return event.is_operation and any(each.value is event.value for each in event.operands)


def renames(event: Event, told: Sequence[Event]) -> bool:
    """Whether a name is given to what another name stands for: a = z, and no unpacking."""
    read = (e for e in told if e.place.kind == "read" and e.line == event.line)
    is_plain = any(e.node == event.node and e.place.text != event.name for e in read)
    return event.place.kind == "bound" and is_plain


def blots_out(event: Event) -> bool:
    """Return whether a part of an array becomes 0."""
    match statement(event.place.text):
        case ast.Assign(targets=[ast.Subscript()], value=ast.Constant(value=0)):
            return True
    return False


def only_moves(event: Event) -> bool:
    """Whether an operation gives the numbers that it takes."""
    if not event.operands or event.place.kind != "operation":
        return False
    text, taken = event.place.text, event.operands[0].value
    moves = text.endswith((".T", "]")) or called(text) in _MOVED
    same = taken.array.size == event.value.array.size > 1
    return (
        moves
        and same
        and np.array_equal(np.sort(taken.array, None), np.sort(event.value.array, None))
    )


def same_number(one: Event, other: Event) -> bool:
    """Whether two numbers have the same digits, and so many that it is no chance."""
    array, number = numbers(one).ravel(), float(numbers(other).ravel()[0])
    return float(array[0]) == number and number * 1024 != np.round(number * 1024)
