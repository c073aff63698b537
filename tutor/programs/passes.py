"""Where in a run a network of given sizes goes forward, and which arrays it starts from."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import adds, called, parsed, takes_away
from tutor.programs.lineage import ancestors
from tutor.programs.naming import meaning
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.products import Product
from tutor.programs.recorded import Event, Recorded
from tutor.programs.slopes.words import last_word
from tutor.programs.spots import Spot
from tutor.programs.targets import targets_of
from tutor.programs.ways_forward import begun_anew, forward, learned, taken_again

Array = NDArray[np.float64]
MOST = 12
"""Passes that are compared, of one place in the program."""
MOST_SEEN = 400
"""Passes that are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Pass:
    """One way forward (and what follows it) in a program."""

    products: Sequence[Product]
    biases: Sequence[Array]
    Y: Array | None
    events: Sequence[Event]
    """All that was told in this iteration, from the first product on, before the next one."""
    added: Sequence[Event | None] = ()
    """What tells of the biases; None for a layer that has none."""
    only_in_batch: bool = False
    """Whether it is one too many to be compared by itself."""

    @property
    def is_finite(self) -> bool:
        """Whether it starts from numbers: NaN is equal to nothing, and parts from nothing.

        An empty batch has no numbers at all.
        """
        arrays = [each for p in self.products for each in (p.W, p.below)] + [*self.biases]
        return all(each.size > 0 and bool(np.isfinite(each).all()) for each in arrays)

    def told_of(self, key: str) -> Event | None:
        """Return what tells of a parameter by the engine's name, None for a bias that is none."""
        at = int(key[2:-1]) - 1
        return self.products[at].weights if key[0] == "W" else self.added[at]

    @property
    def parameters(self) -> dict[int, str]:
        """The engine's names of weights and biases, by the identity of their values.

        What may be that of two layers is left out: an unnumbered name may tell of another's.
        """
        told = [(f"W[{n}]", each.weights) for n, each in enumerate(self.products, 1)]
        told += [(f"b[{n}]", each) for n, each in enumerate(self.added, 1) if each is not None]
        often = Counter(id(event.value) for _, event in told)
        return {
            id(event.value): key
            for key, event in told
            if event.value.is_array and often[id(event.value)] == 1
        }

    @property
    def layer_words(self) -> dict[str, tuple[str, int]]:
        """What the program calls weights or biases of one layer alone: "W" or "b", and the layer.

        Words that are known to everyone are left out.
        """
        weights = [last_word(each.weights.place.text.removesuffix(".T")) for each in self.products]
        told = [("W", n, word) for n, word in enumerate(weights, 1)]
        biases = [last_word(each.place.text) if each else "" for each in self.added]
        told += [("b", n, word) for n, word in enumerate(biases, 1)]
        often = Counter(word for *_, word in told)
        return {
            word: (kind, n)
            for kind, n, word in told
            if word and often[word] == 1 and not _is_known(word, kind)
        }

    @property
    def layer_of(self) -> dict[int, int]:
        """The layer for a number in the names of the program, which may count from 0."""
        found: dict[int, int] = {}
        for layer, product in enumerate(self.products, 1):
            meant = meaning(product.weights.place.text.removesuffix(".T"))
            if meant and meant.number is not None:
                found[meant.number] = layer
        return found


@dataclass(frozen=True, slots=True, eq=False)
class FoundPasses:
    """The passes that are compared, and where all begin that were seen."""

    told: Sequence[Pass]
    seen: Sequence[SeenPass] = ()
    """All that were come to, also those that are left out."""

    @property
    def starts(self) -> Sequence[int]:
        """The numbers of their first events."""
        return [each.start for each in self.seen]

    def around(self, number: int) -> int | None:
        """Return which of all that were seen an operation belongs to, by its number."""
        begun = [n for n, each in enumerate(self.seen) if each.start <= number]
        if not begun:
            return None
        within = (n for n in reversed(begun) if number <= self.seen[n].last)
        return next(within, begun[-1])


@dataclass(frozen=True, slots=True, eq=False)
class SeenPass:
    """A pass that was come to, which is read where it is looked at."""

    place: Spot
    """Where its first product stands."""
    start: int
    last: int
    """The numbers of its first and its last event."""
    read: Callable[[], Pass]


def _is_known(word: str, kind: str) -> bool:
    meant = meaning(word)
    return meant is not None and meant.kind == kind


