"""Steps that take other gradients than those that are computed: zeros that nothing writes into.

An optimizer holds arrays of zeros that the way back is to fill, and that gives its results a new
array each time; or a list of them is made anew; or what is held is a copy.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence

from tutor.programs.expressions import called, respelled
from tutor.programs.lineage import first_makers, takers_of, unscaled
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.noticing.source import nodes_of
from tutor.programs.noticing.sums import operator
from tutor.programs.recorded import Event, Recorded

KIND = "never changed"
_OFTEN = 3
"""Steps along zeros."""
_BLANK = ("zeros", "zeros_like", "empty_like", "full_like")
_COPIES = ("copy", "array", "astype")


def apart_gradients(recorded: Recorded) -> Iterator[Noticed]:
    """A parameter that is moved along zeros, while another array of its gradient is computed."""
    steps: dict[tuple[int, int], list[tuple[Event, Event]]] = {}
    makers = first_makers(recorded)
    for event in recorded.operations:
        if operator(event) not in ("Add", "Sub") or len(event.operands) != 2:
            continue
        old, zeros = event.operands[0], unscaled(event.operands[1])
        made = makers.get(id(zeros.value))
        is_step = not old.is_operation and old.value.shape == zeros.value.shape
        if made is not None and is_step and zeros.value.is_array and not zeros.value.array.any():
            key = id(event.place), id(made.place)
            steps.setdefault(key, []).append((event, zeros))
    found = [each for each in steps.values() if len(each) >= _OFTEN]
    if not found:
        return
    moved = moved_along(recorded)
    for (step, zeros), *others in found:
        every = [step, *(each for each, _ in others)]
        if moved.is_used(step.operands[0]) and _stays(every):
            yield from _said(step, makers[id(zeros.value)], every, recorded)


def _stays(steps: Sequence[Event]) -> bool:
    """Whether what a step begins with is the same in several."""
    begun = Counter(each.operands[0].value.array.tobytes() for each in steps)
    return max(begun.values()) >= _OFTEN


def _said(
    step: Event, made: Event, steps: Sequence[Event], recorded: Recorded
) -> Iterator[Noticed]:
    """What is said of steps along what was made as zeros, if their gradient is another array."""
    how, taken_by = called(made.place.text), takers_of(recorded)
    if made.place.kind == "change" or how not in (*_BLANK, *_COPIES):
        return
    if any(map(_fills, taken_by.get(id(made.value), ()))):
        return  # with zeros, as where all units are dead
    again = (each for each in recorded.operations if each.place is made.place)
    is_made_again = sum(each.number > step.number for each in again) >= _OFTEN - 1
    is_filled = bool(made.operands) and _is_filled(made.operands[0], made, recorded)
    begun = f"and the step in line {step.line} takes the zeros of line {made.line}"
    if is_filled and how in _COPIES:
        said = (
            f"This is a copy: what is written into {made.operands[0].place.text} later does "
            f"not come to it, and the step in line {step.line} takes it."
        )
        yield Noticed(made, KIND, said)
    elif is_filled and is_made_again:
        said = (
            f"These are other arrays than those that the gradients are added to: the step in "
            f"line {step.line} takes zeros. The old ones are to be set to 0 in place."
        )
        yield Noticed(made, KIND, said)
    elif how in _BLANK and (other := _given_its_name(made, steps, recorded)):
        said = f"{other.name} is a new array here, {begun}: {other.name}[...] = … fills those."
        yield Noticed(other, KIND, said)
    elif how in _BLANK and (unseen := _never_looked_at(made, recorded)):
        said = f"{unseen.name} is given here, and nothing looks at it, {begun}."
        yield Noticed(unseen, KIND, said)


def _given_its_name(made: Event, steps: Sequence[Event], recorded: Recorded) -> Event | None:
    """What first gets the name of an array of zeros, and the gradients, before several steps."""
    told = (each for each in recorded.events if each.value is made.value)
    texts = {respelled(each.name or each.place.text) for each in told}
    for event in _like(made, recorded):
        if event.place is not made.place and respelled(event.name or "") in texts:
            is_gradient = event.value.array.any() or _is_filled(event, event, recorded)
            is_before = sum(each.number > event.number for each in steps) >= _OFTEN
            return event if is_gradient and is_before else None
    return None


def _like(made: Event, recorded: Recorded) -> Iterator[Event]:
    """The operations since that give an array of that shape a name."""
    for event in recorded.operations:
        is_named = event.name and event.place.kind == "operation" and event.value.is_array
        if is_named and event.number > made.number and event.value.shape == made.value.shape:
            yield event


def _fills(event: Event) -> bool:
    """Whether an array is changed by another one, and not only set back."""
    arrays = [each for each in event.operands if each.value.is_array]
    return event.place.kind == "change" and len(arrays) > 1


def _is_filled(source: Event, made: Event, recorded: Recorded) -> bool:
    """Whether the memory of an array holds numbers later."""
    return any(
        each.place.kind == "change"
        and each.number > made.number
        and each.value.memory == source.value.memory
        and each.value.array.any()
        for each in recorded.operations
    )


def _never_looked_at(made: Event, recorded: Recorded) -> Event | None:
    """What is given an attribute again and again that nothing of the program looks at."""
    nodes = nodes_of(recorded.program.code)
    attributes = (each for each in nodes if isinstance(each, ast.Attribute))
    looked = {each.attr for each in attributes if not isinstance(each.ctx, ast.Store)}
    looked |= {e.value for e in nodes if isinstance(e, ast.Constant) and isinstance(e.value, str)}
    taken_by, often = takers_of(recorded), dict[int, list[Event]]()
    for event in _like(made, recorded):
        owner, _, word = (event.name or "").rpartition(".")
        is_lost = owner and word not in looked and id(event.value) not in taken_by
        if is_lost and event.value.array.any():
            often.setdefault(id(event.place), []).append(event)
    return next((each[0] for each in often.values() if len(each) >= _OFTEN), None)
