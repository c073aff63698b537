"""Pieces of a program's text worked out again from recorded values, by a few known functions.

No line of the program runs here: what is not known by name is Unknown.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import respelled, spelled
from tutor.programs.recorded import Event
from tutor.programs.values import Value

MODULES = ("np", "numpy", "math")
MOST_IN_RANGE = 100_000


class Unknown(Exception):
    """This piece of text says nothing that is known."""


UNTOLD = (Unknown, ValueError, TypeError, IndexError, KeyError, OverflowError)
"""Raised where it cannot be told how a cell was made."""


def operands_by_text(event: Event) -> Mapping[str, Event]:
    """Return the operands of an operation by their text, in one spelling."""
    found = ((respelled(each.place.text), each) for each in event.operands)
    return {text: each for text, each in found if text}


def typed(value: Value) -> Any:
    """Return a recorded value as Python and NumPy hold it."""
    if not value.is_array:
        plain = value.plain
        return tuple(plain) if value.dtype == "tuple" else plain
    array: NDArray[Any] = value.array
    if value.dtype == "bool":
        return array.astype(bool)
    whole = value.dtype.startswith(("int", "uint")) and bool((np.abs(array) < 2**63).all())
    return array.astype(np.int64) if whole else array


def evaluated(node: ast.AST, operands: Mapping[str, Event]) -> Any:
    """Return what an index, an axis or a shape was; raise Unknown."""
    if (found := operands.get(spelled(node))) is not None:
        return typed(found.value)
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Attribute(value=ast.Name(), attr="newaxis"):
            return None
        case ast.Slice(lower=lower, upper=upper, step=step):
            parts = (evaluated(part, operands) if part else None for part in (lower, upper, step))
            return slice(*parts)
        case ast.Tuple(elts=parts):
            return tuple(evaluated(part, operands) for part in parts)
        case ast.List(elts=parts):
            return [evaluated(part, operands) for part in parts]
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
            return -number
        case ast.Call(func=ast.Attribute(attr="ix_"), args=parts):
            return np.ix_(*(evaluated(part, operands) for part in parts))
        case ast.Call(func=ast.Name(id="range"), args=parts, keywords=[]):
            return _range(*(evaluated(part, operands) for part in parts))
    raise Unknown


def _range(*ends: Any) -> NDArray[np.int64]:
    """range(n) as an index."""
    if not 0 < len(ends) < 4 or any(type(end) is not int for end in ends):
        raise Unknown
    numbers = range(*ends)
    if len(numbers) > MOST_IN_RANGE:
        raise Unknown
    return np.array(numbers, dtype=np.int64)


def arguments(call: ast.Call, operands: Mapping[str, Event]) -> tuple[list[Any], dict[str, Any]]:
    """Return what follows the array in np.sum(Z, axis=1) and in Z.sum(axis=1); raise Unknown."""
    after = call.args if is_method(call) else call.args[1:]
    named = {each.arg: evaluated(each.value, operands) for each in call.keywords if each.arg}
    return [evaluated(each, operands) for each in after], named


def taken(call: ast.Call) -> ast.AST:
    """Return what a call is about: its first argument, or the array whose method it is."""
    if is_method(call) and isinstance(call.func, ast.Attribute):
        return call.func.value
    if not call.args:
        raise Unknown
    return call.args[0]


def is_method(call: ast.Call) -> bool:
    """Whether it is a method of a value, and no function of a module."""
    match call.func:
        case ast.Attribute(value=ast.Name(id=owner)):
            return owner not in MODULES
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id=owner), attr=inner)):
            return not (owner in MODULES and inner in ("linalg", "random"))
        case ast.Attribute():
            return True
    return False
