"""What an operation was made of, and which values nothing looks at before they are changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.programs.recorded import Event


def ancestors(event: Event, depth: int = 6) -> Iterator[Event]:
    """Yield what an operation was made of, within its line."""
    for operand in event.operands:
        yield operand
        if depth and operand.line == event.line:
            yield from ancestors(operand, depth - 1)


def pending(events: Sequence[Event]) -> set[int]:
    """Return the events whose value is changed in place before anything else looks at it."""
    found: set[int] = set()
    last: dict[str, Event] = {}
    for event in events:
        place = event.place
        if place.kind == "read":
            continue
        if place.kind == "change" and place.name in last:
            found.add(id(last[place.name]))
        looked = [operand.place.text for operand in event.operands]
        for name in looked if place.kind != "change" else looked[1:]:
            last.pop(name, None)
        if place.name:
            last[place.name] = event
    return found
