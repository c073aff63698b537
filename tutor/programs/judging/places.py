"""Where in the program a value that parts from the engine was made."""

from __future__ import annotations

from tutor.programs.expressions import called
from tutor.programs.judging.compared_pass import ComparedPass, Difference, numbers
from tutor.programs.matching import close_array, same_array
from tutor.programs.recorded import Event


def place_of(difference: Difference, compared: ComparedPass) -> Event:
    """Return the operation to be shown for a difference, inside of the program's own functions."""
    event, key = difference.event, difference.key
    inner = innermost(event if difference.in_place else _before_scaling(event, compared), compared)
    if key.startswith("A["):
        return _misplaced(inner, key, compared) or inner
    return _slope_of(inner, key, compared) if key.startswith("dZ[") else inner


def innermost(event: Event, compared: ComparedPass) -> Event:
    """Return the operation that gave the value, inside of the program's own function."""
    name = called(event.place.text)
    for other in reversed(compared.each.events):
        if other.number >= event.number or not other.is_operation:
            continue
        site = compared.recorded.nodes[other.node].site
        if site is None or site.kind != "call" or site.name != name or event.node == other.node:
            break
        return innermost(other, compared)
    return event


def _before_scaling(event: Event, compared: ComparedPass) -> Event:
    """What was wrong already before it was divided in place: dscores /= N."""
    text = event.place.text
    if event.place.kind != "change" or not ("/=" in text or "*=" in text):
        return event
    told = [e for e in compared.each.events if e.name == event.name and e.number < event.number]
    return told[-1] if told and told[-1].place.kind == "change" else event


def _misplaced(event: Event, key: str, compared: ComparedPass) -> Event | None:
    """The call of a function that is another activation than this layer's."""
    site = compared.recorded.nodes[event.node].site
    if site is None or site.kind != "call" or _is_meant(site.name, key, compared):
        return None
    after = (e for e in compared.each.events if e.is_operation and e.number > event.number)
    return next((e for e in after if called(e.place.text) == site.name), None)


def _is_meant(name: str, key: str, compared: ComparedPass) -> bool:
    """Whether a function of this name may be the activation of that layer."""
    said = [kind for kind in ("relu", "sigmoid", "tanh", "softmax") if kind in name.lower()]
    reference = compared.reference
    meant = reference.outputs if key == f"A[{compared.depth}]" else reference.activation
    return not said or any(kind in meant for kind in said)


def _slope_of(event: Event, key: str, compared: ComparedPass) -> Event:
    """The slope of the activation, where that is what is wrong in a function of its own."""
    layer = int(key[3:-1])
    Z, slope = compared.truth.values[f"Z[{layer}]"], compared.truth.slopes.get(layer)
    for operand in event.operands:
        value = numbers(operand)
        inner = innermost(operand, compared)
        if slope is None or inner is operand or value.size != slope.size:
            continue
        taken = [numbers(each) for each in operand.operands]
        if any(same_array(each, Z) for each in taken) and not close_array(value, slope):
            return inner
    return event
