"""Velocities that are zeros in every step: what they become is not kept."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from tutor.programs.expressions import called, parsed, sign
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.noticing.roots import takers
from tutor.programs.noticing.source import nodes_of
from tutor.programs.noticing.sums import number_of, operator, two_sides
from tutor.programs.recorded import Event, Recorded
from tutor.programs.written import written_at

_OFTEN = 3
"""Steps that an array is still zeros after."""


def zero_velocities(recorded: Recorded) -> Iterator[Noticed]:
    """What is multiplied by a momentum, and is the same zeros in each step."""
    often: dict[tuple[int, int], list[tuple[Event, Event]]] = {}
    for event in recorded.operations:
        if sign(event.place.text) == "Mult" and (zeros := _kept_zeros(event)):
            often.setdefault((id(event.place), id(zeros.value)), []).append((event, zeros))
    found = [each for each in often.values() if len(each) >= _OFTEN]
    if not found:
        return
    moved, taken_by, told = moved_along(recorded), takers(recorded), set[int]()
    for steps in found:
        event, zeros = steps[0]
        if event.line in told or moved.is_used(zeros) or not moved.by(event):
            continue
        sums = [_sum(each, taken_by) for each, _ in steps]
        if not all(each is not None and each.value.array.any() for each in sums):
            continue
        if any(moved.is_used(each) or moved.is_step(each) for each in sums if each):
            continue  # a gradient times a rate
        told.add(event.line)
        place = _made_without(event, recorded) or event
        said = f"{zeros.place.text} is zeros in every step: what it becomes is not kept."
        yield Noticed(place, "velocity lost", said)


def _kept_zeros(event: Event) -> Event | None:
    """An array of zeros that is multiplied by a number between 0 and 1."""
    arrays = [each for each in event.operands if each.value.array.ndim]
    sides = two_sides(parsed(event.place.text)) or ()
    factors = [n for each in sides if (n := number_of(each, event)) is not None]
    if len(arrays) != 1 or len(factors) != 1 or not 0 < factors[0] < 1:
        return None
    return None if arrays[0].value.array.any() or not arrays[0].value.is_array else arrays[0]


def _sum(event: Event, taken_by: Mapping[int, Sequence[Event]]) -> Event | None:
    """What becomes of a product by adding to it, or taking from it, first."""
    told = taken_by.get(id(event.value), ())
    return next((each for each in told if operator(each) in ("Add", "Sub")), None)


def _made_without(event: Event, recorded: Recorded) -> Event | None:
    """Where a function makes a state anew out of an old one, without one that it has a name for.

    replace(state, net=net), where velocity was given a name, too, and state.velocity is read.
    """
    functions = (e for e in nodes_of(recorded.program.code) if isinstance(e, ast.FunctionDef))
    around = [e for e in functions if e.lineno <= event.line <= (e.end_lineno or 0)]
    for node in ast.walk(around[-1]) if around else ():
        if not isinstance(node, ast.Call) or not (node.keywords and node.args):
            continue
        if called(ast.unparse(node)) in ("replace", "_replace") and _lacks(node, around[-1]):
            return written_at(node, event, recorded)
    return None


def _lacks(call: ast.Call, function: ast.FunctionDef) -> bool:
    """Whether a local name is no keyword of it, and that of what is read of the old state."""
    old, given = ast.unparse(call.args[0]), {each.arg for each in call.keywords}
    inside = [*ast.walk(function)]
    stored = {e.id for e in inside if isinstance(e, ast.Name) and isinstance(e.ctx, ast.Store)}
    read = {e.attr for e in inside if isinstance(e, ast.Attribute) and ast.unparse(e.value) == old}
    return bool((read & stored) - given)
