"""The operation that gave a value, where the value itself was only looked up or handed on."""

from __future__ import annotations

from tutor.programs.lineage import returned_by
from tutor.programs.recorded import Event, Recorded
from tutor.programs.why.ending import ends_by_itself
from tutor.programs.why.givers import gave


def origin(recorded: Recorded, event: Event) -> Event | None:
    """Return the operation that made a value, None for one that the program was given.

    A name is followed to what was assigned to it, a call of the program's own functions into what
    the function returned. What a name was given by a choice, or from another name, is its origin.
    """
    if event.place.kind == "bound":
        computed = recorded.computed(event)
        return event if computed is event else origin(recorded, computed)
    if not event.is_operation:
        made = gave(recorded, event)
        return origin(recorded, made) if made else None
    return returned_from(recorded, event) or event


def returned_from(recorded: Recorded, event: Event) -> Event | None:
    """Return the operation that a call's value was made by, however deep in calls.

    None where the event is no call, or one that no operation made the value of.
    """
    found = event
    while not ends_by_itself(recorded, found) and (inner := returned_by(recorded, found)):
        found = inner
    return None if found is event else found
