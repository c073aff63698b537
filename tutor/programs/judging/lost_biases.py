"""Biases that a program learns, and adds to nothing."""

from __future__ import annotations

import ast

import numpy as np

from tutor.programs.expressions import adds, parsed, takes_away
from tutor.programs.judging.compared_pass import Array, ComparedPass, numbers
from tutor.programs.judging.late_biases import late_biases
from tutor.programs.judging.statements import adds_up, expression
from tutor.programs.lineage import takers_of
from tutor.programs.matching import close_array, is_multiple
from tutor.programs.naming import meaning
from tutor.programs.products import Product
from tutor.programs.recorded import Event


def lacks_bias(layer: int, product: Product, compared: ComparedPass) -> bool:
    """Return whether a layer's bias has its slope computed, and is added to nothing."""
    ways = (_is_never_added, _looks_at_none, _has_slopes_of_none, _is_cut_off)
    return any(way(layer, product, compared) for way in ways)


def _has_slopes_of_none(layer: int, product: Product, compared: ComparedPass) -> bool:
    """Whether the slope is there for each hidden layer's bias, and none of them has a bias.

    The sum of a hidden layer's deltas serves for nothing else.
    """
    units = [len(each.W) for each in compared.each.products[:-1]]
    if layer > len(units) or any(compared.each.added) or compared.truth.m == 1 or 1 in units:
        return False
    if any(each.bias is not None for each in compared.each.products):
        return False
    events, last = compared.each.events, compared.each.products[-1].event
    values = {id(each.event.value) for each in compared.each.products}
    takes = [e for e in events if any(id(each.value) in values for each in e.operands)]
    if any(_adds(e) for e in takes if e.number <= last.number):
        return False
    told = [e for e in events if e.is_operation and e.number > last.number]
    summed = [e for e in told if adds_up((e, *expression(e)))]
    slopes = [compared.truth.values.get(f"db[{n}]") for n in range(1, len(units) + 1)]
    are_made = all(
        any(e.value.array.size == db.size and is_multiple(numbers(e), db) for e in summed)
        for db in slopes
        if db is not None
    )
    return all(each is not None for each in slopes) and are_made and not [*late_biases(compared)]


def _is_never_added(layer: int, product: Product, compared: ComparedPass) -> bool:
    """Whether a layer's product is never added to, and its bias is learned and not 0."""
    Z, b = compared.truth.values[f"Z[{layer}]"], compared.old(f"b[{layer}]")
    if product.bias is not None or not b.any() or not close_array(numbers(product.event), Z - b):
        return False
    events, last = compared.each.events, compared.each.products[-1].event.number
    bias = compared.each.added[layer - 1]
    sums = [e for e in events if _adds(e)]
    is_taken = any(each.value is product.event.value for e in sums for each in e.operands)
    if bias is not None and not is_taken:  # it may be of a layer that goes beside this one
        takes = takers_of(compared.recorded).get(id(bias.value), ())
        is_taken = any(_adds(each) for each in takes if each.number <= last)  # later it is learned
    meant = ((e, meaning(e.name or "")) for e in events)
    slopes = [e for e, m in meant if m and m.kind == "db" and e.value.array.size == b.size]
    after = compared.after[:1]
    is_learned = any(not np.array_equal(each.biases[layer - 1], b) for each in after)
    return (bool(slopes) or is_learned) and not is_taken


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


def _is_cut_off(layer: int, product: Product, compared: ComparedPass) -> bool:
    """Whether the weights are cut out of a table, whose other row is learned and never taken."""
    begin, last = product.weights, compared.each.products[-1].event.number
    if product.bias is not None or compared.each.added[layer - 1] is not None:
        return False
    table, rest = _cut(begin)
    if table is None or rest is None or rest.size != len(product.W):
        return False
    after = [_cut(each.products[layer - 1].weights)[1] for each in compared.after[:1]]
    if not any(new is not None and not np.array_equal(new, rest) for new in after):
        return False  # it is not learned
    takes = takers_of(compared.recorded).get(id(table.value), ())
    return {id(each.place) for each in takes if each.number <= last} == {id(begin.place)}


def _cut(weights: Event) -> tuple[Event | None, Array | None]:
    """The table that weights are cut out of, W[1:], and what of it is left out: a row, a column."""
    table = weights.operands[0] if weights.operands else None
    if table is None or not isinstance(parsed(weights.place.text), ast.Subscript):
        return None, None
    whole, part = table.value.array, weights.value.array
    for axis in range(whole.ndim if whole.ndim == part.ndim == 2 else 0):
        for at in (0, whole.shape[axis] - 1):
            if np.array_equal(np.delete(whole, at, axis), part):
                return table, np.take(whole, at, axis)
    return None, None


def _adds(event: Event) -> bool:
    return adds(event.place.text) or takes_away(event.place.text)


def _means(kind: str, name: str | None) -> bool:
    meant = meaning(name or "")
    return meant is not None and meant.kind == kind
