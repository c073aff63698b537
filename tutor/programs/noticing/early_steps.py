"""Parameters that are moved before the way back has used what they were, whatever their names."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from tutor.programs.expressions import called, is_contraction, is_product
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.averages import CarryStep, carried
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.noticing.roots import takers
from tutor.programs.recorded import Event, Recorded

_FAR = 16
"""Operations that a value is followed through."""
_STEPS = 2
"""Of each parameter so many steps are looked at."""


def early_steps(recorded: Recorded) -> Iterator[Noticed]:
    """A product on the way back that takes a weight as its own step has left it.

    What comes from above has gone into that step, and the weight meets it the other way round
    than on the way there. What is made of it is added up again: it goes on to a layer below.
    """
    moved = moved_along(recorded)
    taken_by, makers = takers(recorded), first_makers(recorded)
    for chain in carried(recorded):
        if not moved.is_parameter(chain):
            continue
        for step in chain.steps[:_STEPS]:
            event = _early(step, taken_by, makers)
            if event is not None:
                name = step.old.place.text
                said = f"{name} is already updated here: the way back needs its old value."
                yield Noticed(event, "updated too early", said)
                break


def _early(
    step: CarryStep, taken_by: Mapping[int, Sequence[Event]], makers: Mapping[int, Event]
) -> Event | None:
    """The product that takes what the step has made, if it is on the way back of the same pass."""
    first = next(_products(step.event, taken_by), None)
    if first is None or step.old.value.array.ndim != 2:
        return None
    product, error, is_turned = first
    made = makers.get(id(error.value))
    if made is None or made.number >= step.event.number:
        return None
    before = [turned for e, _, turned in _products(step.old, taken_by) if e.number < product.number]
    if not before or is_turned in before or not _is_made_of(step.event, error, makers):
        return None
    return product if _is_added_up(product, taken_by) else None


def _products(
    weights: Event, taken_by: Mapping[int, Sequence[Event]]
) -> Iterator[tuple[Event, Event, bool]]:
    """Yield products that take weights, what they meet there, and whether they are turned."""
    for taker in taken_by.get(id(weights.value), ()):
        is_turned = taker.place.text.endswith(".T") or called(taker.place.text) == "transpose"
        inner = taken_by.get(id(taker.value), ()) if is_turned else [taker]
        value = taker.value if is_turned else weights.value
        for event in inner:
            if is_product(event.place.text) and len(event.operands) == 2:
                other = event.operands[event.operands[0].value is value]
                yield event, other, is_turned


def _is_made_of(event: Event, part: Event, makers: Mapping[int, Event]) -> bool:
    """Whether an array went into an operation, also by way of others."""
    waiting, seen = deque([event]), set[int]()
    while waiting and len(seen) < _FAR:
        each = waiting.popleft()
        for operand in each.operands:
            if operand.value is part.value:
                return True
            made = operand if operand.is_operation else makers.get(id(operand.value))
            if made is not None and id(made) not in seen:
                seen.add(id(made))
                waiting.append(made)
    return False


def _is_added_up(product: Event, taken_by: Mapping[int, Sequence[Event]]) -> bool:
    """Whether what a product gives goes on, number by number, into another product or a sum."""
    waiting, seen = deque([product]), set[int]()
    while waiting and len(seen) < _FAR:
        for taker in taken_by.get(id(waiting.popleft().value), ()):
            if is_contraction(taker.place.text) or called(taker.place.text) in ("sum", "mean"):
                return True
            if id(taker) not in seen and taker.value.shape == product.value.shape:
                seen.add(id(taker))
                waiting.append(taker)
    return False
