"""Whether a loss is of the very outputs that gradients are made of, or of other examples."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.programs.lineage import equal_values, first_makers, returned
from tutor.programs.recorded import Event, Recorded
from tutor.programs.slopes.parameters import SlopePair


def shares_outputs(recorded: Recorded, loss: Event, pairs: Sequence[SlopePair]) -> bool:
    """Return whether something that parameters led to is behind the loss and their gradients.

    Gradients that are made of parameters alone may be of any loss; and what is made of numbers
    alone cannot be told by identity, and is taken to be so.
    """
    gradients = [each.gradient for each in pairs]
    made = _made_of_parameters(recorded, pairs)
    of_loss = behind(recorded, [loss])
    behind_loss = of_loss & made
    if not behind_loss:
        is_of_numbers = not any(e.value.is_array and e.value.array.size > 1 for e in gradients)
        return is_of_numbers or any(id(each.parameter.value) in of_loss for each in pairs)
    made &= behind(recorded, [each for gradient in gradients for each in gradient.operands])
    return not made or bool(behind_loss & made)


def _made_of_parameters(recorded: Recorded, pairs: Sequence[SlopePair]) -> set[int]:
    """The arrays, by identity, that the parameters led to."""
    parameters = {id(each.parameter.value) for each in pairs}
    names = {e.place.text for each in pairs for e in each.looks if not e.value.is_array}
    made = set(parameters)
    for event in recorded.operations:
        if event.value.is_array and any(
            id(each.value) in made or (each.place.text in names and not each.value.is_array)
            for each in event.operands
        ):
            made.add(id(event.value))
    return made - parameters


def behind(recorded: Recorded, events: Sequence[Event]) -> set[int]:
    """Return the arrays, by identity, that some events are made of, also inside of calls."""
    makers = first_makers(recorded)
    found, waiting, seen = set[int](), [*events], set[int]()
    while waiting:
        event = waiting.pop()
        if id(event) in seen:
            continue
        seen.add(id(event))
        if event.value.is_array:
            found.add(id(event.value))
            maker = makers.get(id(event.value))
        else:
            maker = _maker_of_number(recorded, event)
        waiting += [*event.operands, *([maker] if maker is not None else [])]
    return found


def _maker_of_number(recorded: Recorded, event: Event) -> Event | None:
    """The operation that gave a number alone: inside of what was called, or the last to give it."""
    if event.place.kind in ("operation", "change"):
        return returned(recorded, event)
    before = (e for e in reversed(recorded.operations) if e.number < event.number)
    told = (e for e in before if e.place.kind != "bound" and e.value.array.size == 1)
    return next((e for e in told if equal_values(e, event)), None)
