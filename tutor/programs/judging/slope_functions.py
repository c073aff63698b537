"""The program's own functions for the slope of an activation, and what they are called with.

One may want the sum of a layer, or what its activation gives. Called with the other, it gives
another slope: either the function is wrong or the call, and what the program does besides tells.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from tutor.programs.expressions import called, parsed
from tutor.programs.judging.bodies import body_of, is_beside
from tutor.programs.judging.compared_pass import Array, ComparedPass, numbers
from tutor.programs.judging.statements import expression
from tutor.programs.lineage import returned
from tutor.programs.matching import close_array
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event
from tutor.programs.reference import activated, slope_at
from tutor.programs.spots import Spot


def called_wrongly(made: Event, event: Event, layer: int, compared: ComparedPass) -> Event | None:
    """Return what is wrong where a function gives the slope at what it was called with.

    `made` gives the slope, that `event` takes: either that itself is wrong or the call.
    None where the function gives no slope of this activation at all.
    """
    body = body_of(made, compared)
    if body is None or body(event) or not (given := _given(made, layer, compared, body)):
        return None
    call = _call_of(made, event, compared)
    Z, A = (compared.truth.values[f"{kind}[{layer}]"] for kind in "ZA")
    if close_array(numbers(given), A) == close_array(numbers(given), Z):
        return call
    is_sum = close_array(numbers(given), Z)
    return made if _wants(given, is_sum, call, layer, compared) else call


def _wants(given: Event, is_sum: bool, call: Event, layer: int, compared: ComparedPass) -> bool:
    """Whether the function should take what it is handed: a layer's sum, or its activation."""
    handed = {id(place): is_sum for place, is_sum in _handed(call, compared)}
    if len(handed) > 1 and all(each == is_sum for each in handed.values()):
        return True
    meant = meaning(given.place.text)
    if meant is not None and meant.kind in ("Z", "A", "out"):
        return (meant.kind == "Z") == is_sum
    if not is_sum:
        return not _is_at_hand(call, layer, compared)
    return _is_beside_activation(given, layer, compared)


def _handed(call: Event, compared: ComparedPass) -> Iterator[tuple[Spot, bool]]:
    """Yield the places that call functions for slopes, and whether they hand over a sum."""
    last, truth = compared.each.products[-1].event.number, compared.truth.values
    for each in compared.each.events:
        arrays = [e for e in each.operands if e.value.shape == each.value.shape]
        name = called(each.place.text)
        if each.number <= last or not name or len(arrays) != 1 or not each.is_operation:
            continue
        if name != called(call.place.text) and returned(compared.recorded, each) is None:
            continue
        for layer in range(1, compared.depth + 1):
            for kind in "AZ":
                is_given = close_array(numbers(arrays[0]), truth[f"{kind}[{layer}]"])
                if is_given and _is_slope(each, arrays[0], layer, compared):
                    yield each.place, kind == "Z"


def _is_slope(event: Event, given: Event, layer: int, compared: ComparedPass) -> bool:
    """Whether it is the slope of a layer's activation at a value, taken for a sum or an output."""
    kind, value = compared.reference.activations[layer - 1], numbers(given)
    if kind not in _OUTPUT_SLOPES:
        return False
    with np.errstate(all="ignore"):
        slopes = slope_at(kind, value), _OUTPUT_SLOPES[kind](value)
    return any(close_array(numbers(event), each) for each in slopes)


def _is_at_hand(call: Event, layer: int, compared: ComparedPass) -> bool:
    """Whether a layer's sum is kept where a call could look it up."""
    Z, recorded = compared.truth.values[f"Z[{layer}]"], compared.recorded
    frames = {recorded.frame(node) for node in recorded.path(call.node)}
    for each in compared.each.events:
        if each.number < call.number and close_array(numbers(each), Z):
            is_read = not each.is_operation or isinstance(parsed(each.place.text), ast.Subscript)
            name = each.name or (each.place.text if is_read else "")
            is_kept = "." in name or "[" in name
            if name and (is_kept or recorded.frame(each.node) in frames):
                return True
    return False


def _is_beside_activation(given: Event, layer: int, compared: ComparedPass) -> bool:
    """Whether the activation stands beside it, and calls its argument the same."""
    Z, A = (compared.truth.values[f"{kind}[{layer}]"] for kind in "ZA")
    for each in compared.each.events:
        if not each.is_operation or not close_array(numbers(each), A):
            continue
        taken = (e for e in expression(each) if e.place.text == given.place.text)
        if any(close_array(numbers(e), Z) for e in taken) and is_beside(each, given, compared):
            return True
    return False


def _given(
    made: Event, layer: int, compared: ComparedPass, body: Callable[[Event], bool]
) -> Event | None:
    """What a function was called with, where it gives the slope of the activation at that.

    It may want the sum or the activation: where a name or its own first step says which, it is
    held to that.
    """
    kind = compared.reference.activations[layer - 1]
    if kind not in _OUTPUT_SLOPES:
        return None
    value = numbers(made)
    for each in expression(made):
        given = numbers(each)
        if each.is_operation or given.shape != value.shape:
            continue
        meant = meaning(each.place.text)
        acts = (e for e in compared.each.events if body(e) and e.is_operation)
        wants_sum = meant is not None and meant.kind == "Z"
        wants_sum |= any(e is not made and is_activation(kind, e, given) for e in acts)
        with np.errstate(all="ignore"):
            slopes = [slope_at(kind, given), *([] if wants_sum else [_OUTPUT_SLOPES[kind](given)])]
        if any(close_array(value, each) for each in slopes):
            return each
    return None


def is_activation(kind: str, event: Event, given: Array) -> bool:
    """Return whether an operation gives that activation of these sums."""
    return event.value.shape == given.shape and close_array(numbers(event), activated(kind, given))


_OUTPUT_SLOPES: Mapping[str, Callable[[Array], Array]] = {
    "sigmoid": lambda A: A * (1 - A),
    "tanh": lambda A: 1 - A**2,
    "relu": lambda A: (A > 0).astype(float),
}
"""The slope of each activation, from what it gives."""


def _call_of(made: Event, event: Event, compared: ComparedPass) -> Event:
    """The call in whose function a value was made, that an operation takes."""
    told = (e for e in compared.each.events if made.number < e.number <= event.number)
    calls = (e for e in told if e.is_operation and e.node == event.node)
    return next((e for e in calls if e.value is made.value and called(e.place.text)), event)
