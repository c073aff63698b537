"""Values that are divided by another number than that of the examples."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from tutor.programs.expressions import parsed, sign, statement
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.judging.parameter_steps import ParameterSteps
from tutor.programs.judging.statements import expression
from tutor.programs.judging.tracing import Tracer
from tutor.programs.lineage import ancestors
from tutor.programs.matching import near, ratio_to
from tutor.programs.recorded import Event
from tutor.programs.values import Value

_SIZE = re.compile(r"\blen\(|\.shape\b|\.size\b|\bsize\(")
_OF_EXAMPLES = re.compile(
    r"(?:self\.)?_?(?:[mn]|num|count|bs|\w*(?:sample|example|batch|train|rows|points)\w*)", re.I
)
"""What people call the number of examples."""
_SURELY = re.compile(r"(?:self\.)?_?(?:m|\w*(?:sample|example|batch)\w*)", re.I)
"""What they call nothing else."""


def wrong_counts(compared: ComparedPass, steps: ParameterSteps) -> Iterator[CodeDifference]:
    """Yield where a size that is not the number of examples divides a loss or a gradient.

    By all examples, of which this batch was cut, only what is taken as a step at once is divided
    wrongly.
    """
    if (m := compared.truth.m) < 2:
        return
    is_step = any(length is not None for _, length in steps.taken.values())
    for key, event in _scaled(compared, steps):
        factor = ratio_to(numbers(event), compared.with_penalty(key))
        if factor is None:
            continue
        factor = abs(factor) * (m if key[:2] == "dZ" else 1)
        by_one = compared.reference.outputs == "softmax"  # no mean is taken over its outputs
        is_odd = not _is_usual(factor, compared) and not any(
            _is_usual(factor * each, compared, by_one) for each in (m, 1 / m)
        )
        for divided in (event, *expression(event)):
            if is_odd:
                place = _misdivided(divided, key, factor, is_step, compared)
            else:
                place = _divided_by_other_axis(divided, key, factor, compared)
            if place is not None:
                yield place
                break
    if is_step:
        yield from _steps_by_others(compared, steps)


def _misdivided(
    divided: Event, key: str, factor: float, is_step: bool, compared: ComparedPass
) -> CodeDifference | None:
    """What is said of a division, where the factor of a value comes of it."""
    m, whole = compared.truth.m, compared.truth.whole
    by = _divisor(divided)
    n = float(numbers(by).ravel()[0]) if by is not None else 0.0
    if by is None or n < 2 or near(n, m) or not _is_usual(factor * n / m, compared):
        return None
    if n != whole:
        place = _defined(by, divided, compared)
        return _said(place, key, n, compared) if place is not None else None
    loss = compared.named.get("J")
    counts_all = loss is not None and near(abs(loss[1].factor), m / whole)
    is_wrong = is_step and key != "J" and not counts_all
    return _said(divided, key, n, compared) if is_wrong else None


def _divided_by_other_axis(
    divided: Event, key: str, factor: float, compared: ComparedPass
) -> CodeDifference | None:
    """What is said where the count of the examples is taken from the other axis of a table.

    By the number of several outputs one may divide.
    """
    by, m = _divisor(divided), compared.truth.m
    n = float(numbers(by).ravel()[0]) if by is not None else 0.0
    is_of_outputs = n == compared.reference.layers[-1] > 1
    is_odd = not is_of_outputs or (by is not None and bool(_SURELY.fullmatch(by.place.text)))
    if by is None or n in (0, m) or not is_odd or not near(factor * n, m):
        return None
    place = _defined(by, divided, compared)
    taken = by if place is divided else place
    of_table = isinstance(parsed(taken.place.text), ast.Subscript) if taken else False
    shape = numbers(taken.operands[0]).ravel() if taken and of_table and taken.operands else ()
    is_mistaken = [*sorted(shape)] == sorted((n, m))
    return _said(place, key, n, compared) if place and is_mistaken else None


def _said(place: Event, key: str, n: float, compared: ComparedPass) -> CodeDifference:
    is_all = n == compared.truth.whole
    what = "the number of all examples" if is_all else "which is not their number"
    said = f"It is divided by {n:g}, {what}: there are {compared.truth.m} here."
    return CodeDifference(place, key, said, True, True, True)


def _steps_by_others(compared: ComparedPass, steps: ParameterSteps) -> Iterator[CodeDifference]:
    """Steps along sums over a batch that are divided by all examples, or by another size."""
    m, whole = compared.truth.m, compared.truth.whole
    for key, (event, length) in steps.taken.items():
        made, true = steps.slopes[key], compared.truth.values[f"d{key}"]
        factor = ratio_to(numbers(made), true) if made is not None else None
        if length is None or factor is None or not _is_usual(abs(factor) / m, compared):
            continue
        line = (event, *expression(event))
        between = Tracer(compared).summands(event, true.size, made)
        for divided in (*line, *between):
            by = _divisor(divided)
            n = float(numbers(by).ravel()[0]) if by is not None else 0.0
            if by is None or n in (0, 1, m):
                continue
            is_size = whole == 0 and _defined(by, divided, compared) is divided
            is_of_slope = divided not in line or _scales(divided, made, line)
            if is_of_slope and (n == whole or is_size):
                yield _said(event if divided in line else divided, key, n, compared)
                break


def _scales(divided: Event, slope: Event | None, line: Sequence[Event]) -> bool:
    """Whether it is a factor of the slope in its line, and not of the weights that decay."""
    if slope is None:
        return True

    def holds(event: Event, value: Value) -> bool:
        return any(each.value is value for each in (event, *ancestors(event)))

    def has(event: Event) -> bool:
        return event is divided or divided in ancestors(event)

    products = [e for e in line if sign(e.place.text) in ("Mult", "Div")]
    return not any(holds(e, slope.value) for e in line) or any(
        (e is divided and holds(e, slope.value))
        or any(
            has(one) and holds(other, slope.value)
            for one in e.operands
            for other in e.operands
            if one is not other
        )
        for e in products
    )


def _scaled(compared: ComparedPass, steps: ParameterSteps) -> Iterator[tuple[str, Event]]:
    """The loss, the last delta, and all gradients that are not the engine's, and what gave them."""
    tracer = Tracer(compared)
    top = f"dZ[{compared.depth}]"
    equal = {key for key, (_, verdict) in compared.named.items() if verdict.how == "equal"}
    found = {key: event for key, (event, _) in compared.named.items() if key not in equal}
    told = steps.slopes.items()  # a sum over the examples that is gone on with is none
    own = [key for key, e in told if e is not None and id(e) not in compared.apart]
    taken = ((f"d{key}", steps.as_taken(key)) for key in own)
    slopes = {key: made for key, made in taken if made is not None}
    found |= {key: made for key, made in slopes.items() if key not in equal}
    for event, verdict in compared.every:
        if verdict.how == "different" and (verdict.key == "J" or verdict.key[:2] in ("dW", "db")):
            found.setdefault(verdict.key, event)
    if top not in compared.named and (delta := _delta(compared, top)):
        found[top] = delta
    for key, event in found.items():
        is_told = key in ("J", top) or key[:2] in ("dW", "db")
        if is_told and key in compared.truth.values:
            yield key, tracer.source(event)


