"""Weights that cannot learn, and gradients that never reach them."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from tutor.programs.expressions import called, is_contraction, sign
from tutor.programs.lineage import ancestors, first_makers
from tutor.programs.naming import meaning
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of
from tutor.programs.written import written_at

AS_IT_IS = "though other weights are."
"""What is said of weights of which no more is known."""
_PLACING = ("reshape", "ravel", "flatten", "concatenate", "hstack", "append", "copy", "split")


def equal_weights(recorded: Recorded) -> Iterator[Noticed]:
    """Hidden units that all begin equal stay equal."""
    used: dict[tuple[str, tuple[int, ...]], Event] = {}
    for event in recorded.operations:
        if is_contraction(event.place.text):
            for operand in event.operands:
                plain = operand.operands[0] if _is_turned(operand) else operand
                meant = meaning(plain.place.text)
                if meant and meant.kind == "W" and plain.value.array.ndim == 2:
                    used.setdefault((plain.place.text, plain.value.shape), plain)
    for operand, above in pairwise(used.values()):
        array = operand.value.array
        is_hidden = operand.place.text != above.place.text or _go_on(operand, above)
        if is_hidden and min(array.shape) > 1 and (array == array.flat[0]).all():
            said = f"All weights of {operand.place.text} are equal, so its units stay alike."
            yield Noticed(_made_equal(operand, recorded), "equal weights", said)


def _made_equal(weights: Event, recorded: Recorded) -> Event:
    """Where weights got their numbers, before they were joined, cut out and put in shape."""
    makers, array = first_makers(recorded), weights.value.array
    event = makers.get(id(weights.value), weights)
    while _only_places(event):
        arrays = [e for e in event.operands if e.value.is_array]
        held = [e for e in arrays if np.count_nonzero(e.value.array == array.flat[0]) >= array.size]
        before = min(held, key=lambda each: each.value.array.size, default=None)
        if before is None:
            break
        made = makers.get(id(before.value), before)
        event = made if made.number <= before.number else before
    return event


def _only_places(event: Event) -> bool:
    """Whether an operation gives the numbers that it takes, or some of them, in another place."""
    text = event.place.text
    return event.is_operation and (called(text) in _PLACING or text.endswith((".T", "]")))


def _go_on(one: Event, other: Event) -> bool:
    """Whether one layer's weights take as many numbers as the units of another's give."""
    (rows, columns), (first, last) = one.value.shape, other.value.shape
    return columns == first or rows == last


def idle_weights(recorded: Recorded) -> Iterator[Noticed]:
    """Weights that never change while others do, and that have a gradient all the same."""
    seen: dict[str, list[tuple[Event, Event]]] = {}
    for event in recorded.operations:
        for operand in event.operands if is_contraction(event.place.text) else ():
            meant = meaning(operand.place.text)
            if meant and meant.kind == "W" and meant.number is not None:
                seen.setdefault(operand.place.text, []).append((operand, event))
    moved = {
        name: not np.array_equal(told[0][0].value.array, told[-1][0].value.array)
        for name, told in seen.items()
    }
    if seen and not any(moved.values()):
        yield from _lost_steps(recorded, {n: [e for e, _ in told] for n, told in seen.items()})
    for name, told in seen.items():
        idle = not moved[name] and sum(moved.values()) > 0 and len(told) > 8
        if idle and _is_to_learn(name, told, recorded):
            said = f"{name} is never changed, {AS_IT_IS}"
            yield Noticed(told[0][0], "never changed", said)


def _is_to_learn(name: str, told: Sequence[tuple[Event, Event]], recorded: Recorded) -> bool:
    """Whether weights have a gradient that never reaches them: fixed features have none.

    A step that changes nothing, as where all units are dead, is a step.
    """
    stepped = (e for e in recorded.operations if e.name == name and e.number > told[0][0].number)
    if any(event.place.kind != "bound" for event in stepped):
        return False
    shape = told[0][0].value.shape
    taken = {id(each.value) for weight, product in told for each in product.operands} - {
        id(weight.value) for weight, _ in told
    }
    products = (e for e in recorded.operations if is_contraction(e.place.text) or _is_outer(e))
    return any(
        event.value.shape in (shape, shape[::-1])
        and any(
            id((each.operands[0] if _is_turned(each) else each).value) in taken
            for each in event.operands
        )
        for event in products
    )


def _is_outer(event: Event) -> bool:
    return called(event.place.text) == "outer"


def _lost_steps(recorded: Recorded, seen: Mapping[str, Sequence[Event]]) -> Iterator[Noticed]:
    """Steps whose result no product ever takes: W = W - rate * g inside of a function."""
    for name, told in seen.items():
        steps = (e for e in recorded.operations if sign(e.place.text) in ("Sub", "Add"))
        from_it = (e for e in steps if e.operands and e.operands[0].value is told[0].value)
        lost = (e for e in from_it if not np.array_equal(e.value.array, told[0].value.array))
        if len(told) > 8 and (step := next(lost, None)):
            said = f"{name} is never changed: what is computed here is not handed back to it."
            yield Noticed(_thrown_away(step, recorded) or step, "never changed", said)
            return


def _thrown_away(step: Event, recorded: Recorded) -> Event | None:
    """The call of the function that a step is in, if it returns something that nothing takes."""
    site = recorded.nodes[recorded.frame(step.node)].site
    if site is None or site.kind != "call":
        return None
    nodes = [*ast.walk(tree_of(recorded.program.code))]
    own = next((e for e in nodes if isinstance(e, ast.FunctionDef) and e.name == site.name), None)
    gives = own and any(isinstance(e, ast.Return) and e.value for e in ast.walk(own))
    bare = (e.value for e in nodes if isinstance(e, ast.Expr) and isinstance(e.value, ast.Call))
    calls = [each for each in bare if called(ast.unparse(each)) == site.name]
    return written_at(calls[0], step, recorded) if gives and len(calls) == 1 else None


def unused_gradients(recorded: Recorded) -> Iterator[Noticed]:
    """A gradient that is computed again and again, and that nothing takes."""
    told: dict[str, list[Event]] = {}
    for event in recorded.operations:
        meant = meaning(event.name or "")
        if meant and meant.kind in ("dW", "db") and event.name:
            told.setdefault(event.name, []).append(event)
    looked = _looked_up(recorded)
    if not any(name in looked for name in told):
        return
    for name, events in told.items():
        if len(events) > 1 and name not in looked and name.isidentifier():
            said = f"{name} is computed again and again, and nothing takes it."
            yield Noticed(events[0], "unused gradient", said)


def _looked_up(recorded: Recorded) -> set[str]:
    """Names that are looked up, but for those that are only changed in place."""
    changes = (each for each in recorded.operations if each.place.kind == "change")
    own = {id(each.operands[0]) for each in changes if each.operands}
    reads = (e for e in recorded.events if not e.is_operation and id(e) not in own)
    return {event.place.text for event in reads}


def early_updates(recorded: Recorded) -> Iterator[Noticed]:
    """A weight that is updated before the way back has used its old value."""
    makers, updated = first_makers(recorded), dict[int, int]()
    taken: set[int] = set()
    for event in recorded.operations:
        if is_contraction(event.place.text) and len(event.operands) == 2:
            for weight, other in (event.operands, event.operands[::-1]):
                plain = weight.operands[0] if _is_turned(weight) else weight
                taken.add(id(plain.value))
                meant = meaning(other.place.text.removesuffix(".T"))
                if id(plain.value) not in updated or not meant or meant.kind not in ("dZ", "dA"):
                    continue
                delta = makers.get(id(other.value), other)
                if delta.number < updated[id(plain.value)]:
                    name = plain.place.text
                    said = f"{name} is already updated here: the way back needs its old value."
                    yield Noticed(event, "updated too early", said)
        if _replaces(event, taken):
            updated[id(event.value)] = event.number


def _replaces(event: Event, taken: Container[int]) -> bool:
    """Whether it gives a weight anew whose value a product has taken; one may be made at last."""
    meant = meaning(event.name or "")
    if meant is None or meant.kind != "W" or event.place.kind == "bound":
        return False
    before = (each for each in ancestors(event) if meaning(each.place.text) == meant)
    return event.value.is_array and any(id(each.value) in taken for each in before)


def _is_turned(event: Event) -> bool:
    return event.place.text.endswith(".T") and bool(event.operands)
