"""What a program computes number by number in a loop, as the one operation that it stands for.

`sum(abs(g - t) for g, t in zip(guesses, targets))` tells g - t once an example; gathered, it is
the difference of two rows of numbers, as `guesses - targets` is of arrays.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from tutor.programs.expressions import sign
from tutor.programs.noticing.answers import is_equality
from tutor.programs.noticing.source import nodes_of
from tutor.programs.recorded import Event, Recorded
from tutor.programs.values import Value

FEWEST = 4
"""Numbers that are gathered at least."""


def gathered_differences(recorded: Recorded) -> Sequence[Event]:
    """Return for each difference of two numbers that was taken again and again in one loop, that
    of all of them, at the moment of the last."""
    return [each for each in gathered_pairs(recorded) if sign(each.place.text) == "Sub"]


@lru_cache(maxsize=4)
def gathered_pairs(recorded: Recorded) -> Sequence[Event]:
    """Return where two numbers were held against each other so: taken away, or a == b."""
    told: dict[tuple[int, int], list[Event]] = {}
    for event in recorded.operations:
        if _is_pair(event):
            told.setdefault((id(event.place), _round(event, recorded)), []).append(event)
    code = recorded.program.code
    every = (_joined(events, code) for events in told.values() if len(events) >= FEWEST)
    return sorted(every, key=lambda event: event.number)


def gathered_at(recorded: Recorded, row: Event) -> Event | None:
    """Return the last of the operations that gave these numbers, one by one, before."""
    numbers = row.value.array
    rounds: dict[tuple[int, int], list[Event]] = {}
    for event in recorded.operations:
        if event.number >= row.number:
            break
        if event.value.array.size == 1 and event.value.array.ravel()[0] in numbers[[0, -1]]:
            rounds.setdefault((id(event.place), _round(event, recorded)), []).append(event)
    for (place, turned), ends in rounds.items():
        same = (e for e in recorded.operations if id(e.place) == place)
        every = [e for e in same if _round(e, recorded) == turned and e.number < row.number]
        given = [e.value.array.ravel()[0] for e in every if e.value.array.size == 1]
        if len(given) == len(numbers) and np.array_equal(given, numbers):
            return ends[-1]
    return None


def _is_pair(event: Event) -> bool:
    sides = event.operands
    return (
        (sign(event.place.text) == "Sub" or is_equality(event.place.text))
        and event.value.array.size == 1
        and len(sides) == 2
        and all(each.value.array.size == 1 for each in sides)
    )


def _round(event: Event, recorded: Recorded) -> int:
    """The loop whose turn an operation is in; of a comprehension what it stands in itself."""
    branch = recorded.nodes[event.node]
    return branch.parent if branch.turn is not None else event.node


def _joined(events: Sequence[Event], code: str) -> Event:
    """One operation for many, with the numbers of all in a row."""
    last = events[-1]
    sides = [_row([each.operands[n] for each in events], code) for n in (0, 1)]
    return Event(last.number, last.place, last.node, _row(events, code).value, sides)


def _row(events: Sequence[Event], code: str) -> Event:
    last = events[-1]
    array = np.array([each.value.array.ravel()[0] for each in events], dtype=float)
    value = Value(array, "float64", array.shape)
    lines = (
        (n, text) for n, text in _gone_through(code).get(last.place.text, ()) if last.line in n
    )
    whole = max(lines, key=lambda each: each[0].start, default=None)
    place = replace(last.place, text=whole[1]) if whole is not None else last.place
    return Event(last.number, place, last.node, value)


@lru_cache(maxsize=16)
def _gone_through(code: str) -> Mapping[str, Sequence[tuple[range, str]]]:
    """For a name that goes through something, on which lines it does, and through what."""
    found: dict[str, list[tuple[range, str]]] = {}
    for node in nodes_of(code):
        loops = [node] if isinstance(node, ast.For) else getattr(node, "generators", [])
        for loop in loops:
            lines = range(getattr(node, "lineno", 0), (getattr(node, "end_lineno", 0) or 0) + 1)
            for name, text in _pairs(loop.target, loop.iter):
                found.setdefault(name, []).append((lines, text))
    return found


def _pairs(target: ast.expr, gone: ast.expr) -> Iterator[tuple[str, str]]:
    """for x in xs; for x, t in zip(xs, ts); for n, x in enumerate(xs)."""
    match target, gone:
        case ast.Tuple(elts=names), ast.Call(func=ast.Name(id="zip"), args=arrays):
            for name, array in zip(names, arrays, strict=False):
                yield from _pairs(name, array)
        case ast.Tuple(elts=[_, name]), ast.Call(func=ast.Name(id="enumerate"), args=[array, *_]):
            yield from _pairs(name, array)
        case ast.Name(id=name), ast.Name() | ast.Attribute() | ast.Subscript():
            yield name, ast.unparse(gone)