def _delta(compared: ComparedPass, top: str) -> Event | None:
    """The first operation that gives so many times the last delta."""
    true, last = compared.truth.values.get(top), compared.each.products[-1].event.number
    told = (e for e in compared.each.events if e.number > last and e.is_operation)
    sized = (e for e in told if true is not None and e.value.array.size == true.size > 1)
    divided = (e for e in sized if _divisor(e) is not None)
    return next((e for e in divided if ratio_to(numbers(e), compared.truth.values[top])), None)


def _is_usual(times: float, compared: ComparedPass, by_one: bool = False) -> bool:
    """Whether gradients are often so many times another program's: by a half, or by the outputs."""
    outputs = 1 if by_one else compared.reference.layers[-1]
    usual = (n * each for n in (1, 2, 0.5) for each in (1, outputs, 1 / outputs))
    return any(near(times, each) for each in usual)


def _divisor(event: Event) -> Event | None:
    """What an operation divides by, where that is one whole number that is told."""
    node = parsed(event.place.text) or statement(event.place.text)
    if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
        by = event.operands[-1] if event.operands else None
        right = node.right if isinstance(node, ast.BinOp) else node.value
        is_told = by is not None and parsed(by.place.text) is not None
        if by is not None and is_told and ast.unparse(right) == _plain(by.place.text):
            array = numbers(by)
            return by if array.size == 1 and float(array.ravel()[0]).is_integer() else None
    return None


def _plain(text: str) -> str:
    node = parsed(text)
    return ast.unparse(node) if node is not None else ""


def _defined(by: Event, divided: Event, compared: ComparedPass) -> Event | None:
    """Where the number enters: where it is given the name of a count, else where it divides.

    None where it is the size of nothing.
    """
    if _SIZE.search(by.place.text):
        return divided
    operations = compared.recorded.operations
    named = (e for e in reversed(operations) if e.number < by.number and e.name == by.place.text)
    origin = next(named, None)
    if origin is None or not _SIZE.search(origin.place.text):
        return None
    return origin if _OF_EXAMPLES.fullmatch(by.place.text) else divided