def passes(recorded: Recorded, sizes: Sequence[int]) -> FoundPasses:
    """Return the passes of a network in their order.

    Of each place in the program there are the first few, and the others of the last of these that
    start from the same weights: what is done for a batch is done example by example there.
    """
    events = recorded.events
    ran = Counter(id(each.place) for each in recorded.operations)
    told: list[Pass] = []
    seen: list[SeenPass] = []
    before: dict[int, list[Pass]] = {}
    sides: dict[int, bool] = {}
    at = 0
    while len(seen) < MOST_SEEN and (found := forward(events, (at, len(events)), sizes, sides)):
        found = learned(events, found, sizes, sides, moved_along(recorded).parameters)
        places = [place for place, _ in found]
        products = [product for _, product in found]
        sides.setdefault(id(products[0].event.place), products[0].rows)
        scope = _scope(recorded, products)
        end = next(
            (n for n in range(places[-1] + 1, len(events)) if events[n].node not in scope),
            len(events),
        )
        end = begun_anew(events, (places[-1] + 1, end), sizes, sides, products, ran)
        end = taken_again(recorded, (places[-1] + 1, end), products[-1])
        same = before.setdefault(id(products[0].event.place), [])
        is_past = len(same) >= MOST
        read = lru_cache(1)(partial(_pass, events, (places[0], end), scope, products, is_past))
        start, last = events[places[0]].number, events[end - 1].number
        seen.append(SeenPass(products[0].event.place, start, last, read))
        if not is_past or _have_same_weights(products, same[-1].products):
            same.append(read())
            told.append(same[-1])
        at = end
    return FoundPasses(told, seen)


def _have_same_weights(one: Sequence[Product], other: Sequence[Product]) -> bool:
    return all(np.array_equal(a.W, b.W) for a, b in zip(one, other, strict=True))


def _pass(
    events: Sequence[Event],
    span: tuple[int, int],
    scope: set[int],
    products: Sequence[Product],
    in_batch: bool,
) -> Pass:
    start, end = span
    told = events[start:end]
    products = [each.with_its_sign if _is_turned(each, told) else each for each in products]
    # Targets may be cut out of the data, and biases be unpacked, before the first product.
    before = [each for each in events[max(0, start - 200) : start] if each.node in scope]
    added = [_bias([*told, *before[::-1]], product) for product in products]
    biases = [_column(b, product) for b, product in zip(added, products, strict=True)]
    Y = targets_of(told, before, products, added)
    return Pass(products, biases, Y, told, added, in_batch)


def _scope(recorded: Recorded, products: Sequence[Product]) -> set[int]:
    """Return all branches of the innermost iteration, or of the run, that all products are in."""
    paths = [recorded.path(product.event.node) for product in products]
    common = [node for node in paths[0] if all(node in path for path in paths)]
    return recorded.within(recorded.turn(common[-1]))


def _is_turned(product: Product, events: Sequence[Event]) -> bool:
    """Whether -X @ W, or that less a bias, goes into an exponential."""
    node = parsed(product.data.place.text)
    if not (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)):
        return False
    sums = {id(product.event.value)}
    for event in events:
        if any(id(each.value) in sums for each in event.operands):
            if called(event.place.text) == "exp":
                return True
            if takes_away(event.place.text):
                sums.add(id(event.value))
    return False


def _bias(events: Sequence[Event], product: Product) -> Event | None:
    """Return what is added to the product; else what is named as its bias, if anything is."""
    units = product.W.shape[0]
    if product.bias is not None:
        return None
    weights = meaning(product.weights.place.text.removesuffix(".T"))
    number = weights.number if weights else None
    is_sum = takes_away if product.is_turned else adds
    for event in events:
        if is_sum(event.place.text) and (taken := _taken(event, product)):
            for operand in event.operands:
                if operand is not taken and operand.value.array.size in (1, units):
                    return operand
    if added := _added_late(events, product):
        return added
    for event in events:
        meant = meaning(event.place.name or event.place.text)
        if meant and meant.kind == "b" and meant.number == number:
            old = event.operands[0] if event.place.kind == "change" and event.operands else event
            if old.value.array.size == units:
                return old
    return None


def _added_late(events: Sequence[Event], product: Product) -> Event | None:
    """Return what a line adds to what it makes of the product: tanh(X @ W) + b."""
    units = product.W.shape[0]
    if units < 2:
        return None
    line = (e for e in events if e.line == product.event.line and adds(e.place.text))
    for event in line:
        looked_up = [e for e in event.operands if not e.is_operation]
        if len(looked_up) == 1 and product.event in ancestors(event):
            shape = looked_up[0].value.array.shape
            if max(shape, default=0) == looked_up[0].value.array.size == units:
                return looked_up[0]
    return None


def _taken(event: Event, product: Product) -> Event | None:
    """Return the operand of a sum that is the product of a layer, under whatever name."""
    same = (each for each in event.operands if each.value is product.event.value)
    return next(same, None)


def _column(bias: Event | None, product: Product) -> Array:
    """The numbers that are added in a layer; zeros where nothing is."""
    units = len(product.W)
    if product.bias is not None:
        return product.W[:, product.bias, None] * product.constant
    array = np.zeros(1) if bias is None else np.asarray(bias.value.array, dtype=float)
    return np.broadcast_to(array.reshape(-1, 1), (units, 1)).copy()
