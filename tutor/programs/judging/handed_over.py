"""Functions of the program's own that do right, and are handed another value than they should."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tutor.programs.expressions import parsed
from tutor.programs.judging.bodies import body_of
from tutor.programs.judging.compared_pass import Array, ComparedPass, numbers
from tutor.programs.judging.statements import expression, only_moves
from tutor.programs.judging.tracing import feed_of
from tutor.programs.matching import close_array, is_multiple
from tutor.programs.recorded import Event


@dataclass(frozen=True, slots=True, eq=False)
class HandedOver:
    """An argument of a call, and the engine's name for what it is to be."""

    event: Event
    wanted: str


def handed_over(place: Event, key: str, compared: ComparedPass) -> HandedOver | None:
    """Return the argument by which a gradient parts, where the caller has the right one, too."""
    wanted = feed_of(key)
    true = [*compared.truth.others.get(wanted, ())]
    true += [compared.truth.values[wanted]] if wanted in compared.truth.values else []
    body = body_of(place, compared)
    is_top = key in (f"dZ[{compared.depth}]", f"dA[{compared.depth}]")  # from outputs and targets
    if is_top or body is None or not true or true[0].size < 2:
        return None
    leaves = [e for e in _leaves(place, body, compared) if _is_sized(e, true)]
    if any(_is_any(each, true) for each in leaves):
        return None
    last = compared.each.products[-1].event.number
    outside = [e for e in compared.each.events if e.number <= place.number and not body(e)]
    for leaf in leaves:
        if isinstance(parsed(leaf.place.text), ast.Name) and not _is_of_layer(leaf, key, compared):
            since = [e for e in outside if e.number <= leaf.number]
            has_right = any(_is_any(e, true) for e in since if e.number > last)
            handed = [e for e in since if e.value is leaf.value and e.place.kind != "bound"]
            if has_right and handed and _is_argument(handed[-1], leaf, compared):
                return HandedOver(_first_handed(handed[-1], true, compared), wanted)
    return None


def handed_input(place: Event, key: str, compared: ComparedPass) -> HandedOver | None:
    """Return the argument that a layer takes as its input, where the caller has the right one."""
    layer, body = int(key[2:-1]), body_of(place, compared)
    wanted, product = f"A[{layer - 1}]", compared.each.products[layer - 1]
    true = [compared.truth.values[wanted]]
    is_input = isinstance(parsed(product.data.place.text), ast.Name)
    if body is None or layer < 2 or not is_input or not body(product.data):
        return None
    told = [e for e in compared.each.events if e.number <= product.data.number and not body(e)]
    handed = [e for e in told if e.value is product.data.value and e.place.kind != "bound"]
    is_right = close_array(numbers(product.data), true[0])
    if is_right or not handed or not any(_is_any(e, true) for e in told):
        return None
    if not _is_argument(handed[-1], product.data, compared):
        return None
    return HandedOver(_first_handed(handed[-1], true, compared), wanted)


def _leaves(place: Event, body: Callable[[Event], bool], compared: ComparedPass) -> Iterator[Event]:
    """What an operation takes that was there before; and what that is a copy of, in its function.

    A copy may have been changed in place since.
    """
    for each in (place, *expression(place)):
        if not each.operands:
            yield each
            told = (e for e in compared.each.events if e.number < each.number and body(e))
            copies = (e for e in told if e.value is each.value and only_moves(e))
            for copied in copies:
                yield from (e for e in copied.operands if not e.operands)


def _first_handed(event: Event, true: list[Array], compared: ComparedPass) -> Event:
    """Where a value was handed over first, through functions that know of no other one."""
    body = body_of(event, compared)
    if body is None or not isinstance(parsed(event.place.text), ast.Name):
        return event
    told = [e for e in compared.each.events if e.number <= event.number]
    outside = (e for e in told if not body(e) and e.place.kind != "bound")
    handed = [e for e in outside if e.value is event.value]
    if not handed or not _is_argument(handed[-1], event, compared):
        return event
    since = (e for e in told if e.number > handed[-1].number and body(e))
    return (
        event if any(_is_any(e, true) for e in since) else _first_handed(handed[-1], true, compared)
    )


def _is_argument(event: Event, leaf: Event, compared: ComparedPass) -> bool:
    """Whether a function begins, and looks at it, as soon as a value is there."""
    frame = compared.recorded.frame(leaf.node)
    begin = compared.recorded.nodes[frame].first
    is_same = compared.recorded.frame(event.node) == frame  # handed to a lambda
    return is_same or event.number >= begin - 1


def _is_sized(event: Event, true: list[Array]) -> bool:
    return any(event.value.array.size == each.size for each in true)


def _is_any(event: Event, true: list[Array]) -> bool:
    return any(event.value.array.size == t.size and is_multiple(numbers(event), t) for t in true)


def _is_of_layer(event: Event, key: str, compared: ComparedPass) -> bool:
    """Whether it is the layer's sum or activation, or the slope of that."""
    return any(close_array(numbers(event), each) for each in _of_layer(key, compared))


def _of_layer(key: str, compared: ComparedPass) -> Iterator[Array]:
    layer = int(key[3:-1])
    names = (f"{kind}[{at}]" for at in (layer, layer - 1) for kind in "ZA")
    yield from (compared.truth.values[name] for name in names if name in compared.truth.values)
    if (slope := compared.truth.slopes.get(layer)) is not None:
        yield slope
