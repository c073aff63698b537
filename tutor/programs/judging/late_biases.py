"""Biases that are added to what an activation gives, and not to the sum that it is given."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tutor.programs.expressions import adds
from tutor.programs.judging.compared_pass import Array, CodeDifference, ComparedPass, numbers
from tutor.programs.judging.statements import adds_up, expression
from tutor.programs.judging.tracing import Tracer
from tutor.programs.matching import close_array, is_multiple
from tutor.programs.recorded import Event
from tutor.programs.reference import activated


def late_biases(compared: ComparedPass) -> Iterator[CodeDifference]:
    """Yield the sum of a hidden layer's activation and its bias.

    It is a mistake where the program moves the bias along the slope that it has within the
    activation. That is known while the bias is 0, as it is at first: all else is the engine's then.
    """
    events = compared.each.events
    for layer in range(1, compared.depth):
        product, units = compared.each.products[layer - 1], len(compared.each.products[layer - 1].W)
        Z = numbers(product.event)
        if product.bias is not None or any(_is_added(product.event, e) for e in events):
            continue
        A = activated(compared.reference.activation, Z)
        for event in events:
            late = _late(event, A, units) if event.number > product.event.number else None
            if late is None or not _is_taken(event, compared, layer):
                continue
            inside, outside = _slopes(compared, layer)
            if _is_made(inside, compared) and not _is_made(outside, compared):
                said = f"b[{layer}] is added after the activation here: it belongs to Z[{layer}]."
                yield CodeDifference(event, f"A[{layer}]", said, True, True, True)
            break


def _is_added(product: Event, event: Event) -> bool:
    """Whether something is added to a layer's product."""
    return adds(event.place.text) and any(each.value is product.value for each in event.operands)


def _late(event: Event, A: Array, units: int) -> Event | None:
    """What is added to the activation, where it is as many numbers as there are units, all 0."""
    if not adds(event.place.text) or len(event.operands) != 2:
        return None
    for given, bias in (event.operands, event.operands[::-1]):
        is_bias = bias.value.is_array and bias.value.array.size == units
        is_given = given.value.shape == A.shape and close_array(numbers(given), A)
        if is_bias and is_given and not bias.is_operation and not numbers(bias).any():
            return bias
    return None


def _is_taken(event: Event, compared: ComparedPass, layer: int) -> bool:
    """Whether the layer above takes the sum."""
    data = compared.each.products[layer].data
    return data.value is event.value or Tracer(compared).source(data) is event


def _slopes(compared: ComparedPass, layer: int) -> tuple[Array | None, Array | None]:
    """The bias's slope within the activation, and after it."""
    truth = compared.truth.values
    dA = truth.get(f"dA[{layer}]")
    return truth.get(f"db[{layer}]"), None if dA is None else dA.sum(axis=1, keepdims=True)


def _is_made(slope: Array | None, compared: ComparedPass) -> bool:
    """Whether the program computes so many times this slope."""
    if slope is None or slope.size < 2 or not np.abs(slope).max() > 0:
        return False
    last = compared.each.products[-1].event.number
    told = (e for e in compared.each.events if e.is_operation and e.number > last)
    sized = (e for e in told if e.value.array.size == slope.size and adds_up((e, *expression(e))))
    return any(is_multiple(numbers(e), slope) for e in sized)
