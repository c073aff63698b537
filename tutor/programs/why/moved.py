"""Cells that only change their places: indexing, reshaping, turning, joining.

The operation is done again with the number of each cell in place of its value; where a number
comes to lie says where the value came from.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called
from tutor.programs.recorded import Event
from tutor.programs.why.evaluation import Unknown, arguments, evaluated, is_method, taken

Cell = tuple[int, ...]
MOST = 1_000_000
"""Cells of all indices together."""

METHODS = (
    *("reshape", "transpose", "ravel", "flatten", "squeeze", "swapaxes", "copy", "take"),
    *("repeat", "diagonal", "item"),
)
FUNCTIONS = (
    *(*METHODS[:5], "swapaxes", "moveaxis", "expand_dims", "concatenate", "vstack", "hstack"),
    *("stack", "column_stack", "row_stack", "dstack", "append", "flip", "flipud", "fliplr"),
    *("roll", "rot90", "broadcast_to", "atleast_2d", "array", "asarray", "copy", "diag", "take"),
    *("repeat", "tile", "split", "array_split", "hsplit", "vsplit", "dsplit", "delete", "resize"),
    *("triu", "tril", "diagonal", "rollaxis", "take_along_axis"),
)
_JOINING = ("append", "concatenate", "hstack", "vstack", "stack", "column_stack", "insert")
_FILLING = ("pad", "triu", "tril", "diag", *_JOINING)
"""Functions that put in numbers that are of no operand."""
_MOVING_PADS = ("edge", "reflect", "symmetric", "wrap")


def moved(
    node: ast.expr, event: Event, operands: Mapping[str, Event], cell: Cell
) -> tuple[Literal["moved", "filled"], list[tuple[Event, Cell]]]:
    """Return the one cell that came to this place, none where nothing is only moved.

    "filled" where it is known that none came there.
    """
    numbers, numbered_operands = numbered(node, operands)
    value = event.value.array
    if numbers.shape != value.shape or numbers.dtype.kind not in "iu":
        return "moved", []
    found = _cell(numbered_operands, int(numbers[cell]))
    if found is None:
        return "filled" if called(event.place.text) in _FILLING else "moved", []
    source = found[0].value.array[found[1]]
    is_it = np.array_equal(source, value[cell], equal_nan=True)
    return "moved", [found] if is_it else []


def numbered(
    node: ast.expr, operands: Mapping[str, Event]
) -> tuple[NDArray[Any], list[tuple[int, Event]]]:
    """Return the operation done with the number of each cell, and each operand's first number.

    Raise Unknown where nothing is only moved.
    """
    numbering = _Numbering(operands)
    try:
        numbers = np.asarray(_numbers(node, operands, numbering))
    except (ValueError, TypeError, IndexError, OverflowError, MemoryError) as error:
        raise Unknown from error
    return numbers, numbering.taken


def part_of(
    cell: Cell, shape: tuple[int, ...], index: ast.expr, operands: Mapping[str, Event]
) -> tuple[Cell, tuple[int, ...]] | None:
    """Return where in the part that an index chooses a cell lies, and the shape of the part.

    None where it lies outside of it.
    """
    numbers = np.arange(math.prod(shape)).reshape(shape)
    chosen = evaluated(index, operands)
    try:
        if _cells_chosen(chosen) > MOST:
            raise Unknown
        part = numbers[chosen]
    except (IndexError, TypeError, ValueError) as error:
        raise Unknown from error
    found = np.argwhere(part == numbers[cell])
    return (tuple(int(at) for at in found[-1]), part.shape) if len(found) else None


class _Numbering:
    """A number for each cell of each operand."""

    def __init__(self, operands: Mapping[str, Event]) -> None:
        self._operands = operands
        self.taken: list[tuple[int, Event]] = []
        self._next = 1  # 0 and less is what a function fills in

    def of(self, node: ast.AST) -> Any:
        """Return an operand with numbers in the place of its values; -1 for a constant."""
        if (event := self._operands.get(ast.unparse(node))) is not None:
            array, start = event.value.array, self._next
            self._next += array.size
            self.taken.append((start, event))
            return np.arange(start, self._next).reshape(array.shape)
        if isinstance(node, ast.Tuple | ast.List):
            return [self.of(part) for part in node.elts]
        if isinstance(node, ast.Constant | ast.UnaryOp):
            return np.array(-1)
        return _numbers(node, self._operands, self)


def _cell(starts: Sequence[tuple[int, Event]], number: int) -> tuple[Event, Cell] | None:
    """Return the operand and its cell that have a number."""
    for start, event in reversed(starts):
        if 0 < start <= number:
            place = np.unravel_index(number - start, event.value.array.shape)
            return event, tuple(int(at) for at in place)
    return None


def _numbers(node: ast.AST, operands: Mapping[str, Event], numbering: _Numbering) -> Any:
    match node:
        case ast.Attribute(value=value, attr="T" | "mT" as name):
            return getattr(numbering.of(value), name)
        case ast.Subscript(value=ast.Attribute(attr="c_" | "r_" as name), slice=parts):
            return getattr(np, name)[tuple(numbering.of(parts))]
        case ast.Subscript(value=value, slice=index):
            chosen = evaluated(index, operands)
            if _cells_chosen(chosen) > MOST:
                raise Unknown
            return numbering.of(value)[chosen]
        case ast.Call(func=ast.Attribute(attr=name)):
            return _called(node, name, operands, numbering)
    raise Unknown


def _called(call: ast.Call, name: str, operands: Mapping[str, Event], numbering: _Numbering) -> Any:
    numbers = numbering.of(taken(call))
    if name == "append" and len(call.args) > 1:
        axis = [evaluated(each.value, operands) for each in call.keywords if each.arg == "axis"]
        return np.append(numbers, numbering.of(call.args[1]), *axis)
    if name == "meshgrid":
        others = [numbering.of(each) for each in call.args[1:]]
        return np.meshgrid(numbers, *others, **_named(call, operands))
    if name == "insert" and len(call.args) > 2:
        where, put = evaluated(call.args[1], operands), numbering.of(call.args[2])
        return np.insert(numbers, where, put, **_named(call, operands))
    if name == "choose" and len(call.args) == 2:
        which = evaluated(call.args[0], operands)
        return np.choose(which, [*numbering.of(call.args[1])])
    after, named = arguments(call, operands)
    named.pop("dtype", None)
    if name == "pad" and len(after) <= 2:
        named.pop("constant_values", None)
        mode: Any = named.pop("mode", after[1] if len(after) > 1 else "constant")
        if mode in _MOVING_PADS and not named:
            return np.pad(numbers, after[0], mode=mode)
        return np.pad(numbers, after[0], mode, constant_values=0, **named)
    if is_method(call):
        if name not in METHODS:
            raise Unknown
        return getattr(numbers, name)(*after, **named)
    if name not in FUNCTIONS:
        raise Unknown
    return getattr(np, name)(numbers, *after, **named)


def _named(call: ast.Call, operands: Mapping[str, Event]) -> dict[str, Any]:
    return {each.arg: evaluated(each.value, operands) for each in call.keywords if each.arg}


def _cells_chosen(index: Any) -> int:
    """How many cells a choice by arrays can have."""
    parts = index if isinstance(index, tuple) else (index,)
    sizes: list[NDArray[Any]] = [np.asarray(part) for part in parts if not isinstance(part, slice)]
    return math.prod(each.size for each in sizes if each.dtype.kind in "biu")
