"""Steps by way of another array's velocity, and parameters that are lost in their own step."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from tutor.programs.expressions import is_contraction, parsed
from tutor.programs.lineage import is_rate
from tutor.programs.matching import near
from tutor.programs.noticing.averages import Carried, carried
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.noticing.roots import takers
from tutor.programs.noticing.source import is_path
from tutor.programs.noticing.sums import operator, spelled_as, sums_of
from tutor.programs.recorded import Event, Recorded

_FAR = 24
"""Operations that a velocity is followed through."""


def velocities_astray(recorded: Recorded) -> Iterator[Noticed]:
    """A velocity that keeps a part of its parameter, where others keep a part of themselves.

    What it keeps a part of may be a velocity, too, to which the new one is added.
    """
    velocities = [each for each in carried(recorded) if each.power == 1 and each.is_average]
    beside: dict[int, list[tuple[float, float]]] = {}
    for each in velocities:
        for step in each.steps:
            beside.setdefault(step.event.node, []).append((step.decay, step.weight))
    taken_by, sums = takers(recorded), sums_of(recorded)
    own = {at for each in velocities for at in each.values}
    for event in recorded.operations:
        is_sum = event.value.is_array and operator(event) in ("Add", "Sub") and event.name
        if not is_sum or id(event.value) in own:
            continue
        told = sums.of(event)
        if len(told.times) != 2 or any(len(key) != 1 for key in told.times):
            continue
        for (at,), times in told.times.items():
            others = [n for (each,), n in told.times.items() if each != at]
            kept = told.arrays[at]
            mover = _mover(event, kept, taken_by) if 0 < times < 1 else None
            if mover is None or spelled_as(kept, event.name):
                continue
            if _is_added_again(event, kept, mover, recorded):
                said = (
                    f"{event.name} keeps {times:g} of {kept.place.text} already (line "
                    f"{event.line}), and is added to all of it here: it is to take its place."
                )
                yield Noticed(mover, "velocity added twice", said)
            elif any(
                near(times, decay, 1e-9) and near(others[0], weight, 1e-6)
                for decay, weight in beside.get(event.node, ())
            ):
                said = (
                    f"{event.name} keeps {times:g} of {kept.place.text}, which it moves: "
                    f"a velocity keeps a part of itself, {event.name}."
                )
                yield Noticed(event, "velocity of another", said)


def _is_added_again(velocity: Event, kept: Event, mover: Event, recorded: Recorded) -> bool:
    """Whether what it keeps a part of, and is added to, is no parameter; and it moves one."""
    moved = moved_along(recorded)
    is_plain = operator(mover) == "Add" and velocity.value.shape == kept.value.shape
    is_parameter = moved.is_used(kept) or moved.is_used(mover) or moved.is_step(mover)
    return is_plain and not is_parameter and moved.by(velocity, {id(mover.value)})


def _mover(velocity: Event, kept: Event, taken_by: Mapping[int, Sequence[Event]]) -> Event | None:
    """Where a velocity is added to, or taken from, the array that it keeps a part of.

    It may be multiplied and divided before.
    """
    waiting, seen = [*taken_by.get(id(velocity.value), ())], set[int]()
    while waiting and len(seen) < _FAR:
        each = waiting.pop()
        is_moved = any(operand.value is kept.value for operand in each.operands)
        if operator(each) in ("Add", "Sub") and is_moved and each is not velocity:
            return each
        if operator(each) in ("Mult", "Div") and id(each) not in seen:
            waiting += taken_by.get(id(each.value), ())
        seen.add(id(each))
    return None


def lost_parameters(recorded: Recorded) -> Iterator[Noticed]:
    """A parameter that becomes its step, W =- rate * dW, or its velocity, W = v."""
    steps = {id(e.value): e for e in recorded.operations if e.name and _is_turned_step(e)}
    steps |= _given_velocities(recorded)
    by_place: dict[tuple[int, int], Event] = {}
    for event, at, operand in _taken_as_parameters(recorded) if steps else ():
        before = by_place.setdefault((id(event.place), at), operand).value
        step = steps.get(id(operand.value))
        if step is None or before is operand.value or before.shape != operand.value.shape:
            continue
        if not any(e.value is before and e.place is step.place for e in recorded.operations):
            said = f"{step.name} becomes {step.place.text}, and nothing of the old one is in it."
            turned = " Is -= meant?" if _is_turned_step(step) else ""
            yield Noticed(step, "parameter lost", f"{said}{turned}")


def _given_velocities(recorded: Recorded) -> Mapping[int, Event]:
    """Where a velocity, which takes gradients and no parameters, is given another name."""
    moved = moved_along(recorded)
    told = (each for each in carried(recorded) if each.power == 1 and each.is_average)
    velocities = [each for each in told if not any(map(moved.is_used, _taken(each)))]
    own = {at: each for each in velocities for at in each.values}
    found: dict[int, Event] = {}
    for event in recorded.operations:
        chain = own.get(id(event.value))
        is_plain = event.place.kind == "operation" and is_path(
            parsed(event.place.text) or ast.Pass()
        )
        if chain is not None and is_plain and event.name and event.name != chain.name:
            found.setdefault(id(event.value), event)
    return found


def _taken(chain: Carried) -> Sequence[Event]:
    return [each.taken for each in chain.steps if each.taken is not None]


def _is_turned_step(event: Event) -> bool:
    """Whether it is a gradient times a rate, with its sign turned."""
    node = parsed(event.place.text)
    is_turned = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
    is_product = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div)
    is_minus = is_product and event.place.text.lstrip()[:1] == "-"
    return event.value.is_array and (is_turned or is_minus) and _has_rate(event)


def _has_rate(event: Event, depth: int = 4) -> bool:
    return any(is_rate(e) or (depth > 0 and _has_rate(e, depth - 1)) for e in event.operands)


def _taken_as_parameters(recorded: Recorded) -> Iterator[tuple[Event, int, Event]]:
    """What products take, and what is added to products, each with its place there."""
    products: set[int] = set()
    for event in recorded.operations:
        is_product = is_contraction(event.place.text)
        if is_product:
            products.add(id(event.value))
        is_sum = operator(event) == "Add" and any(id(e.value) in products for e in event.operands)
        if is_product or is_sum:
            for at, each in enumerate(event.operands):
                if each.value.is_array and id(each.value) not in products:
                    yield event, at, each
