"""An array that a function changes and hands back under another name, and that is used after."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.programs.lineage import returned
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.noticing.unchanged_results import is_the_same
from tutor.programs.recorded import Event, Recorded


def changed_arguments(recorded: Recorded) -> Iterator[Noticed]:
    """Z = normalise(X), where X itself is changed, and goes into something else later."""
    parameters = moved_along(recorded).parameters
    told: set[int] = set()
    for event in recorded.operations:
        given = next((e for e in event.operands if _is_same_place(e, event)), None)
        is_call = event.name is not None and event.place.kind == "operation" and given is not None
        if given is None or not is_call or id(event.place) in told:
            continue
        if event.name == given.place.text or not given.place.text.isidentifier():
            continue
        inner = returned(recorded, event)
        if inner is None or inner.place.kind != "change" or id(event.value) in parameters:
            continue
        told.add(id(event.place))
        first = _first_change(recorded, event, given)
        if first is not None and _is_used(recorded, event, given):
            said = (
                f"{given.place.text} is changed by this, too, in line {event.line}: here "
                f"{first.name} is the same array. Take a copy: {first.name} = {first.name}.copy()."
            )
            yield Noticed(first, "view changed in place", said)


def _is_same_place(operand: Event, event: Event) -> bool:
    """Whether a value lies where an operand lies, with other numbers."""
    here, there = operand.value.memory, event.value.memory
    is_array = event.value.is_array and here[0] < here[1]
    return is_array and here == there and operand.value is not event.value


def _first_change(recorded: Recorded, call: Event, given: Event) -> Event | None:
    changes = (
        each
        for each in recorded.operations
        if given.number <= each.number <= call.number and each.place.kind == "change"
    )
    return next((e for e in changes if e.value.memory == given.value.memory), None)


def _is_used(recorded: Recorded, call: Event, given: Event) -> bool:
    """Whether it goes into what would be another, had it not been changed."""
    frame, before = recorded.frame(call.node), given.value.array
    for event in recorded.operations:
        if event.number <= call.number or recorded.frame(event.node) != frame:
            continue
        if event.name == given.place.text:
            return False
        for operand in event.operands:
            is_it = operand.place.text == given.place.text and operand.value is call.value
            if is_it and not is_the_same(event, operand, before):
                return True
    return False
