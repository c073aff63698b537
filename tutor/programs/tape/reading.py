"""Which function an operation is, and what it takes: read from its text, as far as it is known."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tutor.programs.expressions import called, parsed, respelled, statement
from tutor.programs.recorded import Event
from tutor.programs.tape.functions import (
    BY_NAME,
    CHOSEN,
    COMPARED,
    GATHERED,
    NEGATIVE,
    OUTER,
    PRODUCT,
    PUT_WHERE,
    SAME,
    SIGNS,
    TURNED,
    Function,
    added_in,
    clipped,
    contracted,
    highest,
    joined,
    part,
    put_in,
    reduced,
    reshaped,
)
from tutor.programs.why.evaluation import (
    MODULES,
    Unknown,
    evaluated,
    is_method,
    operands_by_text,
)

Taken = Event | float
"""What an operation takes: a value that was told, or a number that is written."""
_FLAT_WORDS = (
    "round int bool len sign argmax argmin floor ceil trunc isnan isfinite zeros ones zeros_like "
    "ones_like heaviside rint all any"
)
FLAT = frozenset(_FLAT_WORDS.split())
"""Functions whose results do not go along with what they take, or along at no slope."""
_JOINED = ("vstack", "hstack", "concatenate", "column_stack")
_HIGHEST = ("max", "amax", "min", "amin")
_AS_IT_IS = ("array", "asarray", "float64", "float32")


@dataclass(frozen=True, slots=True, eq=False)
class TapeOperation:
    """An operation as it is understood."""

    function: Function
    taken: Sequence[Taken]


def reading_of(event: Event) -> TapeOperation | None:
    """Return what an operation does, None where its result is flat; raise Unknown."""
    operands = operands_by_text(event)
    if event.place.kind == "change":
        return _changed(event, operands)
    node = parsed(event.place.text)
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            if (function := SIGNS.get(type(op).__name__)) is None:
                raise Unknown
            return TapeOperation(function, [_taken(left, operands), _taken(right, operands)])
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return TapeOperation(NEGATIVE, [_taken(inner, operands)])
        case ast.UnaryOp(op=ast.UAdd(), operand=inner):
            return TapeOperation(SAME, [_taken(inner, operands)])
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            if (function := COMPARED.get(type(op).__name__)) is None:
                return None
            return TapeOperation(function, [_taken(left, operands), _taken(right, operands)])
        case ast.Compare() | ast.UnaryOp():
            return None
        case ast.Attribute(value=inner, attr="T"):
            return TapeOperation(TURNED, [_taken(inner, operands)])
        case ast.Attribute():
            return None
        case ast.Subscript(value=base, slice=index):
            return TapeOperation(part(evaluated(index, operands)), [_taken(base, operands)])
        case ast.Call():
            return _called(node, event, operands)
    raise Unknown


def _taken(node: ast.expr, operands: Mapping[str, Event]) -> Taken:
    """What stands at one place of an operation."""
    if (found := operands.get(ast.unparse(node))) is not None:
        return found
    match node:
        case ast.Constant(value=bool() | int() | float() as number):
            return float(number)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
            return -float(number)
        case ast.IfExp(test=test, body=body, orelse=other):
            told = operands.get(ast.unparse(test))
            if told is None or told.value.array.ndim:
                raise Unknown
            return _taken(body if bool(told.value.array) else other, operands)
    raise Unknown


def _called(call: ast.Call, event: Event, operands: Mapping[str, Event]) -> TapeOperation | None:
    name, method = called(event.place.text), is_method(call)
    if not (isinstance(call.func, ast.Name) or method or _is_of_module(call)):
        raise Unknown
    if name in FLAT:
        return None
    written = [call.func.value] if method and isinstance(call.func, ast.Attribute) else []
    places: list[ast.expr] = [*written, *call.args]
    if name in ("sum", "mean", "average", "fsum") or _is_of_one(name, call, places):
        return _reduced(name, call, places, operands)
    if name == "where" and len(places) == 3:
        return TapeOperation(CHOSEN, [_taken(each, operands) for each in places])
    if name in _AS_IT_IS and places and isinstance(places[0], ast.List | ast.Tuple):
        return TapeOperation(GATHERED, [_taken(each, operands) for each in places[0].elts])
    if name == "transpose" and len(places) == 1:
        return TapeOperation(TURNED, [_taken(places[0], operands)])
    if name == "clip" and len(places) == 3:
        low, high = (evaluated(each, operands) for each in places[1:])
        return TapeOperation(clipped(low, high), [_taken(places[0], operands)])
    if name == "einsum" and len(places) == 3 and not call.keywords:
        pattern = contracted(str(evaluated(places[0], operands)))
        return TapeOperation(pattern, [_taken(each, operands) for each in places[1:]])
    if name in _JOINED and places and isinstance(places[0], ast.List | ast.Tuple):
        parts = [_taken(each, operands) for each in places[0].elts]
        return TapeOperation(joined(_joined_along(name, call, event, operands)), parts)
    if name in ("reshape", "ravel", "flatten"):
        return TapeOperation(reshaped(event.value.array.shape), [_taken(places[0], operands)])
    function = BY_NAME.get(name)
    if function is None or not places:
        raise Unknown
    count = 1 if function.forward is np.asarray else function_arity(function)
    if len(places) < count or (len(places) > count and count == 2):
        raise Unknown
    return TapeOperation(function, [_taken(each, operands) for each in places[:count]])


def _joined_along(name: str, call: ast.Call, event: Event, operands: Mapping[str, Event]) -> int:
    """Along which axis matrices are put together."""
    if event.value.array.ndim != 2 or len(call.args) > 1:
        raise Unknown
    if name != "concatenate":
        return 0 if name == "vstack" else 1
    axis = evaluated(call.keywords[0].value, operands) if call.keywords else 0
    if axis not in (0, 1):
        raise Unknown
    return int(axis)


def _is_of_one(name: str, call: ast.Call, places: Sequence[ast.expr]) -> bool:
    """Whether it is the largest number of one array: max(a, b) is that of two."""
    is_along = any(each.arg == "axis" for each in call.keywords)
    is_plain = not isinstance(call.func, ast.Name) and len(places) == 1
    return name in _HIGHEST and (is_along or is_plain)


def function_arity(function: Function) -> int:
    """Return how many values a function of the table takes."""
    return (
        2 if function in (*SIGNS.values(), PRODUCT, OUTER) or function.name.endswith("imum") else 1
    )


def _is_of_module(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(value=ast.Name(id=owner)):
            return owner in MODULES
    return False


def _event(node: ast.expr, operands: Mapping[str, Event]) -> Event:
    found = operands.get(ast.unparse(node))
    if found is None:
        raise Unknown
    return found


def _reduced(
    name: str, call: ast.Call, places: Sequence[ast.expr], operands: Mapping[str, Event]
) -> TapeOperation:
    keywords = {each.arg: each.value for each in call.keywords if each.arg}
    if set(keywords) - {"axis", "keepdims"} or len(places) > 2:
        raise Unknown
    axis: Any = None
    if len(places) == 2 and not isinstance(call.func, ast.Name):
        axis = evaluated(places[1], operands)
    elif len(places) == 2:
        raise Unknown
    axis = evaluated(keywords["axis"], operands) if "axis" in keywords else axis
    keeps = bool(evaluated(keywords["keepdims"], operands)) if "keepdims" in keywords else False
    made = highest if name in _HIGHEST else reduced
    return TapeOperation(
        made("sum" if name == "fsum" else name, axis, keeps), [_taken(places[0], operands)]
    )


def _changed(event: Event, operands: Mapping[str, Event]) -> TapeOperation:
    """W -= lr * dW, also of a part of W; W[mask] = 0."""
    match statement(event.place.text):
        case ast.Assign(targets=[ast.Subscript() as target], value=value) if event.operands:
            return _put(event.operands[0], target, _taken(value, operands), operands)
        case ast.AugAssign(target=target, op=op, value=value) if event.operands:
            function = SIGNS.get(type(op).__name__)
        case _:
            raise Unknown
    if function is None:
        raise Unknown
    old, by = event.operands[0], _taken(value, operands)
    if isinstance(target, ast.Subscript) and respelled(old.place.text) != ast.unparse(target):
        if type(op) not in (ast.Add, ast.Sub) or not old.value.is_array:
            raise Unknown
        sign = 1.0 if isinstance(op, ast.Add) else -1.0
        return TapeOperation(added_in(evaluated(target.slice, operands), sign), [old, by])
    return TapeOperation(function, [old, by])


def _put(
    old: Event, target: ast.Subscript, value: Taken, operands: Mapping[str, Event]
) -> TapeOperation:
    if not old.value.is_array:
        raise Unknown
    where = operands.get(ast.unparse(target.slice))
    is_number = not isinstance(value, Event) or not value.value.array.ndim
    if where is not None and is_number and _is_mask_of(old, where):
        return TapeOperation(PUT_WHERE, [old, where, value])
    return TapeOperation(put_in(evaluated(target.slice, operands)), [old, value])


def _is_mask_of(array: Event, event: Event) -> bool:
    return event.value.dtype == "bool" and event.value.shape == array.value.shape
