"""A part of a run as a run of its own: what it takes from before is looked up there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tutor.programs.recorded import Event, Recorded


def window_of(recorded: Recorded, events: Sequence[Event]) -> Recorded:
    """Return a run of some events alone, and of what they take that they have not made."""
    kept = {id(each) for each in events}
    outside = [o for each in events for o in each.operands if id(o) not in kept]
    return replace(recorded, events=[*map(_looked_up, dict.fromkeys(outside)), *events])


def _looked_up(event: Event) -> Event:
    """The same value as one that is there, whatever made it."""
    return Event(event.number, replace(event.place, kind="read"), event.node, event.value)
