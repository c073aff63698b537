"""Ways back that go example by example behind a way forward of all of them together.

Each turn of such a loop is a pass of one example, whose layers were computed with the others'.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tutor.programs.passes import Pass
from tutor.programs.recorded import Event, Recorded
from tutor.programs.reference import Array, Truth

_LOOKED_AT = 3
"""Turns in which an example's numbers are sought."""


@dataclass(frozen=True, slots=True, eq=False)
class ByExample:
    """A pass of many examples, taken apart where it goes back one by one."""

    singles: Sequence[Pass]
    """What was done in each turn."""
    events: frozenset[int]
    """The identities of all that was told there."""
    before: Sequence[Event]
    """What was done for all of them before the first turn."""


def by_example(recorded: Recorded, each: Pass, truth: Truth) -> ByExample | None:
    """Return a pass taken apart by its examples, None where it does not go through them."""
    if each.Y is None or truth.m < 2 or "J" not in truth.values:
        return None
    for turns in _loops(recorded, each):
        examples = _examples(turns, truth)
        if examples is None or not _makes_gradients(turns[0], each):
            continue
        apart = frozenset(id(event) for turn in turns for event in turn)
        ended = turns[:-1] if recorded.goes_on and turns[-1][-1] is recorded.events[-1] else turns
        singles = [_single(each, turn, at) for turn, at in zip(ended, examples, strict=False)]
        before = [event for event in each.events if event.number < turns[0][0].number]
        return ByExample(singles, apart, before)
    return None


def _loops(recorded: Recorded, each: Pass) -> Iterator[Sequence[Sequence[Event]]]:
    """Yield the loops behind the last layer of a pass: the events of each of their turns."""
    last = each.products[-1].event
    outer = {*recorded.path(last.node)}
    turn_of: dict[int, int] = {}
    loops: dict[int, dict[int, list[Event]]] = {}
    for event in each.events:
        if event.number <= last.number:
            continue
        if event.node not in turn_of:
            inner = (node for node in recorded.path(event.node) if node not in outer)
            turns = (node for node in inner if recorded.nodes[node].turn is not None)
            turn_of[event.node] = next(turns, 0)
        if turn := turn_of[event.node]:
            loop = loops.setdefault(recorded.nodes[turn].parent, {})
            loop.setdefault(turn, []).append(event)
    for loop in loops.values():
        if len(loop) > 1:
            yield [*loop.values()]


def _examples(turns: Sequence[Sequence[Event]], truth: Truth) -> Sequence[int] | None:
    """Return which example each turn is for, None where the first turns do not tell."""
    if len(turns) > truth.m:
        return None
    told = {key: [true, *truth.others.get(key, ())] for key, true in truth.values.items()}
    tables = [each for key in told if key[0] in "AZ" for each in told[key] if len(each) > 1]
    found = [_example(turn, tables) for turn in turns[:_LOOKED_AT]]
    if None in found or len({*found}) < len(found):
        return None
    if found == [*range(len(found))]:
        return range(len(turns))
    every = [_example(turn, tables) for turn in turns]
    return [at for at in every if at is not None] if None not in every else None


def _example(turn: Sequence[Event], tables: Sequence[Array]) -> int | None:
    """The one example whose numbers a turn looks at first."""
    for event in turn:
        array = event.value.array
        if max(array.shape, default=0) != array.size or array.size < 2:
            continue
        column = np.asarray(array, dtype=float).reshape(-1, 1)
        for table in tables:
            if len(table) == array.size:
                same = np.flatnonzero((np.abs(table - column) <= 1e-12).all(axis=0))
                if len(same) == 1:
                    return int(same[0])
    return None


def _makes_gradients(turn: Sequence[Event], each: Pass) -> bool:
    """Whether something of the size of a layer's weights is made there."""
    sizes = {product.W.size for product in each.products}
    return any(event.is_operation and event.value.array.size in sizes for event in turn)


def _single(each: Pass, events: Sequence[Event], at: int) -> Pass:
    assert each.Y is not None
    products = [replace(product, below=product.below[:, [at]]) for product in each.products]
    return replace(each, products=products, Y=each.Y[:, [at]], events=events)
