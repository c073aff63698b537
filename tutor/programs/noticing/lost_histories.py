"""Averages and sums of an optimizer that keep nothing of what they were."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache

from tutor.programs.expressions import respelled
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.noticing.sums import WeightedSum, complement, operator, spelled_as, sums_of
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of


def lost_histories(recorded: Recorded) -> Iterator[Noticed]:
    """What begins with zeros, and becomes the newest part of an average in each step."""
    sums, told = sums_of(recorded), dict[int, list[Event]]()
    for event in recorded.operations:
        is_named = event.place.kind == "operation" and event.name and event.value.is_array
        if is_named and operator(event) in ("Mult", "Pow", ""):
            told.setdefault(id(event.place), []).append(event)
    found = []
    for events in told.values():
        said = _said(events[-1], sums.of(events[-1])) if len(events) > 1 else ""
        if said and is_begun_with_zeros(recorded.program.code, events[-1]):
            found.append((events[0], events[-1], said))
    if not found:
        return
    moved = moved_along(recorded)
    for first, last, said in found:
        if moved.by(first) and not (moved.is_part(first) or moved.is_part(last)):
            yield Noticed(first, "history lost", said)


def _said(event: Event, told: WeightedSum) -> str:
    """What is said of the newest part of an average, or of a sum of squares; "" of others."""
    if len(told.times) != 1 or any(spelled_as(e, event.name) for e in told.arrays.values()):
        return ""
    (key, weight), name = next(iter(told.times.items())), event.name
    if len(key) not in (1, 2) or len(set(key)) != 1:
        return ""
    kept = complement(event, weight)
    if kept is not None and 0 < kept < 1:
        spelled = re.search(r"\b1(?:\.0*)? - ([\w.]+)", event.place.text)
        decay = spelled[1] if spelled else f"{kept:g}"
        whole = f"{decay} * {name} + {event.place.text}"
        return f"Nothing of the old {name} is kept: an average becomes {whole}."
    if len(key) == 2 and weight == 1:
        return f"Nothing of the old {name} is kept: the squares of all steps are to be added up."
    return ""


@lru_cache(maxsize=4)
def _assigned(code: str) -> list[tuple[str, str]]:
    """All that is assigned in a program: what to, and what."""
    found: list[tuple[ast.expr, ast.expr]] = []
    for node in ast.walk(tree_of(code)):
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                found += zip(targets, values, strict=False)
            case ast.Assign(targets=targets, value=value):
                found += ((target, value) for target in targets)
            case (
                ast.AugAssign(target=target, value=value)
                | ast.AnnAssign(target=target, value=ast.expr() as value)
            ):
                found.append((target, value))
    return [(ast.unparse(target), ast.unparse(value)) for target, value in found]


def is_begun_with_zeros(code: str, event: Event) -> bool:
    """Return whether it is given zeros first, and nothing else but this."""
    name, own = respelled(event.name or ""), respelled(event.place.text)
    assigned = _assigned(code)
    others = [value for target, value in assigned if target == name and value != own]
    word = re.sub(r"\[.*", "", name).rpartition(".")[2]
    begun = (v for t, v in assigned if re.sub(r"\[.*", "", t).rpartition(".")[2] == word)
    return all(map(_is_zeros, others)) and any(map(_is_zeros, begun))


def _is_zeros(value: str) -> bool:
    return "zeros" in value or bool(re.fullmatch(r"0(?:\.0*)?", value))
