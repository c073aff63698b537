"""Which cells are taken together by a sum, a mean, a largest number."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np

from tutor.programs.recorded import Event
from tutor.programs.why.evaluation import Unknown, arguments, taken

Cell = tuple[int, ...]
_REDUCTION_WORDS = (
    "sum mean average max min amax amin prod std var argmax argmin any all median norm "
    "ptp nansum nanmean nanmax nanmin nanstd nanvar nanmedian nanargmax nanargmin count_nonzero "
    "percentile quantile nanpercentile nanquantile trace"
)
REDUCTIONS = frozenset(_REDUCTION_WORDS.split())


def reduced(
    node: ast.expr, event: Event, operands: Mapping[str, Event], cell: Cell
) -> list[tuple[Event, Cell]]:
    """Return the cells that were taken together for a cell, none where that is not known."""
    if not isinstance(node, ast.Call):
        return []
    name = _name(node)
    source = operands.get(ast.unparse(taken(node)))
    if name not in REDUCTIONS or source is None:
        return []
    array, value = source.value.array, float(event.value.array[cell])
    if name == "trace":
        return _diagonal(node, source, value, operands)
    axes, others = _axes(node, name, operands, array.ndim)
    kept = cell if event.value.array.ndim == array.ndim else _filled(cell, axes, array.ndim)
    if kept is None:
        return []
    whole = tuple(slice(None) if axis in axes else at for axis, at in enumerate(kept))
    ids = np.arange(array.size).reshape(array.shape)[whole].ravel()
    numbers = array.ravel()[ids]
    function = np.linalg.norm if name == "norm" else getattr(np, name)
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what is empty or has NaN alone
        again = float(function(numbers, **others)) if ids.size else np.nan
    if not np.isclose(again, value, equal_nan=True):
        return []
    places = (np.unravel_index(number, array.shape) for number in ids.tolist())
    return [(source, tuple(int(at) for at in place)) for place in places]


def weighed(
    node: ast.expr, event: Event, operands: Mapping[str, Event], cell: Cell
) -> list[tuple[Event, Cell]]:
    """Return each cell of a weighted mean of a line before its weight; raise Unknown."""
    match node:
        case ast.Call(func=ast.Attribute(attr="average"), args=[first, *_], keywords=named):
            weights = [ast.unparse(each.value) for each in named if each.arg == "weights"]
            source = operands.get(ast.unparse(first))
            other = operands.get(weights[0]) if weights else None
        case _:
            raise Unknown
    if source is None or other is None or source.value.array.ndim != 1 or cell:
        raise Unknown
    numbers, shares = source.value.array, other.value.array
    if not np.isclose(np.average(numbers, weights=shares), event.value.array):
        raise Unknown
    return [each for n in range(len(numbers)) for each in ((source, (n,)), (other, (n,)))]


def _diagonal(
    call: ast.Call, source: Event, value: float, operands: Mapping[str, Event]
) -> list[tuple[Event, Cell]]:
    array = source.value.array
    if any(arguments(call, operands)) or not np.isclose(np.trace(array), value):
        raise Unknown
    return [(source, (n, n)) for n in range(min(array.shape))]


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id="sum" | "max" | "min" | "any" | "all" as name):
            return name if len(call.args) == 1 else ""
        case ast.Attribute(attr=name):
            return name
    return ""


def _axes(
    call: ast.Call, name: str, operands: Mapping[str, Event], ndim: int
) -> tuple[set[int], dict[str, Any]]:
    """Return the axes that are gone through, and what else is said (ddof=1)."""
    after, named = arguments(call, operands)
    first = _FIRST.get(name.removeprefix("nan"))
    given = {first: after.pop(0)} if first and after and first not in named else {}
    axis = named.pop("axis", after[0] if after else None)
    named.pop("keepdims", None)
    others = {key: value for key, value in (given | named).items() if key in ("ddof", first)}
    if others != given | named or any(isinstance(each, list) for each in others.values()):
        raise Unknown
    is_whole = name == "norm" and axis is None and ndim > 1
    if is_whole and others.pop("ord", "fro") not in ("fro", None):
        raise Unknown
    if axis is None:
        return set(range(ndim)), others
    axes = axis if isinstance(axis, tuple) else (axis,)
    if not all(isinstance(each, int) and -ndim <= each < ndim for each in axes):
        raise Unknown
    return {each % ndim for each in axes}, others


_FIRST = {"norm": "ord", "percentile": "q", "quantile": "q"}
"""What is said after the array, before the axis."""


def _filled(cell: Cell, axes: set[int], ndim: int) -> Cell | None:
    """Return a cell with a place for each axis that it has not: the array kept fewer axes."""
    if len(cell) + len(axes) != ndim:
        return None
    rest = iter(cell)
    return tuple(0 if axis in axes else next(rest) for axis in range(ndim))
