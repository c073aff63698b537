"""Whether an operation would have given the same, had a value it takes been another."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called, parsed
from tutor.programs.recorded import Event
from tutor.programs.tape.functions import Function
from tutor.programs.tape.reading import reading_of
from tutor.programs.why.evaluation import Unknown

Array = NDArray[Any]
_COMPARISONS: Mapping[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
    ast.Lt: np.less,
    ast.LtE: np.less_equal,
    ast.Eq: np.equal,
    ast.NotEq: np.not_equal,
}
_OF_SHAPE = ("shape", "size", "ndim", "dtype")
_BY_SHAPE = ("len", "zeros_like", "ones_like", "empty_like", "full_like", "shape", "size")


def is_the_same(event: Event, taken: Event, other: Array) -> bool:
    """Whether an operation gives its result also from another value; False where not known."""
    node = parsed(event.place.text)
    if isinstance(node, ast.Attribute) and node.attr in _OF_SHAPE:
        return True
    if called(event.place.text) in _BY_SHAPE:
        return True
    try:
        found = _result(node, event, taken, other)
        return found is not None and np.allclose(found, event.value.array, equal_nan=True)
    except (Unknown, TypeError, ValueError, IndexError):
        return False


def _result(node: ast.expr | None, event: Event, taken: Event, other: Array) -> Any:
    given = [other if each is taken else each.value.array for each in event.operands]
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        compare = _COMPARISONS.get(type(node.ops[0]))
        sides = [*given] if len(given) == 2 else _with_number(node, given)
        return compare(*sides) if compare and sides else None
    if called(event.place.text) == "sign":
        return np.sign(given[0])
    reading = reading_of(event)
    if reading is None:
        return None
    return _applied(reading.function, [_of(each, taken, other) for each in reading.taken])


def _with_number(node: ast.Compare, given: list[Array]) -> list[Any]:
    """Both sides of a comparison of which one is a number that is written."""
    match node:
        case ast.Compare(comparators=[ast.Constant(value=int() | float() as number)]):
            return [*given, number] if len(given) == 1 else []
        case ast.Compare(left=ast.Constant(value=int() | float() as number)):
            return [number, *given] if len(given) == 1 else []
    return []


def _of(each: Event | float, taken: Event, other: Array) -> Any:
    if each is taken:
        return other
    return each.value.array if isinstance(each, Event) else each


def _applied(function: Function, given: list[Any]) -> Any:
    with np.errstate(all="ignore"):
        return function.forward(*given)
