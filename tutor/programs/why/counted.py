"""Cells that say how many others are so, which they are, or how far two of them lie apart."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called
from tutor.programs.listing import figure
from tutor.programs.recorded import Event
from tutor.programs.why.evaluation import Unknown, arguments, evaluated, taken

Cell = tuple[int, ...]
Told = tuple[list[str], list[tuple[Event, Cell]]]
COUNTED = (
    *("bincount", "unique", "histogram", "searchsorted", "nonzero", "where", "flatnonzero"),
    *("argwhere", "allclose", "array_equal", "len"),
)


def counted_in(node: ast.expr, event: Event, operands: Mapping[str, Event], cell: Cell) -> Told:
    """Return in words what a cell says of others, and which those are; raise Unknown."""
    part: Any = None
    if isinstance(node, ast.Subscript):
        part, node = evaluated(node.slice, operands), node.value
    name = called(ast.unparse(node))
    source = operands.get(ast.unparse(taken(node))) if isinstance(node, ast.Call) else None
    if source is None or not isinstance(node, ast.Call) or name not in COUNTED:
        raise Unknown
    value = event.value.array[cell]
    match name:
        case "bincount" if part is None:
            return _in_bin(node, source, operands, cell[0], value)
        case "unique" if isinstance(part, int):
            return _distinct(node, source, operands, part, cell, value)
        case "histogram" if part == 0 and event.value.array.ndim == 1:
            return _between(node, source, operands, cell[0], value)
        case "searchsorted" if part is None and len(node.args) == 2 and not node.keywords:
            return _before(node, source, operands, cell, value)
        case "flatnonzero" | "argwhere" if part is None:
            return _true(source, name, cell, 0, value)
        case "where" | "nonzero" if isinstance(part, int) and len(node.args) <= 1:
            return _true(source, name, cell, part, value)
        case "allclose" | "array_equal" if part is None:
            return _furthest(node, source, operands, value)
        case "len" if source.value.array.ndim:
            is_array, count = source.value.is_array, int(value)
            has = f"has {count} along its first axis" if is_array else f"has {count} in it"
            return [f"{source.place.text} {has}"], []
    raise Unknown


def _cells(source: Event, is_so: NDArray[Any]) -> list[tuple[Event, Cell]]:
    return [(source, tuple(int(at) for at in place)) for place in np.argwhere(is_so)]


def _so_many(source: Event, is_so: NDArray[Any], value: Any, what: str) -> Told:
    """How many cells are so, where that is the value."""
    if np.count_nonzero(is_so) != value:
        raise Unknown
    text = source.place.text
    return [f"{int(value)} of the {is_so.size} in {text} {what}"], _cells(source, is_so)


def _in_bin(
    call: ast.Call, source: Event, operands: Mapping[str, Event], number: int, value: Any
) -> Told:
    after, named = arguments(call, operands)
    is_so = source.value.array == number
    weights = named.get("weights", after[0] if after else None)
    if weights is None:
        return _so_many(source, is_so, value, f"{_verb(value)} {number}")
    whose = next((each for each in event_arrays(operands) if each is not source), None)
    if whose is None or whose.value.shape != source.value.shape:
        raise Unknown
    chosen = whose.value.array[is_so]
    if not np.isclose(chosen.sum(), value):
        raise Unknown
    numbers = " + ".join(figure(float(each), whose.value) for each in chosen[:6]) or "0"
    more = " + …" if len(chosen) > 6 else ""
    total = figure(float(value), whose.value)
    where = f"{whose.place.text} summed up where {source.place.text} is {number}"
    return [where, f"{numbers}{more} = {total}"], _cells(whose, is_so)


def event_arrays(operands: Mapping[str, Event]) -> Sequence[Event]:
    return [each for each in operands.values() if each.value.array.ndim]


def _verb(count: Any) -> str:
    return "is" if count == 1 else "are"


def _distinct(
    call: ast.Call,
    source: Event,
    operands: Mapping[str, Event],
    part: int,
    cell: Cell,
    value: Any,
) -> Told:
    """A part of what np.unique gives: the values, where they first are, which, how many."""
    named = {each.arg: evaluated(each.value, operands) for each in call.keywords if each.arg}
    asked = [key for key in ("index", "inverse", "counts") if named.get(f"return_{key}")]
    if named.get("axis") is not None or len(call.args) > 1 or part > len(asked):
        raise Unknown
    array, text = source.value.array, source.place.text
    values = np.unique(array)
    if part and asked[part - 1] == "inverse":
        place = np.unravel_index(np.ravel_multi_index(cell, array.shape), array.shape)
        at = tuple(int(each) for each in place) if len(cell) == array.ndim else cell
        if values[int(value)] != array[at]:
            raise Unknown
        said = figure(float(array[at]), source.value)
        return [f"{said} is number {int(value)} of the values in {text}, from 0"], [(source, at)]
    number = values[cell[0]]
    said = figure(float(number), source.value)
    if not part:
        if value != number:
            raise Unknown
        return [f"{said} is value number {cell[0]} in {text}, from 0, each taken once"], _cells(
            source, array == number
        )
    if asked[part - 1] == "counts":
        return _so_many(source, array == number, value, f"{_verb(value)} {said}")
    first = np.argwhere(array.ravel() == number)[0, 0]
    if first != value:
        raise Unknown
    at = tuple(int(each) for each in np.unravel_index(first, array.shape))
    return [f"the first {said} in {text} stands there"], [(source, at)]


def _between(
    call: ast.Call, source: Event, operands: Mapping[str, Event], number: int, value: Any
) -> Told:
    after, named = arguments(call, operands)
    edges = np.histogram_bin_edges(source.value.array, *after, **named)
    low, high = edges[number : number + 2]
    is_last = number == len(edges) - 2
    array = source.value.array
    is_so = (array >= low) & ((array <= high) if is_last else (array < high))
    ends = [figure(float(each), source.value) for each in (low, high)]
    until = "to" if is_last else "to less than"
    lie = "lies" if value == 1 else "lie"
    return _so_many(source, is_so, value, f"{lie} in {ends[0]} {until} {ends[1]}")


def _before(
    call: ast.Call, source: Event, operands: Mapping[str, Event], cell: Cell, value: Any
) -> Told:
    wanted = np.asarray(evaluated(call.args[1], operands))
    number = float(wanted[cell] if wanted.ndim else wanted)
    said = f"{_verb(value)} less than {figure(number, source.value)}"
    return _so_many(source, source.value.array < number, value, said)


def _true(source: Event, name: str, cell: Cell, axis: int, value: Any) -> Told:
    array = source.value.array
    found = np.argwhere(array)
    place = found[cell[0]]
    number = (
        int(np.flatnonzero(array)[cell[0]])
        if name == "flatnonzero"
        else int(place[cell[1] if name == "argwhere" else axis])
    )
    if number != value:
        raise Unknown
    so = "true" if source.value.dtype == "bool" else "not 0"
    along = f" along axis {axis}" if array.ndim > 1 and name in ("where", "nonzero") else ""
    words = f"its place{along}: number {cell[0]}, from 0, of the {len(found)} that are {so}"
    return [f"{words} in {source.place.text}"], [(source, tuple(int(at) for at in place))]


def _furthest(call: ast.Call, source: Event, operands: Mapping[str, Event], value: Any) -> Told:
    """Of two arrays that are compared as a whole the two cells that lie furthest apart."""
    other = operands.get(ast.unparse(call.args[1])) if len(call.args) == 2 else None
    if other is None or other.value.shape != source.value.shape:
        raise Unknown
    apart = np.abs(source.value.array - other.value.array)
    if not apart.size or not np.isfinite(apart).all():
        raise Unknown
    at = tuple(int(each) for each in np.unravel_index(int(apart.argmax()), apart.shape))
    most = figure(float(apart.max()), source.value)
    return [f"they lie furthest apart here, by {most}: {bool(value)}"], [(source, at), (other, at)]
