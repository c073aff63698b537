"""Which of the engine's values an operation on the way to the last delta should give."""

from __future__ import annotations

import numpy as np

from tutor.programs.expressions import is_contraction, sign
from tutor.programs.judging.compared_pass import Array, ComparedPass, numbers
from tutor.programs.judging.tracing import Tracer
from tutor.programs.matching import close_array, is_multiple, near, ratio_to
from tutor.programs.recorded import Event


def meant_key(place: Event, key: str, compared: ComparedPass) -> str:
    """Return what an operation on the way to the last delta should give.

    Before the targets come in, that is the last activation; a softmax has no dA of its own, but
    where something else is made of it first.
    """
    dA, dZ, A = (f"{kind}[{compared.depth}]" for kind in ("dA", "dZ", "A"))
    if key not in (dA, dZ) or _is_beside_gradient(place, dA, compared):
        return key
    times = ratio_to(numbers(place), compared.truth.values[A])
    is_taken = times is not None and not near(times, 1)  # 2 / m * A: the targets are forgotten
    if not is_taken and not _is_behind_output(place, compared):
        return A
    is_fused = compared.reference.outputs == "softmax" and not _becomes_another(place, compared)
    return dZ if is_fused else key


def _becomes_another(place: Event, compared: ComparedPass) -> bool:
    """Whether the last weights' gradient is made of something else than so many times a value."""
    below = compared.truth.values[f"A[{compared.depth - 1}]"]
    for event in compared.each.events:
        if event.number > place.number and is_contraction(event.place.text):
            beside = [e for e in event.operands if not is_multiple(numbers(e), below)]
            if len(event.operands) == 2 and len(beside) == 1:
                return ratio_to(numbers(beside[0]), numbers(place)) is None
    return False


def _is_beside_gradient(place: Event, dA: str, compared: ComparedPass) -> bool:
    """Whether a value stands where a slope does: dA is multiplied by it."""
    true = compared.truth.values.get(dA)
    for event in compared.each.events if true is not None else ():
        if sign(event.place.text) == "Mult" and any(e.value is place.value for e in event.operands):
            beside = (e for e in event.operands if e.value is not place.value)
            if any(true is not None and is_multiple(numbers(e), true) for e in beside):
                return True
    return False


def _is_behind_output(place: Event, compared: ComparedPass) -> bool:
    """Whether a value is made of the last activation, or of the targets as numbers or classes."""
    Y, A = compared.each.Y, compared.truth.values[f"A[{compared.depth}]"]
    behind = Tracer(compared).behind(place) | {id(place)}
    made_of = (e for e in compared.each.events if id(e) in behind)
    taken = [numbers(part) for each in made_of for part in (each, *each.operands)]
    is_linear = compared.reference.outputs == "linear"
    if Y is None or any(_are_targets(each, Y) for each in taken):
        return True
    return not is_linear and any(close_array(each, A) for each in taken)


def _are_targets(value: Array, Y: Array) -> bool:
    is_classes = len(Y) > 1 and value.size == Y.shape[1]
    return close_array(value, Y) or (is_classes and np.array_equal(value.ravel(), Y.argmax(axis=0)))
