"""Gradients that were taken once, and are taken for the newest in all steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tutor.programs.lineage import first_makers, takers_of, unscaled
from tutor.programs.noticing.call_sites import written_call
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.noticing.sums import operator
from tutor.programs.recorded import Event, Recorded
from tutor.programs.written import written_at

KIND = "old gradient"
_OFTEN = 3
"""Steps along one and the same array."""


def stale_gradients(recorded: Recorded) -> Iterator[Noticed]:
    """grads = net.grads() before the loop, where each way back gives new arrays."""
    steps: dict[tuple[int, int], list[tuple[Event, Event]]] = {}
    for event in recorded.operations:
        if operator(event) not in ("Add", "Sub") or len(event.operands) != 2:
            continue
        old, taken = event.operands[0], unscaled(event.operands[1])
        is_step = not old.is_operation and old.value.shape == taken.value.shape
        if is_step and old.value.is_array and taken.value.is_array:
            steps.setdefault((id(event.place), id(taken.value)), []).append((event, taken))
    often = [each for each in steps.values() if _starts(each) >= _OFTEN]
    if not often:
        return
    moved, told = moved_along(recorded), set[int]()
    makers, taken_by = first_makers(recorded), takers_of(recorded)
    for each in often:
        (step, taken), last = each[0], each[-1][0]
        made = makers.get(id(taken.value))
        if made is None or id(step.place) in told or not moved.is_used(step.operands[0]):
            continue
        newer = [e for e in _newer(made, last, recorded) if id(e.value) not in taken_by]
        if len(newer) >= _OFTEN - 1:
            told.add(id(step.place))
            place = _taken_at(made, step, recorded) or step
            said = (
                f"The step in line {step.line} takes what was taken here, the gradient of the "
                f"first way back: line {made.line} gives a new array each time."
            )
            yield Noticed(place, KIND, said)


def _starts(steps: Sequence[tuple[Event, Event]]) -> int:
    """From how many arrays these go; a line search tries steps of several lengths from one."""
    return len({id(step.operands[0].value) for step, _ in steps})


def _newer(made: Event, last: Event, recorded: Recorded) -> Sequence[Event]:
    """What the operation that made a gradient of the way back has given since, before a step."""
    return [
        each
        for each in recorded.operations
        if each.place is made.place
        and made.number < each.number < last.number
        and each.value.shape == made.value.shape
        and not np.array_equal(each.value.array, made.value.array)
    ]


def _taken_at(made: Event, step: Event, recorded: Recorded) -> Event | None:
    """Where a gradient is looked up for the steps, by the call that hands it out if by one."""
    looked = [
        each
        for each in recorded.events
        if each.value is made.value
        and made.number <= each.number <= step.number
        and each.line not in (made.line, step.line)
    ]
    if not looked:
        return None
    read, own = looked[-1], recorded.path(step.node)
    calls = (n for n in recorded.path(read.node) if n not in own and recorded.is_call(n))
    for node in calls:
        call = written_call(node, recorded)
        return written_at(call, read, recorded) if call is not None else None
    return read
