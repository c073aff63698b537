"""Cells that come from their own line of an array: running sums, differences, orders."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called
from tutor.programs.recorded import Event
from tutor.programs.why.evaluation import Unknown, arguments, taken

Cell = tuple[int, ...]
HowAlong = Literal["reduced", "difference", "ranked", "moved"]
_HOW: Mapping[str, HowAlong] = {
    "cumsum": "reduced",
    "cumprod": "reduced",
    "diff": "difference",
    "argsort": "ranked",
    "sort": "moved",
    "partition": "moved",
    "unique": "moved",
}
ALONG = frozenset(_HOW)
_SETTLED = ("kind", "stable", "dtype")
"""Arguments that do not change from which cells a cell comes."""


def along(
    node: ast.expr, event: Event, operands: Mapping[str, Event], cell: Cell
) -> tuple[HowAlong, list[tuple[Event, Cell]]]:
    """Return how a cell was made from cells of the line that it lies in, and which; raise Unknown.

    Where the axis is None, the line is the whole array.
    """
    if not isinstance(node, ast.Call) or (source := operands.get(ast.unparse(taken(node)))) is None:
        raise Unknown
    name = called(event.place.text)
    array = source.value.array
    ids: NDArray[np.intp] = np.arange(array.size).reshape(array.shape)
    axis = _axis(node, name, operands)
    if axis is None:
        ids, axis = ids.ravel(), 0
    if len(cell) != ids.ndim or not -ids.ndim <= axis < ids.ndim:
        raise Unknown
    axis %= ids.ndim
    beside = (*cell[:axis], *cell[axis + 1 :])
    line: NDArray[np.intp] = np.moveaxis(ids, axis, -1)[beside]
    found = line[_places(name, array.ravel()[line], cell[axis], event.value.array[cell])]
    places = (np.unravel_index(number, array.shape) for number in found.tolist())
    return _HOW[name], [(source, tuple(int(at) for at in place)) for place in places]


def _axis(call: ast.Call, name: str, operands: Mapping[str, Event]) -> int | None:
    """Return along which axis it goes; raise Unknown where it does more than that."""
    after, named = arguments(call, operands)
    for each in _SETTLED:
        named.pop(each, None)
    if name == "diff" and named.pop("n", after.pop(0) if after else 1) != 1:
        raise Unknown
    if name == "partition":
        named.pop("kth", after.pop(0) if after else None)
    default = None if name in ("cumsum", "cumprod", "unique") else -1
    axis = named.pop("axis", after.pop(0) if after else default)
    if named or after or (name == "unique" and axis is not None):
        raise Unknown
    if axis is None or isinstance(axis, int):
        return axis
    raise Unknown


def _places(name: str, numbers: NDArray[Any], at: int, value: Any) -> NDArray[Any]:
    """Return where in a line the numbers stand that make a value at a place; raise Unknown."""
    if name == "argsort":
        found = np.array([int(value)])
        is_so = 0 <= found[0] < len(numbers)
    elif name == "diff":
        found = np.array([at + 1, at])
        is_so = at + 1 < len(numbers) and _is_close(numbers[at + 1] - numbers[at], value)
    elif name in ("cumsum", "cumprod"):
        found = np.arange(at + 1)
        again = (np.sum if name == "cumsum" else np.prod)(numbers[: at + 1])
        is_so = _is_close(again, value)
    else:
        order = np.argsort(numbers, kind="stable")
        found = order[at : at + 1] if name == "sort" else np.flatnonzero(numbers == value)[:1]
        is_so = len(found) == 1 and np.array_equal(numbers[found[0]], value, equal_nan=True)
    if not is_so:
        raise Unknown
    return found


def _is_close(again: Any, value: Any) -> bool:
    return bool(np.isclose(again, value, equal_nan=True))
