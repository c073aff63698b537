"""Biases that are moved by the sum of all their slopes, or are never moved by theirs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tutor.programs.expressions import called, sign
from tutor.programs.matching import near
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.own_passes import OwnPass, own_pass, times_of
from tutor.programs.noticing.roots import takers
from tutor.programs.noticing.sums import operator
from tutor.programs.recorded import Event, Recorded

_TIMES = 3
"""Passes in which a bias stays as it is."""


def sums_over_units(recorded: Recorded) -> Iterator[Noticed]:
    """A step in which all units of a layer move by one number: the sum of all their slopes."""
    own = own_pass(recorded)
    if own is None:
        return
    rates = {each.times for each in own.steps if each.times is not None}
    for step in own.steps:
        slope, moved = step.slope, step.moved
        if slope.size < 2 or step.times is not None or np.ptp(slope) == 0 or np.ptp(moved) > 0:
            continue
        number = float(moved.flat[0])
        whole = float(slope.sum())
        if not any(near(number, each * whole, 1e-5) for each in rates):
            continue
        for event in own.events if number else ():
            taken = event.operands[0].value.array if event.operands else np.zeros(0)
            is_sum = called(event.place.text) in ("sum", "mean") and event.value.array.size == 1
            total = float(event.value.array.flat[0]) if is_sum else 0.0
            if taken.size > 1 and any(near(number, each * total, 1e-5) for each in rates):
                many = " × ".join(map(str, taken.shape))
                way = "name an axis" if taken.ndim > 1 else "leave this sum out"
                said = f"All {many} numbers are added up, and all units move alike: {way}."
                yield Noticed(event, "sum without axis", said)
                break


def biases_never_moved(recorded: Recorded) -> Iterator[Noticed]:
    """Biases beside weights that are moved, whose slopes are computed, and that nothing moves."""
    own = own_pass(recorded)
    if own is None:
        return
    taken_by = takers(recorded)
    moved = {id(each.parameter.value) for each in own.steps}
    for product, bias in _biases(own):
        if id(bias.value) in moved or not _is_moved(product, moved):
            continue
        used = [e for e in taken_by.get(id(bias.value), ()) if operator(e) == "Add"]
        slope = own.slopes.by(own.tape.node(bias))
        if len(used) < _TIMES or slope is None or np.size(slope) < 2:
            continue
        gradient = _computed(np.asarray(slope), own)
        if gradient is None:
            continue
        name = bias.place.text
        if not any(operator(e) == "Sub" for e in taken_by.get(id(bias.value), ())):
            said = f"{name} is never changed: its gradient is computed here, and no step takes it."
            yield Noticed(gradient, "unused gradient", said)


def _biases(own: OwnPass) -> Iterator[tuple[Event, Event]]:
    """What is added to products, beside them."""
    products = {id(e.value): e for e in own.events if e.is_operation and _is_product(e)}
    for event in own.events:
        if event.is_operation and sign(event.place.text) == "Add" and len(event.operands) == 2:
            for one, other in (event.operands, event.operands[::-1]):
                product = products.get(id(one.value))
                if product and other.value.is_array and other.value.shape != one.value.shape:
                    yield product, other


def _is_product(event: Event) -> bool:
    return sign(event.place.text) == "MatMult" or called(event.place.text) in ("dot", "matmul")


def _is_moved(product: Event, moved: set[int]) -> bool:
    """Whether the weights in a product are among what is moved."""
    parts = [*product.operands, *(e for o in product.operands for e in o.operands)]
    return any(id(each.value) in moved for each in parts)


def _computed(slope: np.ndarray, own: OwnPass) -> Event | None:
    """The operation that computes slopes, but for how often they are taken."""
    for event in own.events:
        array = event.value.array
        if event.is_operation and event.place.kind == "operation" and array.size == slope.size:
            is_it = times_of(np.asarray(array, dtype=float).reshape(slope.shape), slope)
            if is_it is not None:
                return event
    return None
