"""The slope of an activation on the way back, where that is what is wrong: its line, its call."""

from __future__ import annotations

from tutor.programs.expressions import adds, called, takes_away
from tutor.programs.judging.compared_pass import ComparedPass, numbers
from tutor.programs.judging.lookups import slope_of_another
from tutor.programs.judging.slope_functions import called_wrongly
from tutor.programs.judging.statements import blots_out, expression, gives_what_it_takes
from tutor.programs.judging.tracing import Tracer
from tutor.programs.lineage import unscaled
from tutor.programs.matching import close_array, is_multiple
from tutor.programs.noticing.sums import operator
from tutor.programs.recorded import Event


def slope_of(event: Event, key: str, compared: ComparedPass) -> Event:
    """Return the slope of the activation, or the mask of a relu, where that is what is wrong."""
    kind, layer = key[:-1].split("[")
    if layer == "0":  # the inputs have no slope
        return event
    Z, A = (compared.truth.values[f"{each}[{layer}]"] for each in "ZA")
    slope, dA = compared.truth.slopes.get(int(layer)), compared.truth.values.get(f"dA[{layer}]")
    reference = compared.reference
    meant = reference.outputs if int(layer) == compared.depth else reference.activation
    if kind == "A" and (meant != "relu" or operator(unscaled(event)) in ("Add", "Sub")):
        return event
    tracer = Tracer(compared)
    is_sum = event.place.kind == "change" and _goes_on(event.place.text)
    for operand in unscaled(event).operands[1 if blots_out(event) or is_sum else 0 :]:
        value, made = numbers(operand), tracer.source(operand)
        if operand.value.dtype == "bool" and blots_out(event):  # out[z <= 0] = 0
            value = 1 - value
        if slope is None or made is event or value.size != slope.size:
            continue
        if gives_what_it_takes(operand) and (given_on := tracer.handed_on(operand)):
            return given_on
        if dA is not None and is_multiple(value, dA):
            continue
        if other := slope_of_another(event, operand, int(layer), compared):
            return other
        taken = [numbers(each) for each in expression(made)]
        of_layer = any(close_array(each, Z) or close_array(each, A) for each in taken)
        if of_layer and not any(close_array(value, each) for each in (slope, Z, A)):
            if (found := called_wrongly(made, event, int(layer), compared)) is not None:
                return found
            return event if _is_right_elsewhere(made, compared) else made
    return event


def own_slope(event: Event, key: str, compared: ComparedPass) -> Event | None:
    """Return the slope of an activation, in a function that is right for no layer."""
    slope = slope_of(event, key, compared)
    is_inside = slope.node != event.node and slope.is_operation
    return slope if is_inside and not _is_right_elsewhere(slope, compared) else None


def slope_alone(event: Event, key: str, compared: ComparedPass) -> Event | None:
    """Return the call that gives the slope of an activation where it is taken for a delta."""
    slope = compared.truth.slopes.get(int(key[3:-1]))
    if slope is None or not close_array(numbers(event), slope):
        return None
    told = (e for e in compared.each.events if e.number > event.number and e.is_operation)
    same = (e for e in told if e.value is event.value and e.node != event.node)
    call = next((e for e in same if called(e.place.text)), None)
    dA = compared.truth.values.get(f"dA{key[2:]}")
    takes_delta = call and any(
        dA is not None and is_multiple(numbers(each), dA) for each in call.operands
    )
    return None if takes_delta else call


def _goes_on(text: str) -> bool:
    return adds(text) or takes_away(text)


def _is_right_elsewhere(event: Event, compared: ComparedPass) -> bool:
    """Whether the same piece of text gave what the engine has, when it ran another time."""
    return any(e.place is event.place and v.how == "equal" for e, v in compared.every)
