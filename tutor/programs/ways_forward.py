"""Where the layers of a network are gone through one after another, and where anew."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import combinations

import numpy as np

from tutor.programs.matching import same_array
from tutor.programs.naming import meaning
from tutor.programs.products import Product, layer_product, on_one_side
from tutor.programs.recorded import Event, Recorded

_FAR_BACK = 1000
"""So many operations before a product the one may lie that took what it takes."""


def forward(
    events: Sequence[Event],
    span: tuple[int, int],
    sizes: Sequence[int],
    sides: Mapping[int, bool],
) -> list[tuple[int, Product]]:
    """Return the first products of all layers one after another, none if there are not all.

    `sides` tells of places that were seen, by their identity, whether examples are rows there: a
    last, smaller batch may fit either way.
    """
    begin, end = span
    while found := _first_of_all(events, (begin, end), sizes, sides):
        if not _is_error_times_input(events, found):
            places, products = zip(*_led_to(events, found, sizes), strict=True)
            return [*zip(places, on_one_side(products), strict=True)]
        begin = found[0][0] + 1
    return []


def _first_of_all(
    events: Sequence[Event],
    span: tuple[int, int],
    sizes: Sequence[int],
    sides: Mapping[int, bool],
) -> list[tuple[int, Product]]:
    """The first products that fit the layers one after another."""
    found: list[tuple[int, Product]] = []
    m = None
    for place in range(*span):
        event = events[place]
        layer = len(found)
        rows = found[0][1].rows if found else sides.get(id(event.place))
        product = layer_product(event, sizes[layer], sizes[layer + 1], rows)
        if product and found and product.is_of_vectors and product.bias is None:
            since = events[found[-1][0] : place]
            is_given = any(e.is_operation and e.value is product.weights.value for e in since)
            product = product.swapped if is_given else product
        if product is None or (found and product.rows != found[0][1].rows):
            continue
        if m is not None and product.below.shape[1] != m:
            continue
        m = product.below.shape[1]
        found.append((place, product))
        if len(found) == len(sizes) - 1:
            return found
    return []


def learned(
    events: Sequence[Event],
    found: list[tuple[int, Product]],
    sizes: Sequence[int],
    sides: Mapping[int, bool],
    parameters: Container[int],
) -> list[tuple[int, Product]]:
    """Return the products of the layers that learn, where the first ones only make data.

    What turns the data, or makes the targets of them, may be as large as a layer, and is not moved
    as `parameters` are, told by the identity of their values.
    """
    (start, _), (last, _) = found[0], found[-1]
    other = found
    while other and start <= last and not _is_moved(other[0][1], parameters):
        other = forward(events, (start + 1, len(events)), sizes, sides)
        start = other[0][0] if other else start
    is_moved = all(_is_moved(product, parameters) for _, product in other)
    return other if other and start <= last and is_moved and _are_apart(other) else found


def _is_moved(product: Product, parameters: Container[int]) -> bool:
    weights = product.weights
    is_turned = weights.place.text.endswith(".T") and bool(weights.operands)
    return id((weights.operands[0] if is_turned else weights).value) in parameters


def _are_apart(found: Sequence[tuple[int, Product]]) -> bool:
    """Whether each product has weights of its own: on the way back they are taken again."""
    tables = [product.W for _, product in found]
    return not any(same_array(a, b) for a, b in combinations(tables, 2))


def _is_error_times_input(events: Sequence[Event], found: Sequence[tuple[int, Product]]) -> bool:
    """Whether the first product is one of the way back: an error times what a layer took before.

    A single input of one example is multiplied by its weights without any product: W * x.
    """
    (at, first), *others = found
    if first.below.size > 1 or not others:
        return False
    place, taken = others[0][1].event.place, first.W.ravel()
    before = (e for e in events[max(0, at - _FAR_BACK) : at] if e.place is place)
    arrays = (np.ravel(operand.value.array) for event in before for operand in event.operands)
    return any(np.array_equal(each, taken) for each in arrays)


def _led_to(
    events: Sequence[Event], found: list[tuple[int, Product]], sizes: Sequence[int]
) -> list[tuple[int, Product]]:
    """Return the products with the last that led to the second for the first, if any did."""
    if len(found) < 2:
        return found
    (at, first), (then, second) = found[:2]
    for place in range(then - 1, at, -1):
        product = layer_product(events[place], sizes[0], sizes[1], first.rows)
        if product is None or not _is_another(product, first):
            continue
        if _is_made_of(second.data, product.event, events[place:then]):
            return [(place, product), *found[1:]]
    return found


def _is_another(product: Product, first: Product) -> bool:
    """Whether it gives as many examples other sums."""
    one, other = (each.event.value.array for each in (product, first))
    return one.shape == other.shape and not np.array_equal(one, other)


def begun_anew(
    events: Sequence[Event],
    span: tuple[int, int],
    sizes: Sequence[int],
    sides: Mapping[int, bool],
    products: Sequence[Product],
    ran: Mapping[int, int],
) -> int:
    """Return where in a span another way forward begins, its end where none does.

    `ran` tells how often each place ran, by its identity: data are made once, in a loop none is.
    """
    (start, end), first = span, products[0]
    while found := forward(events, (start, end), sizes, sides):
        at, product = found[0]
        runs_often = ran[id(product.event.place)] > 1 == ran[id(first.event.place)]
        is_another = product.event.place is first.event.place or (
            _is_forward(product, first)
            and not _is_made_of(product.data, products[-1].event, events[span[0] : at])
        )
        if runs_often or is_another:
            return at
        start = at + 1
    return end


def _is_forward(product: Product, first: Product) -> bool:
    """Whether a product takes weights as the first one of a way forward does."""
    meant = meaning(product.weights.place.text)
    turned = (each.weights.place.text.endswith(".T") for each in (product, first))
    return meant is not None and meant.kind == "W" and len({*turned}) == 1


def _is_made_of(data: Event, output: Event, between: Sequence[Event]) -> bool:
    """Whether what goes into a product is made of what another gave before."""
    made = {id(output.value)}
    for event in between:
        if any(id(each.value) in made for each in event.operands):
            made.add(id(event.value))
    return id(data.value) in made


def taken_again(recorded: Recorded, span: tuple[int, int], last: Product) -> int:
    """Return where in a span another turn takes what the last layer took, its end where none does.

    The layers below may stay as they are, and be gone through once for all turns.
    """
    start, end = span
    turn = recorded.turn(last.event.node)
    for at in range(start, end):
        event = recorded.events[at]
        is_again = event.place is last.event.place and recorded.turn(event.node) != turn
        if is_again and any(each.value is last.data.value for each in event.operands):
            return at
    return end
