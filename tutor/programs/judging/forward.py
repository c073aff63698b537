"""Whether each layer takes what the one below gave, and gives its sum or its activation."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tutor.programs.expressions import adds, called, sign
from tutor.programs.judging.compared_pass import Array, CodeDifference, ComparedPass, numbers
from tutor.programs.judging.statements import renames
from tutor.programs.judging.tracing import Tracer
from tutor.programs.lineage import ancestors
from tutor.programs.matching import EngineMatch, close_array, is_in_other_units, near
from tutor.programs.naming import meaning
from tutor.programs.products import Product
from tutor.programs.recorded import Event
from tutor.programs.reference import activated


def forward_differences(compared: ComparedPass) -> Iterator[CodeDifference]:
    """Yield the first layer that is given another input, or gives another sum."""
    truth = compared.truth.values
    for layer, product in enumerate(compared.each.products, 1):
        below = f"A[{layer - 1}]"
        if product.constant == 0 and (maker := _maker(product, compared)):
            said = "The column of the biases is multiplied by 0 here, and is to be by 1."
            yield CodeDifference(maker, f"Z[{layer}]", said, in_place=True)
            return
        if layer > 1 and not close_array(product.below, truth[below]):
            if any(_gives(e, v, below, product) for e, v in compared.every):
                taker = _call_for(product, compared) or product.event
                yield CodeDifference(
                    taker, f"Z[{layer}]", f"This is to take {below}, and takes something else."
                )
            elif maker := _maker(product, compared):
                message = f"Layer {layer} takes this as {below}, and it is not {below}."
                yield CodeDifference(maker, below, message)
            return
        line = [e for e in compared.each.events if product.event in [e, *ancestors(e)]]
        whole = [e for e in line if e.is_operation and e.line == product.event.line]
        sums = [truth[f"{kind}[{layer}]"] for kind in "ZA"]
        if len(whole) > 1 and not any(close_array(numbers(e), s) for e in whole for s in sums):
            taker = next((e for e in whole if product.event in e.operands), whole[-1])
            summed = taker if sign(taker.place.text) else product.event
            yield CodeDifference(summed, f"Z[{layer}]", f"This is not Z[{layer}] = W A + b.")
            return
        lacks = _lacks_bias(layer, product, compared) or _looks_at_none(layer, product, compared)
        if len(whole) == 1 and lacks:
            said = f"b[{layer}] is added nowhere to this."
            yield CodeDifference(product.event, f"Z[{layer}]", said, is_sure=True)
            return


def output_difference(compared: ComparedPass) -> CodeDifference | None:
    """Return what is held against the targets for the last activation, and is another."""
    (Z, A), Y = (compared.truth.values[f"{k}[{compared.depth}]"] for k in "ZA"), compared.each.Y
    last = compared.each.products[-1].event.number
    if Y is None or A.size < 1:
        return None
    told = (e for e in compared.each.events if e.number > last)
    gaps = [e for e in told if sign(e.place.text) == "Sub" and len(e.operands) == 2]
    sides = [pair for e in gaps for pair in (e.operands, e.operands[::-1])]
    held = [one for one, other in sides if close_array(numbers(other), Y)]
    given = [e for e in held if e.value.array.size == A.size and not close_array(numbers(e), Y)]
    given = given if A.size > 1 else [e for e in given if _is_other_activation(e, Z, A)]
    if not given or any(close_array(numbers(each), A) for each in given):
        return None
    is_made = any(close_array(numbers(each), A) for each in compared.each.events)
    if is_made and close_array(numbers(given[0]), Z) and not close_array(Z, A):
        return None  # the right one is there: it is the difference that takes another
    if is_made and is_in_other_units(numbers(given[0]), A):
        return None
    made = Tracer(compared).source(given[0])
    if not made.is_operation or made.number <= last or made.value.dtype == "bool":
        return None
    key = f"A[{compared.depth}]"
    return CodeDifference(
        made, key, f"This is held against the targets as {key}, and it is not {key}."
    )


def _is_other_activation(event: Event, Z: Array, A: Array) -> bool:
    """Whether one number has all the digits of another activation of the last sum."""
    number = float(numbers(event).ravel()[0])
    if near(number, float(A.ravel()[0]), 1e-9) or not np.isfinite(Z).all():
        return False
    others = (float(activated(name, Z).ravel()[0]) for name in ("sigmoid", "tanh"))
    return any(near(number, each, 1e-9) and abs(each) < 1 - 1e-9 for each in others)


def _lacks_bias(layer: int, product: Product, compared: ComparedPass) -> bool:
    """Whether a layer's product is never added to, and its bias has a slope and is not 0."""
    Z, b = compared.truth.values[f"Z[{layer}]"], compared.old(f"b[{layer}]")
    if product.bias is not None or not b.any() or not close_array(numbers(product.event), Z - b):
        return False
    events, value = compared.each.events, product.event.value
    takes = (e for e in events if any(each.value is value for each in e.operands))
    meant = ((e, meaning(e.name or "")) for e in events)
    slopes = [e for e, m in meant if m and m.kind == "db" and e.value.array.size == b.size]
    return bool(slopes) and not any(adds(e.place.text) for e in takes)


