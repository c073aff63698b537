"""The operation that gave a value, where the value itself was only looked up or handed on."""

from __future__ import annotations

import numpy as np

from tutor.programs.expressions import called
from tutor.programs.recorded import Event, Recorded


def origin(recorded: Recorded, event: Event) -> Event | None:
    """Return the operation that made a value, None for one that the program was given.

    A name is followed to what was assigned to it, a call of the program's own functions into what
    the function returned.
    """
    if event.place.kind == "bound" or not event.is_operation:
        made = _made(recorded, event)
        return origin(recorded, made) if made else None
    return returned(recorded, event) or event


def _made(recorded: Recorded, event: Event) -> Event | None:
    """The first operation that gave this very value: an unchanged array is kept once alone."""
    before = [e for e in recorded.operations if e.number <= event.number and e is not event]
    same = (e for e in before if e.value is event.value and e.place.kind != "bound")
    found = next(same, None)
    if found is not None or event.value.is_array:
        return found
    name = event.name or event.place.text
    frames = _frame(recorded, event), 0
    told = (e for e in reversed(before) if e.name == name and e.place.kind != "bound")
    return next((e for e in told if _frame(recorded, e) in frames and _equal(e, event)), None)


def _frame(recorded: Recorded, event: Event) -> int:
    """The call that an operation belongs to, 0 for the program itself."""
    for node in reversed(recorded.path(event.node)):
        site = recorded.nodes[node].site
        if site is not None and site.kind == "call":
            return node
    return 0


def returned(recorded: Recorded, event: Event) -> Event | None:
    """Return the operation inside of a function of the program's own that gave its result.

    None where the event calls no such function.
    """
    name = called(event.place.text)
    if not name:
        return None
    calls = [
        node
        for node in recorded.below[event.node]
        if (site := recorded.nodes[node].site)
        and (site.kind, site.name) == ("call", name)
        and recorded.nodes[node].first <= event.number
    ]
    if not calls:
        return None
    inside = recorded.within(calls[-1])
    told = (
        e for e in reversed(recorded.operations) if e.node in inside and e.number < event.number
    )
    found = next((e for e in told if e.place.kind != "bound" and _equal(e, event)), None)
    return (returned(recorded, found) or found) if found else None


def _equal(one: Event, other: Event) -> bool:
    return one.value is other.value or (
        one.value.shape == other.value.shape
        and np.array_equal(one.value.array, other.value.array, equal_nan=True)
    )
