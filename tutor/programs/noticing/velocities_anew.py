"""Velocities and averages that are made of zeros again in every step: momentum that is none."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tutor.programs.expressions import parsed, sign
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.noticing.source import nodes_of
from tutor.programs.noticing.sums import number_of, operator, spelled_as, two_sides
from tutor.programs.recorded import Event, Recorded
from tutor.programs.written import written_at

_OFTEN = 3
"""Steps of one parameter that begin so."""


def velocities_anew(recorded: Recorded) -> Iterator[Noticed]:
    """v = zeros_like(w), then v = 0.9 * v - rate * dw, both in each step."""
    products = [e for e in recorded.operations if sign(e.place.text) == "Mult"]
    began = [(e, old) for e in products if (old := _zeros(e))]
    if len(began) < _OFTEN:
        return
    often = Counter(id(each.place) for each in products)
    zeros = Counter(id(each.place) for each, _ in began)
    sums, moved = _sums(recorded, {id(each) for each, _ in began}), moved_along(recorded)
    found: dict[tuple[int, int], list[Event]] = {}
    for event, old in began:
        added = sums.get(id(event))
        is_always = often[id(event.place)] == zeros[id(event.place)]
        if not is_always or added is None or not spelled_as(old, added.name):
            continue
        if moved.is_used(added) or moved.is_step(added) or not added.value.array.any():
            continue
        if (parameter := moved.parameter(added)) is not None:
            found.setdefault((id(event.place), id(parameter)), []).append(old)
    for olds in found.values():
        is_anew = not olds[0].value.is_array or len({id(each.value) for each in olds}) == len(olds)
        if len(olds) >= _OFTEN and is_anew:
            said = (
                f"{olds[0].place.text} begins with zeros in every step: nothing of the steps "
                f"before is in it."
            )
            yield Noticed(_made(olds[0], recorded), "velocity lost", said)


def _zeros(event: Event) -> Event | None:
    """What is multiplied by a number between 0 and 1, where it is zeros, or 0."""
    if event.value.array.any():
        return None
    sides = two_sides(parsed(event.place.text)) or ()
    factors = [n for each in sides if (n := number_of(each, event)) is not None]
    if not any(0 < each < 1 for each in factors):
        return None
    zeros = [each for each in event.operands if not each.value.array.any()]
    return zeros[0] if len(zeros) == 1 else None


def _sums(recorded: Recorded, wanted: set[int]) -> Mapping[int, Event]:
    """What each product is added to, or what is taken from it, first: by the identity of it."""
    found: dict[int, Event] = {}
    for event in recorded.operations:
        if operator(event) in ("Add", "Sub"):
            for each in event.operands:
                if id(each) in wanted:
                    found.setdefault(id(each), event)
    return found


def _made(old: Event, recorded: Recorded) -> Event:
    """Where zeros are made, or the name is given 0 last before."""
    made = first_makers(recorded).get(id(old.value))
    if made is not None:
        return made
    given: Sequence[ast.Assign] = [
        node
        for node in nodes_of(recorded.program.code)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and node.lineno < old.line
        and any(ast.unparse(each) == old.place.text for each in node.targets)
    ]
    last = max(given, key=lambda each: each.lineno, default=None)
    return old if last is None else written_at(last, old, recorded)
