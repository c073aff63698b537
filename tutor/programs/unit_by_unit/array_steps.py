"""The steps of a network's parameters in matrices, and the part of a run that holds a few rounds.

Parameters are what products take, or what is added to products, and what is moved: neither names
nor places tell them, so that lists, dictionaries and objects are all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tutor.programs.noticing.averages import Carried, CarryStep, carried
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.recorded import Event, Recorded
from tutor.programs.tape.graph import Tape, TapeValue
from tutor.programs.tape.windows import window_of
from tutor.programs.unit_by_unit.steps import OwnStep

_NOT_FAR = 400
"""Operations."""


def parameters(recorded: Recorded) -> list[Carried]:
    """Return the arrays that a network's parameters are, with all their steps.

    What is moved less often than others is none that is learned with them.
    """
    moved = moved_along(recorded)
    found = [each for each in carried(recorded) if moved.is_parameter(each)]
    most = max((len(each.steps) for each in found), default=0)
    return [each for each in found if 2 * len(each.steps) >= most]


def part_of(recorded: Recorded, chains: Sequence[Carried], rounds: int) -> Recorded:
    """Return what was told until so many rounds behind the first one are over.

    From the first step on, or from the beginning if that is not far.
    """
    first = _begin(min((each.event for each in chains), key=lambda each: each.number))
    last = max(each.steps[min(rounds, len(each.steps) - 1)].event.number for each in chains)
    begin = 0 if first - recorded.start < _NOT_FAR else first
    told = [each for each in recorded.events if begin <= each.number <= last]
    window = window_of(recorded, told)
    operations = tuple(each for each in window.events if each.is_operation)
    return replace(window, operations=operations)


def _begin(event: Event) -> int:
    """Where the statement begins that an operation is in."""
    parts = (each for each in event.operands if each.is_operation and each.line == event.line)
    return min((_begin(each) for each in parts), default=event.number)


def array_steps(window: Recorded, tape: Tape, chains: Sequence[Carried]) -> list[OwnStep]:
    """Return the steps of parameters in their order, empty where one is not understood."""
    inside = {id(each) for each in window.events}
    told = [step for chain in chains for step in chain.steps if id(step.event) in inside]
    told.sort(key=lambda each: each.event.number)
    found = [_step(each, tape) for each in told]
    known = [each for each in found if each is not None]
    return known if len(known) == len(found) else []


def made_of_parameters(tape: Tape, steps: Sequence[OwnStep]) -> set[int]:
    """Return the identities of all that depends on parameters, as they are or once were."""
    found = {id(each) for step in steps for each in (step.old, step.new)}
    for node in tape.nodes:
        if any(id(each) in found for each in node.made_of):
            found.add(id(node))
    return found


def _step(step: CarryStep, tape: Tape) -> OwnStep | None:
    new = tape.node(step.event)
    if new.function_name not in ("Add", "Sub") or len(new.made_of) != 2:
        return None
    is_sum = new.function_name == "Add"
    for at in (0, 1) if is_sum else (0,):
        kept, by = new.made_of[at], new.made_of[1 - at]
        if (old := _within(kept, step.old)) is not None:
            part = None if kept is old else kept
            sign = 1.0 if is_sum else -1.0
            return OwnStep(step.event, old, new, by, sign, step.old.place.text, part)
    return None


def _within(node: TapeValue, old: Event) -> TapeValue | None:
    """What was there before a step, in what it keeps of that: the value, or a multiple of it."""
    if node.event is not None and node.event.value is old.value:
        return node
    parts = node.made_of if node.function_name in ("Mult", "Div") else ()
    return next((each for each in parts if _within(each, old) is each), None)
