"""Steps of parameters that are computed again and again, and that no parameter ever takes.

A name that is given to something else in a loop, a list that is handed back and dropped, copies
that are moved in the place of what the network holds: the numbers are right, nothing learns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tutor.programs.expressions import called, is_contraction
from tutor.programs.lineage import first_makers, takers_of, unscaled
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.lost_results import is_statement, place_of_loss
from tutor.programs.noticing.sums import operator
from tutor.programs.recorded import Event, Recorded

KIND = "never changed"
_OFTEN = 3
"""Steps after which a parameter is still the same."""
_COPIES = ("copy", "deepcopy", "array", "asarray", "astype", "asfarray", "ascontiguousarray")
_FAR = 400
"""Changes in place that are followed back to a copy."""


@dataclass(slots=True, eq=False)
class _Lost:
    """The steps at one place that begin with one parameter, which stays as it is."""

    parameter: Event
    """How a product takes it."""
    copy: Event | None
    """What was made of it, and is moved in its place."""
    steps: list[Event] = field(default_factory=list)


def lost_steps(recorded: Recorded) -> Iterator[Noticed]:
    """A parameter that products take again and again, unchanged by all that is computed for it."""
    taken = _taken_by_products(recorded)
    told = set[int]()
    for lost in _steps(recorded, taken):
        step, parameter = lost.steps[0], lost.parameter
        if id(step.place) in told or not _is_lost(lost, taken, recorded):
            continue
        told.add(id(step.place))
        name = parameter.place.text.removesuffix(".T")
        if lost.copy is not None:
            said = (
                f"This is a copy, and the steps in line {step.line} move it: "
                f"the network goes on with {name}, which is never changed."
            )
            yield Noticed(lost.copy, KIND, said)
        else:
            place, why = place_of_loss(step, recorded)
            yield Noticed(place, KIND, f"{name} is never changed: {why}.")


def _taken_by_products(recorded: Recorded) -> Mapping[int, Sequence[Event]]:
    """How products take each array, and what is added to products, by the identity of its value."""
    products, found = set[int](), dict[int, list[Event]]()
    for event in recorded.operations:
        is_product = is_contraction(event.place.text)
        if is_product:
            products.add(id(event.value))
        elif not (
            operator(event) == "Add" and any(id(e.value) in products for e in event.operands)
        ):
            continue
        for each in event.operands:
            plain = each.operands[0] if each.place.text.endswith(".T") and each.operands else each
            if plain.value.is_array and id(plain.value) not in products:
                found.setdefault(id(plain.value), []).append(plain)
    return found


def _steps(recorded: Recorded, taken: Mapping[int, Sequence[Event]]) -> Sequence[_Lost]:
    """What is added to parameters, or taken from them, by its place and the parameter."""
    often = {at for at, each in taken.items() if len(each) >= _OFTEN}
    makers, found = first_makers(recorded), dict[tuple[int, int], _Lost]()
    for event in recorded.operations if often else ():
        if operator(event) not in ("Add", "Sub") or len(event.operands) != 2:
            continue
        one, other = event.operands
        if not (one.value.is_array and one.value.shape == other.value.shape == event.value.shape):
            continue
        if operator(event) == "Add" and id(one.value) not in often and one.is_operation:
            one, other = other, one
        if not _is_computed(other, makers):
            continue
        value, copy = _begun_with(unscaled(one), makers, often)
        if value is not None and id(event.value) != value:
            key = id(event.place), value
            found.setdefault(key, _Lost(taken[value][0], copy)).steps.append(event)
    return [each for each in found.values() if len(each.steps) >= _OFTEN]


def _is_computed(event: Event, makers: Mapping[int, Event]) -> bool:
    """Whether an operation has made it that is no product itself: x @ W + b is no step."""
    made = makers.get(id(event.value), event)
    return made.is_operation and not (event is made and is_contraction(made.place.text))


def _begun_with(
    old: Event, makers: Mapping[int, Event], often: set[int]
) -> tuple[int | None, Event | None]:
    """The parameter that a step begins with, or that it is a copy of, and what copied it."""
    event, copy = old, None
    for _ in range(_FAR):
        if id(event.value) in often:
            return id(event.value), copy
        made = event if event.is_operation else makers.get(id(event.value))
        if made is None or not made.operands or made.number > event.number:
            break
        if made.place.kind != "change":
            if called(made.place.text) not in _COPIES or copy is not None:
                break
            copy = made
        event = made.operands[0]
    return None, None


def _is_lost(lost: _Lost, taken: Mapping[int, Sequence[Event]], recorded: Recorded) -> bool:
    """Whether nothing is computed of a step, and the parameter is taken on as it was."""
    first, last = lost.steps[0], lost.steps[-1]
    value = id(lost.parameter.value)
    between = (e for e in taken[value] if first.number < e.number < last.number)
    if len([*between]) < _OFTEN - 1 or not _goes_round(lost.steps, recorded):
        return False
    if "print(" in recorded.program.lines[first.line - 1]:
        return False
    is_moved = any(
        not np.array_equal(each.value.array, lost.parameter.value.array) for each in lost.steps
    )
    return is_moved and not any(_is_taken(each, lost, taken, recorded) for each in lost.steps)


def _is_taken(
    step: Event, lost: _Lost, taken: Mapping[int, Sequence[Event]], recorded: Recorded
) -> bool:
    """Whether anything is computed of what a step gives, but for the next step there.

    A copy may be a part of what the network holds.
    """
    if id(step.value) in taken or _overlaps(step, lost.parameter):
        return True
    takers = takers_of(recorded).get(id(step.value), ())
    others = (e for e in takers if e.place is not step.place and e.place.kind != "bound")
    return any(not is_statement(each, recorded) for each in others)


def _overlaps(step: Event, parameter: Event) -> bool:
    (start, end), (first, last) = step.value.memory, parameter.value.memory
    return step.place.kind == "change" and start < last and first < end


def _goes_round(steps: Sequence[Event], recorded: Recorded) -> bool:
    """Whether the steps are of several turns of an outermost loop.

    Behind the last turn something may be made of them yet, where that was not kept.
    """
    paths = (recorded.path(each.node) for each in steps)
    outer = {next((n for n in p if recorded.nodes[n].turn is not None), 0) for p in paths}
    return len(outer) > 1 or not recorded.goes_on
