"""The operation that gave a value, where the value itself was only looked up or handed on."""

from __future__ import annotations

from tutor.programs.lineage import equal_values, returned
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
    frames = recorded.frame(event.node), 0
    told = (e for e in reversed(before) if e.name == name and e.place.kind != "bound")
    return next(
        (e for e in told if recorded.frame(e.node) in frames and equal_values(e, event)), None
    )
