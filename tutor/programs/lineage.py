"""What an operation was made of, and which values nothing looks at before they are changed."""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from tutor.programs.expressions import parsed, sign
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event, Recorded


def ancestors(event: Event, depth: int = 6) -> Iterator[Event]:
    """Yield what an operation was made of, within its line."""
    for operand in event.operands:
        yield operand
        if depth and operand.line == event.line:
            yield from ancestors(operand, depth - 1)


def pending(events: Sequence[Event]) -> set[int]:
    """Return the events whose value gives way to another before anything else looks at it.

    It is changed in place, or its name is given to what a line makes of it.
    """
    found: set[int] = set()
    last: dict[str, Event] = {}
    looked_at: dict[str, int] = {}
    for event in events:
        place = event.place
        if place.kind == "read":
            continue
        before = last.get(place.name or "")
        if place.kind == "change" and before and _is_changed(before, event):
            found.add(id(before))
        looked = [operand.place.text for operand in event.operands]
        looked += [place.text] if place.name else []  # params[k] = velocity[k]
        if before and place.kind == "operation" and _gives_way(before, event, looked_at):
            found.add(id(before))
        for name in looked if place.kind != "change" else looked[1:]:
            if looked_at.setdefault(name, event.line) != event.line:
                last.pop(name, None)
        if place.name:
            last[place.name] = event
            looked_at.pop(place.name, None)
    return found


def _is_changed(before: Event, event: Event) -> bool:
    """Whether it is the same value that is changed: a loop's variable stands for one by one."""
    return not event.operands or event.operands[0].value is before.value


def _gives_way(before: Event, event: Event, looked_at: Mapping[str, int]) -> bool:
    """Whether a name is given to what this line makes of what had it: z = z + b."""
    line = looked_at.get(event.place.name or "")
    is_taken = any(each.value is before.value for each in event.operands)
    return line == event.line if line is not None else is_taken


def returned(recorded: Recorded, event: Event) -> Event | None:
    """Return the operation inside of a function of the program's own that gave a call's value.

    None where the event calls no such function.
    """
    found = returned_by(recorded, event)
    while found is not None and (inner := returned_by(recorded, found)):
        found = inner
    return found


def call_made(recorded: Recorded, event: Event) -> int | None:
    """Return the branch of the call that an event is of one of the program's functions, or None."""
    if event.place.kind != "operation" or not isinstance(parsed(event.place.text), ast.Call):
        return None
    begun = max((operand.number for operand in event.operands), default=0)
    begun = max(begun, _told_before(recorded, event) + 1)
    calls = [
        node
        for node in recorded.below[event.node]
        if (site := recorded.nodes[node].site)
        and site.kind == "call"
        and recorded.nodes[node].turn is None
        and begun <= recorded.nodes[node].first <= event.number
    ]
    return calls[-1] if calls else None


def _told_before(recorded: Recorded, event: Event) -> int:
    """The operation before an event in its own branch: what it calls begins behind that."""
    operations, places = recorded.operations, recorded.direct[event.node]
    stop = bisect_left(places, event.number, key=lambda place: operations[place].number)
    before = (operations[place] for place in reversed(places[:stop]))
    return next((each.number for each in before if each.place.kind != "bound"), -1)


def returned_by(recorded: Recorded, event: Event) -> Event | None:
    """Return the operation that gave a call's value, which may itself be a call."""
    call = call_made(recorded, event)
    if call is None:
        return None
    inside = recorded.within(call)
    before = (e for e in reversed(recorded.operations) if e.number < event.number)
    told = (e for e in before if e.node in inside and e.place.kind != "bound")
    return next((e for e in told if equal_values(e, event)), None)


def equal_values(one: Event, other: Event) -> bool:
    return one.value is other.value or (
        one.value.shape == other.value.shape
        and np.array_equal(one.value.array, other.value.array, equal_nan=True)
    )


def maker(recorded: Recorded, event: Event) -> Event:
    """Return the operation that first gave this very array, however it was handed on since.

    An event that no operation gave is returned itself.
    """
    before = (e for e in recorded.operations if e.number <= event.number)
    same = (e for e in before if e.value is event.value and e.place.kind != "bound")
    found = next(same, event)
    inner = returned(recorded, found)
    return inner or found


def unscaled(event: Event) -> Event:
    """Return what was multiplied or divided by numbers to give a value, the value if none was."""
    while sign(event.place.text) in ("Mult", "Div"):
        scaled = [each for each in event.operands if each.value.array.ndim]
        scaled = scaled or [each for each in event.operands if not is_rate(each)]
        if len(scaled) != 1 or scaled[0].value.array.size != event.value.array.size:
            break
        event = scaled[0]
    return event


def is_rate(event: Event) -> bool:
    """Whether its name is that of a learning rate."""
    meant = meaning(event.place.text)
    return meant is not None and meant.kind == "rate"


def cut_from(recorded: Recorded, product: Event, m: int) -> int:
    """Return how many examples a batch of m in a layer's product was cut from, 0 if from none."""
    made = first_makers(recorded)
    for operand in product.operands if m > 1 else ():
        event = made.get(id(operand.value), operand)
        if not (isinstance(parsed(event.place.text), ast.Subscript) and event.operands):
            continue
        table, columns = event.operands[0].value, event.value.array.size // m
        if event.value.array.ndim == table.array.ndim == 2 and columns in table.shape:
            whole = table.array.size // columns
            return whole if whole > m else 0
    return 0


@lru_cache(maxsize=4)
def first_makers(recorded: Recorded) -> Mapping[int, Event]:
    """Return for each array, by the identity of its value, the operation that first gave it."""
    found: dict[int, Event] = {}
    for event in recorded.operations:
        if event.value.is_array and event.place.kind != "bound":
            found.setdefault(id(event.value), event)
    return found


@lru_cache(maxsize=4)
def takers_of(recorded: Recorded) -> Mapping[int, Sequence[Event]]:
    """Return for each array, by the identity of its value, the operations that take it."""
    found: dict[int, list[Event]] = {}
    for event in recorded.operations:
        for operand in event.operands:
            if operand.value.is_array:
                found.setdefault(id(operand.value), []).append(event)
    return found
