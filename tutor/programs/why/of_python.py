"""Python's own functions of several numbers: which is the largest, and in which order they are."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

import numpy as np

from tutor.programs.expressions import respelled
from tutor.programs.listing import figure
from tutor.programs.recorded import Event
from tutor.programs.why.choosing import number_written
from tutor.programs.why.evaluation import Unknown
from tutor.programs.why.indexed import entry
from tutor.programs.why.worked_out import Cell, Reason

_ENDS = {"max": ("largest", "larger"), "min": ("smallest", "smaller")}


def of_python(node: ast.expr, event: Event, operands: Mapping[str, Event], cell: Cell) -> Reason:
    """Return in words which number max(a, b) or sorted(v) puts there; raise Unknown."""
    match node:
        case ast.Call(func=ast.Name(id="sorted"), args=[part]):
            return _sorted(node, operands[ast.unparse(part)], event, cell)
        case ast.Call(func=ast.Name(id="len"), args=[part]) if not event.operands:
            return Reason([f"{event.place.text}   counts what is in {ast.unparse(part)}"])
        case ast.Call(func=ast.Name(id="max" | "min" as name), args=parts, keywords=[]):
            if len(parts) == 1 and isinstance(parts[0], ast.List | ast.Tuple):
                parts = parts[0].elts
        case _:
            raise Unknown
    if len(parts) < 2:
        raise Unknown
    return _furthest(name, parts, event, operands)


def _furthest(
    name: str, parts: Sequence[ast.expr], event: Event, operands: Mapping[str, Event]
) -> Reason:
    numbers = [_number(part, operands) for part in parts]
    ends = max if name == "max" else min
    which = numbers.index(ends(numbers))
    if numbers[which] != float(event.value.array):
        raise Unknown
    told = [operands.get(ast.unparse(part)) for part in parts]
    said = [_figure(*each, event) for each in zip(numbers, told, strict=True)]
    text = respelled(ast.unparse(parts[which]))
    it = text if told[which] is None else f"{text} = {said[which]}"
    superlative, comparative = _ENDS[name]
    among = f"{superlative} of {', '.join(said)}"
    if len(said) == 2:
        among = f"{comparative} of {said[0]} and {said[1]}"
    if numbers.count(numbers[which]) == len(numbers):
        among = f"first of {len(numbers)} that are alike"
    others = [*told[:which], *told[which + 1 :]]
    cells = [(each, ()) for each in (told[which], *others) if each]
    return Reason([event.place.text, f"{it} is the {among}"], cells)


def _sorted(call: ast.Call, source: Event, event: Event, cell: Cell) -> Reason:
    """Where a number of a sorted list stood before."""
    match call.keywords:
        case []:
            sign, order = 1, "rising"
        case [ast.keyword(arg="reverse", value=ast.Constant(value=True))]:
            sign, order = -1, "falling"
        case _:
            raise Unknown
    numbers = source.value.array
    if numbers.ndim != 1 or numbers.shape != event.value.array.shape:
        raise Unknown
    place = int(np.argsort(sign * numbers, kind="stable")[cell[0]])
    if numbers[place] != event.value.array[cell]:
        raise Unknown
    stood = entry(source.place.text, (place,))
    text = f"{event.place.text}   puts them in {order} order; this one stood at {stood}"
    return Reason([text], [(source, (place,))])


def _number(part: ast.expr, operands: Mapping[str, Event]) -> float:
    event = operands.get(ast.unparse(part))
    number = number_written(part) if event is None else None
    if event is not None and not event.value.array.ndim:
        number = float(event.value.array)
    if number is None or number != number:  # where NaN stands decides what Python finds
        raise Unknown
    return number


def _figure(number: float, told: Event | None, event: Event) -> str:
    return figure(number, (told or event).value)
