"""One of several values that a call gave at once: `a, b = np.split(Z, 2)`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tutor.programs.recorded import Event, Recorded
from tutor.programs.why.worked_out import shared_out, span, span_of


def unpacked(recorded: Recorded, event: Event) -> Event:
    """Return what a name was bound to as a part of the call that gave it, with what that took.

    The event itself where it is no such part.
    """
    places = recorded.map.places
    if event.place.kind != "bound" or recorded.computed(event) is not event:
        return event
    shared = shared_out(recorded, event)
    if shared is None:
        return event
    number = next(n for n, place in enumerate(places) if place is event.place)
    made = number
    while made >= 0 and places[made].kind == "bound":
        made -= 1
    call = places[made]
    is_whole = span(call) == span_of(recorded, shared)  # no part of it: f(x) if c else g(x)
    if made < 0 or call.kind != "operation" or not is_whole:
        return event
    text = f"{call.text}[{number - made - 1}]"
    return Event(
        event.number,
        replace(event.place, text=text, kind="operation"),
        event.node,
        event.value,
        list(_taken(recorded, event, call.operands)),
    )


def _taken(recorded: Recorded, event: Event, operands: tuple[int, ...]) -> Iterator[Event]:
    """Yield what stood at places in the same call, last before an event."""
    places, frame = recorded.map.places, recorded.frame(event.node)
    before = [e for e in recorded.events if e.number <= event.number and e is not event]
    for number in operands:
        told = (e for e in reversed(before) if e.place is places[number])
        found = next((e for e in told if recorded.frame(e.node) == frame), None)
        if found is not None:
            yield found
        else:
            yield from _taken(recorded, event, places[number].operands)
