"""The loss of an iteration that gives it no name: a sum of squares or logarithms of its outputs."""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence

from tutor.programs.expressions import called, is_contraction, parsed, sign
from tutor.programs.lineage import equal_values
from tutor.programs.recorded import Event
from tutor.programs.slopes.words import is_step

_LOGS = ("log", "log2", "log10", "log1p", "logaddexp")
_SUMS = ("sum", "mean", "average", "nansum", "nanmean", "dot", "vdot", "inner")
_TO_OTHERS = ("exp", "argmax", "argmin", "round", "abs", "absolute", "fabs")


def loss_by_its_parts(told: Sequence[Event]) -> Event | None:
    """Return the first single number that is one, of outputs that go into gradients, too.

    A measure of other examples, whose outputs lead to no gradient, is none.
    """
    events = _joined(told)
    outputs = _made_of([each for each in events if is_contraction(each.place.text)], events)
    gaps = {id(each.value) for each in events if _is_gap(each)} & outputs
    for source in events:
        is_logarithm = called(source.place.text) in _LOGS and _takes(source, outputs)
        if not (is_logarithm or (_takes(source, gaps) and _is_square(source))):
            continue
        found = _added_up(source, events)
        if found is not None and _leads_on(source, events, outputs):
            return told[events.index(_whole(found, events))]
    return None


def _joined(events: Sequence[Event]) -> list[Event]:
    """The events with each number that is looked up as the very value that was computed before.

    Arrays are known by identity; a number alone is told anew wherever it is looked up.
    """
    last: dict[str, Event] = {}
    joined: dict[int, Event] = {}
    for event in events:
        before = last.get(event.place.text) if event.place.kind == "read" else None
        is_it = before is not None and equal_values(before, event)
        value = before.value if before is not None and is_it else event.value
        operands = [joined.get(id(each), each) for each in event.operands]
        joined[id(event)] = Event(event.number, event.place, event.node, value, operands)
        if event.is_operation and event.name and event.value.array.size == 1:
            last[event.name] = joined[id(event)]
    return list(joined.values())


def _made_of(seeds: Sequence[Event], events: Sequence[Event]) -> set[int]:
    """The arrays, by identity, that are made of others, and these."""
    made = {id(each.value) for each in seeds}
    for event in events:
        if event.is_operation and event.place.kind != "bound" and _takes(event, made):
            made.add(id(event.value))
    return made


def _takes(event: Event, values: Collection[int]) -> bool:
    return any(id(each.value) in values for each in event.operands)


def _is_gap(event: Event) -> bool:
    """Whether it is what one value is off another by."""
    return sign(event.place.text) == "Sub" and len(event.operands) == 2


def _is_square(event: Event) -> bool:
    """Whether something is multiplied by itself."""
    text, operands = event.place.text, event.operands
    match parsed(text):
        case ast.BinOp(op=ast.Pow(), right=ast.Constant(value=2)):
            return True
    twice = len(operands) > 1 and operands[0].value is operands[1].value
    is_product = sign(text) == "Mult" or is_contraction(text)
    return called(text) == "square" or (twice and is_product)


def _added_up(source: Event, events: Sequence[Event]) -> Event | None:
    """The one number that squares or logarithms are added up to."""
    if source.value.array.size == 1:
        return source
    reached = {id(source.value)}
    for event in events:
        if event.number <= source.number or not _takes(event, reached):
            continue
        if event.value.array.size > 1 and not _is_of_another_kind(event):
            reached.add(id(event.value))
        elif event.value.array.size == 1 and called(event.place.text) in _SUMS:
            return event
    return None


def _is_of_another_kind(event: Event) -> bool:
    text = event.place.text
    return called(text) in _TO_OTHERS or isinstance(parsed(text), ast.Compare)


def _leads_on(source: Event, events: Sequence[Event], outputs: Collection[int]) -> bool:
    """Whether the outputs behind it go into a product, or a step, somewhere else."""
    reached = {id(each.value) for each in source.operands}
    for event in reversed(events):
        is_behind = event.number < source.number and id(event.value) in reached
        if is_behind and event.is_operation and not is_contraction(event.place.text):
            reached |= {id(each.value) for each in event.operands if id(each.value) in outputs}
    for event in events:
        if event.line == source.line or not event.is_operation or not _takes(event, reached):
            continue
        is_gradient = is_contraction(event.place.text) or is_step(event)
        if is_gradient and event.value.array.size > 1:
            return True
        reached.add(id(event.value))
    return False


def _whole(event: Event, events: Sequence[Event]) -> Event:
    """What its line makes of a sum: divided by m, its sign turned, a penalty added.

    Also a total that it is taken away from, which has its sign turned.
    """
    for other in events:
        is_next = other.line == event.line and any(each is event for each in other.operands)
        if is_next and other.value.array.size == 1 and _is_arithmetic(other):
            event = other
    return event


def _is_arithmetic(event: Event) -> bool:
    text = event.place.text
    signs = ("Add", "Sub", "Mult", "Div")
    if event.place.kind == "change":
        return "-=" in text
    is_sum = sign(text) in signs or isinstance(parsed(text), ast.UnaryOp)
    return event.place.kind == "operation" and (is_sum or called(text) in ("item", "float"))
