"""The mean over the examples, taken twice or never."""

from __future__ import annotations

import ast
import math
from collections import deque
from collections.abc import Iterator, Mapping

import numpy as np

from tutor.programs.expressions import adds, called, is_product, spelled, statement, takes_away
from tutor.programs.lineage import ancestors, first_makers, takers_of
from tutor.programs.matching import near
from tutor.programs.naming import meaning
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded
from tutor.programs.why.evaluation import Unknown, evaluated, operands_by_text

_FAR = 40
"""Operations that an array is followed back through."""


def means_taken_twice(recorded: Recorded) -> Iterator[Noticed]:
    """A gradient of a weight that is divided by m, from a delta that was divided by m."""
    makers = first_makers(recorded)
    for event in recorded.operations:
        if not _is(event, "dW", "db"):
            continue
        for operand in ancestors(event):
            delta = makers.get(id(operand.value), operand)
            if operand.is_operation or not _is(delta, "dZ") or delta.value.array.ndim != 2:
                continue
            both = (
                _divisors_of(event, operand) & _divided_by(delta, makers) & set(delta.value.shape)
            )
            m = max(both, default=0)
            if m and not _is_of_batches(event, m, recorded):
                name = delta.name or delta.place.text
                said = f"{name} is divided by {m} already: here the mean is taken a second time."
                yield Noticed(event, "mean taken twice", said)


def _is_of_batches(event: Event, m: int, recorded: Recorded) -> bool:
    """Whether as many gradients are added up in a loop: m is the number of batches, too."""
    turn = recorded.turn(event.node)
    if not turn:
        return False
    turns = recorded.below[recorded.nodes[turn].parent]
    site = recorded.nodes[turn].site
    is_over_all = sum(recorded.nodes[each].site is site for each in turns) == m
    adding = (e for e in takers_of(recorded).get(id(event.value), ()) if adds(e.place.text))
    return is_over_all and any(each.line != event.line for each in adding)


def _divisors_of(event: Event, part: Event) -> set[int]:
    """What a part of an operation is divided by on its line, and not what is added to it."""
    found, is_sum = _divisors_here(event), adds(event.place.text) or takes_away(event.place.text)
    for operand in event.operands:
        holds_it = any(each is part for each in (operand, *ancestors(operand)))
        if operand.line == event.line and (holds_it or not is_sum):
            found |= _divisors_of(operand, part)
    return found


def _divided_by(delta: Event, makers: Mapping[int, Event], depth: int = 6) -> set[int]:
    """What a delta was divided by, or the delta of the layer above that it was made from."""
    found = _divisors(delta)
    for operand in ancestors(delta) if depth else ():
        above = makers.get(id(operand.value), operand)
        if not operand.is_operation and above is not delta and _is(above, "dZ", "dA"):
            found |= _divided_by(above, makers, depth - 1)
    return found


def means_never_taken(recorded: Recorded) -> Iterator[Noticed]:
    """Gradients that are sums, of a loss that is a mean."""
    losses = [event for event in recorded.operations if _is(event, "J")]
    means = {m for event in losses for m in _divisors(event) if m > 1}
    gradients = [e for e in recorded.operations if _contracted(e) in means and _is(e, "dW")]
    if not gradients:
        return
    lines = {event.line for event in losses}
    others = (event for event in recorded.operations if event.line not in lines)
    divided = {m for event in others for m in _divisors_here(event)}
    makers = first_makers(recorded)
    for event in gradients:
        inner = _contracted(event)
        halves = {n for each in _made_of(event, makers) for n in _divisors_here(each)}
        if all(n % inner for n in divided) and all(2 * n % inner for n in halves):
            said = f"The loss is a mean over {inner} examples, the gradient a sum: divide it, too."
            yield Noticed(event, "mean never taken", said)
            return


def _made_of(event: Event, makers: Mapping[int, Event]) -> Iterator[Event]:
    """Yield what an array was made of, the nearest first: 2 / m may stand there as a number."""
    waiting, seen = deque([event]), set[int]()
    while waiting and len(seen) < _FAR:
        each = waiting.popleft()
        made = each if each.is_operation else makers.get(id(each.value), each)
        if id(made) not in seen:
            seen.add(id(made))
            yield made
            waiting += made.operands


def _is(event: Event, *kinds: str) -> bool:
    meant = meaning(event.name or "")
    return event.is_operation and meant is not None and meant.kind in kinds


def _contracted(event: Event) -> int:
    """Over how many numbers a product of two matrices adds up."""
    if not is_product(event.place.text) or len(event.operands) != 2:
        return 0
    return event.operands[0].value.shape[-1] if event.operands[0].value.shape else 0


def _divisors(event: Event) -> set[int]:
    """What is divided by on the line of an operation."""
    found = (_divisors_here(each) for each in (event, *ancestors(event)) if each.line == event.line)
    return set().union(*found)


def _divisors_here(event: Event) -> set[int]:
    """The whole numbers above 1 that an operation divides by; a mean divides by a length."""
    if called(event.place.text) in ("mean", "average"):
        taken = event.operands[0].value.shape if event.operands else ()
        return {n for n in taken if n > 1} | {int(np.prod(taken))}
    left, right = _parts(event)
    if left is None and right is not None and right > 1:
        return _whole(right)
    fractions = [each for each in (left, right) if each is not None and 0 < each < 1]
    return {n for each in fractions for n in _whole(1 / max(each, _LEAST))}


def _whole(number: float) -> set[int]:
    """A number as a whole one, nothing where it is none that could count examples."""
    n = round(min(number, 1 / _LEAST))
    return {n} if n < 1 / _LEAST and near(number, n, 1e-9) else set()


_LEAST = 1e-12
"""A factor below is no share of anything that can be counted."""


def _parts(event: Event) -> tuple[float | None, float | None]:
    """What an operation multiplies by on each side; what it divides by, at the right alone."""
    match statement(event.place.text):
        case ast.Expr(value=ast.BinOp(op=ast.Div(), right=right)):
            return None, number(right, event)
        case ast.AugAssign(op=ast.Div(), value=right):
            return None, number(right, event)
        case ast.Expr(value=ast.BinOp(left=left, op=ast.Mult(), right=right)):
            return _fraction(left, event), _fraction(right, event)
    return None, None


def number(node: ast.expr, event: Event) -> float | None:
    """Return what a part of an operation is worth, None where that is no finite number."""
    operands = operands_by_text(event)
    if (told := operands.get(spelled(node))) is not None:
        value = told.value.array
    else:
        try:
            value = np.asarray(evaluated(node, operands), dtype=float)
        except (Unknown, TypeError, ValueError):
            return None
    return float(value) if value.ndim == 0 and math.isfinite(value) else None


def _fraction(node: ast.expr, event: Event) -> float | None:
    """A factor below 1; one above is no division."""
    factor = number(node, event)
    return factor if factor is not None and 0 < factor < 1 else None
