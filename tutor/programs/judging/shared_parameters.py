"""Two layers that take the same parameter, while another one that is moved stays unused."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from tutor.programs.expressions import adds, parsed, takes_away
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass, numbers
from tutor.programs.judging.packed import PackedParameters
from tutor.programs.judging.tracing import Tracer
from tutor.programs.matching import is_multiple, oriented, ratio
from tutor.programs.naming import Meant, meaning
from tutor.programs.noticing.call_sites import written_call
from tutor.programs.precision import close
from tutor.programs.recorded import Event
from tutor.programs.written import written_at


def shared_parameters(compared: ComparedPass) -> Iterator[tuple[Event, tuple[str, str]]]:
    """Yield the parameters that two layers take, with the engine's names for both."""
    each = compared.each
    for kind, told in (("W", [p.weights for p in each.products]), ("b", [*each.added])):
        for (one, first), (two, second) in combinations(enumerate(told, 1), 2):
            if first is not None and second is not None and _is_same(first, second):
                yield first, (f"{kind}[{one}]", f"{kind}[{two}]")


def taken_for_another(compared: ComparedPass, packed: PackedParameters) -> Iterator[CodeDifference]:
    """Yield the layer that takes another layer's bias or weights, where its own is left out."""
    for shared, keys in shared_parameters(compared):
        if keys[0][0] == "b" and not _is_added(shared, compared):
            continue
        key = _left_out(compared, packed, keys, shared)
        if key is not None and (event := _taker(compared, key)) is not None:
            other = next(name for name in keys if name != key)
            said = f"This takes {other} for {key}, which is moved and never taken."
            yield CodeDifference(event, f"Z{key[1:]}", said, True, True, True)


def _is_added(bias: Event, compared: ComparedPass) -> bool:
    """Whether a sum takes it, and it is not only called a bias where it is moved."""
    sums = (e for e in compared.each.events if adds(e.place.text) or takes_away(e.place.text))
    return any(each is bias for e in sums if e.place.kind != "change" for each in e.operands)


def _is_same(one: Event, other: Event) -> bool:
    """Whether two looks show one array."""
    if not (one.value.is_array and one.value.array.ndim):
        return False
    memory = one.value.memory
    return one.value is other.value or (memory[0] < memory[1] and memory == other.value.memory)


def _left_out(
    compared: ComparedPass, packed: PackedParameters, keys: Sequence[str], shared: Event
) -> str | None:
    """Which of two layers has a parameter of its own that is moved along its slope, untaken."""
    if key := _other_number(compared, keys, shared):
        return key
    steps = [*_idle_steps(compared, shared)]
    idle = [*packed.untaken(shared.value.array.size)]
    idle += [numbers(each.operands[0]) - numbers(each) for each in steps]
    slopes = {key: compared.truth.values.get(f"d{key}") for key in keys}
    for key, slope in slopes.items():
        if slope is None or not np.abs(slope).max() > 0:
            continue
        sized = (each for each in idle if each.size == slope.size)
        times = (
            ratio(each, slope, max(1e-5, close())) for one in sized for each in oriented(one, slope)
        )
        if any(each is not None and each > 0 for each in times):
            return key
    return next((key for key in keys if any(_is_made_of(e, key, compared) for e in steps)), None)


def _is_made_of(step: Event, key: str, compared: ComparedPass) -> bool:
    """Whether an array is moved by way of the slope of a parameter, as by averages of it."""
    slope, behind = compared.truth.values.get(f"d{key}"), Tracer(compared).behind(step)
    if slope is None or slope.size < 2 or not slope.any():
        return False
    told = (e for e in compared.each.events if id(e) in behind)
    return any(is_multiple(numbers(e), slope) for e in told if e.value.array.size == slope.size)


def _idle_steps(compared: ComparedPass, shared: Event) -> Iterator[Event]:
    """Operations on arrays of this size that were there before, and that no layer takes.

    What an operation goes on with, as with an average, is no parameter.
    """
    tracer = Tracer(compared)
    taken = {id(product.weights.value) for product in compared.each.products}
    taken |= {id(event.value) for event in compared.each.added if event is not None}
    used = {id(e.value) for each in compared.each.events for e in each.operands}
    for event in compared.each.events:
        start = event.operands[0] if event.is_operation and event.operands else None
        if start is None or not start.value.is_array or id(start.value) in taken:
            continue
        is_sized = start.value.array.size == shared.value.array.size
        if is_sized and start.value.shape == event.value.shape and id(event.value) not in used:
            made = tracer.source(start)
            if not (made.is_operation and tracer.is_inside(made)):
                yield event


def _other_number(compared: ComparedPass, keys: Sequence[str], shared: Event) -> str | None:
    """The layer whose weights have another number in their name than the bias that is added."""
    meant = meaning(shared.place.text)
    if meant is None or meant.number is None or meant.kind != "b":
        return None
    for key in keys:
        own = meaning(
            compared.each.products[int(key[2:-1]) - 1].weights.place.text.removesuffix(".T")
        )
        if own is None or own.number in (None, meant.number):
            continue
        name = shared.place.text.replace(str(meant.number), str(own.number))
        slope = Meant("db", own.number)
        events = compared.each.events
        if any(name in (e.place.text, e.name) or meaning(e.name or "") == slope for e in events):
            return key
    return None


def _taker(compared: ComparedPass, key: str) -> Event | None:
    """The operation that takes the parameter in a layer, or what hands it to a function."""
    layer = int(key[2:-1])
    product = compared.each.products[layer - 1]
    taken = product.weights if key[0] == "W" else compared.each.added[layer - 1]
    if taken is not None:
        handed = _handed(taken, product.event, compared) or _within_object(taken, compared)
        if handed is not None:
            return handed
    if key[0] == "W":
        return product.event
    sums = (e for e in compared.each.events if adds(e.place.text) and taken in e.operands)
    return next((e for e in sums if any(o.value is product.event.value for o in e.operands)), None)


def _handed(taken: Event, product: Event, compared: ComparedPass) -> Event | None:
    """Where a value is looked up to be handed to the function that a layer's product is in."""
    recorded, frame = compared.recorded, compared.recorded.frame(product.node)
    begin, inside = recorded.nodes[frame].first, recorded.within(frame)
    site = recorded.nodes[frame].site
    if site is None or not isinstance(parsed(taken.place.text), ast.Name):
        return None
    told = (e for e in recorded.events if begin - 1 <= e.number <= taken.number)
    handed = [e for e in told if e.value is taken.value and e.node not in inside]
    return handed[-1] if handed else None


def _within_object(taken: Event, compared: ComparedPass) -> Event | None:
    """Where a function is called with the object that a layer takes its weights from: w.data."""
    recorded = compared.recorded
    node = recorded.frame(taken.node)
    match parsed(taken.place.text.removesuffix(".T")):
        case ast.Attribute(value=ast.Name()) if node:
            call = written_call(node, recorded)
            return written_at(call, taken, recorded) if call is not None else None
    return None
