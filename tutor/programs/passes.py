"""Where in a run a network of given sizes goes forward, and which arrays it starts from."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import adds, parsed, sign
from tutor.programs.naming import meaning
from tutor.programs.products import Product, layer_product
from tutor.programs.recorded import Event, Recorded

Array = NDArray[np.float64]
MOST = 24
"""Passes that are compared."""


@dataclass(frozen=True, slots=True, eq=False)
class Pass:
    """One way forward (and what follows it) in a program."""

    products: Sequence[Product]
    biases: Sequence[Array]
    Y: Array | None
    events: Sequence[Event]
    """All that was told in this iteration, from the first product on, before the next one."""

    @property
    def layer_of(self) -> dict[int, int]:
        """The layer for a number in the names of the program, which may count from 0."""
        found: dict[int, int] = {}
        for layer, product in enumerate(self.products, 1):
            meant = meaning(product.weights.place.text.removesuffix(".T"))
            if meant and meant.number is not None:
                found[meant.number] = layer
        return found


def passes(recorded: Recorded, sizes: Sequence[int]) -> Iterator[Pass]:
    """Yield the passes of a network in their order."""
    events = recorded.events
    ran = Counter(id(each.place) for each in recorded.operations)
    at = count = 0
    while count < MOST and (found := _forward(events, at, sizes)):
        places = [place for place, _ in found]
        products = [product for _, product in found]
        scope = _scope(recorded, products)
        end = next(
            (n for n in range(places[-1] + 1, len(events)) if events[n].node not in scope),
            len(events),
        )
        end = _begun_anew(events, (places[-1] + 1, end), sizes, products[0], ran)
        told = events[places[0] : end]
        # Targets may be cut out of the data, and biases be unpacked, before the first product.
        before = [
            each for each in events[max(0, places[0] - 200) : places[0]] if each.node in scope
        ]
        biases = [_bias([*told, *before[::-1]], product) for product in products]
        Y = _targets([*told, *before], sizes[-1], products[0])
        if Y is None:
            Y = _taken_from_output(told, sizes[-1], products)
        if Y is None:
            Y = _picked_from_output(told, sizes[-1], products)
        yield Pass(products, biases, Y, told)
        at, count = end, count + 1


def _begun_anew(
    events: Sequence[Event],
    span: tuple[int, int],
    sizes: Sequence[int],
    first: Product,
    ran: Mapping[int, int],
) -> int:
    """Return where in a span another way forward begins, its end where none does.

    `ran` tells how often each place ran, by its identity: data are made once, in a loop none is.
    """
    start, end = span
    while (found := _forward(events, start, sizes)) and found[0][0] < end:
        runs_often = ran[id(found[0][1].event.place)] > 1 == ran[id(first.event.place)]
        if runs_often or _is_begun_anew(found[0][1], first):
            return found[0][0]
        start = found[0][0] + 1
    return end


def _is_begun_anew(product: Product, first: Product) -> bool:
    """Whether a product begins another way forward, and is not one of the way back."""
    meant = meaning(product.weights.place.text)
    turned = (each.weights.place.text.endswith(".T") for each in (product, first))
    is_forward = meant is not None and meant.kind == "W" and len({*turned}) == 1
    return product.event.place is first.event.place or is_forward


def _scope(recorded: Recorded, products: Sequence[Product]) -> set[int]:
    """Return all branches of the innermost iteration, or of the run, that all products are in."""
    paths = [recorded.path(product.event.node) for product in products]
    common = [node for node in paths[0] if all(node in path for path in paths)]
    turns = [node for node in common if recorded.nodes[node].turn is not None]
    return recorded.within(turns[-1] if turns else 0)


def _forward(
    events: Sequence[Event], start: int, sizes: Sequence[int]
) -> list[tuple[int, Product]]:
    """Return the first products of all layers one after another, none if there are not all."""
    found: list[tuple[int, Product]] = []
    m = None
    for place in range(start, len(events)):
        event = events[place]
        layer = len(found)
        product = layer_product(event, sizes[layer], sizes[layer + 1])
        if product is None or (found and product.rows != found[0][1].rows):
            continue
        if m is not None and product.below.shape[1] != m:
            continue
        m = product.below.shape[1]
        found.append((place, product))
        if len(found) == len(sizes) - 1:
            return found
    return []


def _bias(events: Sequence[Event], product: Product) -> Array:
    """Return what is added to the product; else what is named as its bias; else zeros."""
    units = product.W.shape[0]
    weights = meaning(product.weights.place.text.removesuffix(".T"))
    number = weights.number if weights else None
    for event in events:
        if adds(event.place.text) and (taken := _taken(event, product)):
            for operand in event.operands:
                if operand is not taken and operand.value.array.size in (1, units):
                    return _column(operand.value.array, units)
    for event in events:
        meant = meaning(event.place.name or event.place.text)
        if meant and meant.kind == "b" and meant.number == number:
            old = event.operands[0] if event.place.kind == "change" and event.operands else event
            if old.value.array.size == units:
                return _column(old.value.array, units)
    return np.zeros((units, 1))


def _taken(event: Event, product: Product) -> Event | None:
    """Return the operand of a sum that is the product of a layer, under whatever name."""
    same = (each for each in event.operands if each.value is product.event.value)
    return next(same, None)


def _column(array: NDArray[np.float64], units: int) -> Array:
    return np.broadcast_to(array.astype(float).reshape(-1, 1), (units, 1)).copy()


def _targets(events: Sequence[Event], outputs: int, first: Product) -> Array | None:
    """Return the targets, examples last, one-hot where the program has numbers of classes."""
    m, given = first.below.shape[1], _given(events, first)
    for event in events:
        meant = meaning(event.place.name or event.place.text)
        if meant is None or meant.kind != "Y" or event.value.cut:
            continue
        if not event.value.shape and m > 1:
            continue
        if id(event.value) in given:
            continue
        array = np.asarray(event.value.array, dtype=float)
        if (found := _fitted(array, outputs, m, first.rows)) is not None:
            return found
    return None


def _taken_from_output(
    events: Sequence[Event], outputs: int, products: Sequence[Product]
) -> Array | None:
    """Return what a value of the last layer is held against and was there before: the targets."""
    m, rows = products[0].below.shape[1], products[0].rows
    made = {id(each.value) for each in events if each.is_operation}
    last = products[-1].event
    for event in events:
        if event.number <= last.number or sign(event.place.text) != "Sub":
            continue
        if len(event.operands) == 2 and all(
            e.value.array.size == outputs * m for e in event.operands
        ):
            given = [each for each in event.operands if id(each.value) not in made]
            if len(given) == 1:  # the other one is the output: A - Y, or Y - A
                return _fitted(np.asarray(given[0].value.array, dtype=float), outputs, m, rows)
    return None


def _picked_from_output(
    events: Sequence[Event], outputs: int, products: Sequence[Product]
) -> Array | None:
    """Return the classes whose probabilities are picked: probs[range(m), k], or p[k] of one."""
    m, last = products[0].below.shape[1], products[-1].event
    for event in events:
        is_picked = isinstance(parsed(event.place.text), ast.Subscript) and event.operands
        if event.number <= last.number or not is_picked or event.value.array.size != m:
            continue
        table, *places = event.operands
        if table.value.array.size != outputs * m or outputs < 2 or not places:
            continue
        classes = np.asarray(places[-1].value.array, dtype=float).reshape(-1)
        if (found := _fitted(classes, outputs, m, products[0].rows)) is not None:
            return found
    return None


def _given(events: Sequence[Event], first: Product) -> set[int]:
    """The values that the network gave, by their identity: y = predict(x) is no target."""
    found = {id(first.event.value)}
    for event in events:
        takes = any(id(operand.value) in found for operand in event.operands)
        if takes and event.value.is_array and event.place.kind == "operation":
            found.add(id(event.value))
    return found


def _fitted(array: Array, outputs: int, m: int, rows: bool) -> Array | None:
    if array.ndim == 2 and array.shape == ((m, outputs) if rows else (outputs, m)):
        return array.T.copy() if rows else array.copy()
    if array.size == outputs * m and array.ndim <= 2 and (outputs == 1 or m == 1):
        return array.reshape(outputs, m).copy()
    if array.ndim == 2 and array.shape == ((outputs, m) if rows else (m, outputs)):
        return array.copy() if rows else array.T.copy()
    whole = bool((array == np.round(array)).all())
    if array.size == m and outputs > 1 and whole and array.min() >= 0 and array.max() < outputs:
        classes: Array = np.eye(outputs)[array.astype(int).ravel()].T.copy()
        return classes
    return None
