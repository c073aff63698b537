"""Where a program asks which of its answers are right, and what each answer was made from."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called, parsed, respelled
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of

COUNTED = ("sum", "mean", "count_nonzero", "average")
_MOST_STEPS = 8


@lru_cache(maxsize=4096)
def is_equality(text: str) -> bool:
    """Whether two things are held against each other: a == b, np.equal(a, b)."""
    match parsed(text):
        case ast.Compare(ops=[ast.Eq() | ast.NotEq()]):
            return True
    return called(text) in ("equal", "not_equal", "array_equal")


def equalities(recorded: Recorded) -> list[Event]:
    """Return where answers are held against something, one by one or all together."""
    places = {id(place) for place in recorded.map.places if is_equality(place.text)}
    return [event for event in recorded.operations if id(event.place) in places]


def deciding(recorded: Recorded) -> list[Event]:
    """Return by what it is decided which of two numbers an answer is: 1 if p > 0.5 else 0."""
    tests = _tests(recorded.program.code)
    places = {id(e) for e in recorded.map.places if (e.line, respelled(e.text)) in tests}
    return [event for event in recorded.operations if id(event.place) in places]


@lru_cache(maxsize=16)
def _tests(code: str) -> frozenset[tuple[int, str]]:
    """The lines and texts of tests between two numbers, of which one is held against others.

    Also of tests that have a name and stand beside a label: said = p > 0.5, if said and t == 1.
    """
    held, found = set[str](), dict[str, list[ast.expr]]()
    for node in ast.walk(tree_of(code)):
        match node:
            case ast.BoolOp(values=parts) if any(is_equality(ast.unparse(e)) for e in parts):
                held |= {ast.unparse(_without_not(each)) for each in parts}
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Compare() as test):
                found.setdefault(name, []).append(test)
            case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq()], comparators=[right]):
                held |= {ast.unparse(left), ast.unparse(right)}
            case ast.Assign(
                targets=[target],
                value=ast.IfExp(test=test, body=ast.Constant(), orelse=ast.Constant()),
            ):
                found.setdefault(ast.unparse(target), []).append(test)
            case ast.If(
                test=test,
                body=[ast.Assign(targets=[target], value=ast.Constant())],
                orelse=[ast.Assign(targets=[other], value=ast.Constant())],
            ) if ast.unparse(target) == ast.unparse(other):
                found.setdefault(ast.unparse(target), []).append(test)
    tests = [each for name, tests in found.items() if name in held for each in tests]
    return frozenset((each.lineno, ast.unparse(each)) for each in tests)


def _without_not(node: ast.expr) -> ast.expr:
    is_not = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    return node.operand if is_not and isinstance(node, ast.UnaryOp) else node


def made_from(event: Event, makers: Mapping[int, Event]) -> Iterator[Event]:
    """Yield the operations that made a value cell by cell, the last first.

    `makers` give the operation that first gave an array.
    """
    for _ in range(_MOST_STEPS):
        made = makers.get(id(event.value), event)
        if not made.is_operation:
            return
        yield made
        size = made.value.array.size
        same = [each for each in made.operands if each.value.array.size == size]
        if called(made.place.text) == "argmax":
            same = made.operands[:1]
        if len(same) != 1:
            return
        event = same[0]


def class_axis(table: NDArray[np.float64]) -> int | None:
    """Return along which axis a table of zeros and ones has one 1 for each example."""
    if table.ndim != 2 or min(table.shape) < 2 or not np.isin(table, (0, 1)).all():
        return None
    ones = [bool((table.sum(axis=axis) == 1).all()) for axis in (0, 1)]
    return ones.index(True) if sum(ones) == 1 else None