def _looks_at_none(layer: int, product: Product, compared: ComparedPass) -> bool:
    """Whether a layer has a bias and its slope, and nothing on the way forward looks at it."""
    slope = compared.named.get(f"db[{layer}]")
    if compared.each.added[layer - 1] is not None or product.bias is not None or slope is None:
        return False
    begin, last = compared.each.events[0].number, compared.each.products[-1].event.number
    way = (e for e in compared.each.events if e.number <= last and e.place.kind != "bound")
    kept = (e for e in compared.recorded.operations if e.number <= begin)
    units = len(product.W)
    is_kept = (slope[0].name or "").endswith(".grad") or any(
        _means("b", e.name) and e.value.array.size == units > 1 for e in kept
    )
    is_alone = compared.truth.m > 1 and _means("db", slope[0].name)
    return is_alone and is_kept and not any(_means("b", each.place.text) for each in way)


def _means(kind: str, name: str | None) -> bool:
    meant = meaning(name or "")
    return meant is not None and meant.kind == kind


def _gives(event: Event, verdict: EngineMatch, key: str, product: Product) -> bool:
    """Whether a value of the engine was there before a product that should take it."""
    known = verdict.key == key and verdict.how == "equal"
    return known and event.number < product.event.number


def _call_for(product: Product, compared: ComparedPass) -> Event | None:
    """The call that hands a layer its input, where several layers have their own calls."""
    calls = [_call(each, compared) for each in compared.each.products]
    own = _call(product, compared)
    others = [each for each in calls if each is not None and each is not own]
    is_alone = all(own is not None and each.place is not own.place for each in others)
    return own if others and is_alone else None


def _call(product: Product, compared: ComparedPass) -> Event | None:
    """The call of the program's own function that a layer's product stands in.

    One that gives nothing back is not told of: what it was handed is told instead.
    """
    recorded, begin = compared.recorded, product.event
    frame = recorded.frame(begin.node)
    site = recorded.nodes[frame].site
    if site is None:
        return None
    inside = recorded.within(frame)
    after = (e for e in compared.each.events if e.number > begin.number and e.node not in inside)
    call = next((e for e in after if e.place.kind == "operation"), None)
    if call and called(call.place.text) == site.name:
        return call
    before = (e for e in compared.recorded.events if e.number <= begin.number)
    handed = [e for e in before if e.node not in inside and e.value is product.data.value]
    return handed[-1] if handed and handed[-1].place.kind == "read" else None


def _maker(product: Product, compared: ComparedPass) -> Event | None:
    """The operation that gave a layer its input, None where it was only looked up.

    Where a constant is put to an input for the biases, it is what that is put to.
    """
    tracer, data = Tracer(compared), product.data
    made = tracer.source(data)
    if product.bias is not None and product.constant:
        within = (e for e in made.operands if close_array(numbers(e), product.below))
        joined, data = made, next(within, data)
        made = tracer.source(data)
        if any(v.key.startswith("Z[") for e, v in compared.every if e.value is made.value):
            return joined
    if made.is_operation and made.place.kind != "bound":
        is_sum = any(v.key.startswith("Z[") for e, v in compared.every if e.value is made.value)
        return (given_on(data, made, compared) if is_sum else None) or made
    told = [e for e in compared.each.events if e.number < data.number and _makes(e)]
    return next((e for e in reversed(told) if e.value is data.value), None)


def given_on(data: Event, made: Event, compared: ComparedPass) -> Event | None:
    """Return where a layer's sum is taken for its activation: A1 = Z1, or outputs.append(Z)."""
    recorded = compared.recorded
    around = {recorded.frame(node) for node in recorded.path(made.node)}
    told = (e for e in compared.each.events if made.number < e.number <= data.number)
    same = [e for e in told if e.value is data.value and e.line not in (made.line, data.line)]
    same = [e for e in same if recorded.frame(e.node) in around] or same  # not in what is called
    bound = next((e for e in same if renames(e, same) or _is_called_activation(e)), None)
    return bound or next(reversed(same), None)


def _makes(event: Event) -> bool:
    """Whether an event gives a value, or calls one an activation: A1 = Z1."""
    return event.place.kind == "operation" or _is_called_activation(event)


def _is_called_activation(event: Event) -> bool:
    meant = meaning(event.name or "") if event.place.kind == "bound" else None
    return meant is not None and meant.kind == "A" and meant.number is not None
