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
    "ptp nansum nanmean nanmax nanmin count_nonzero"
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
    axis = named.pop("axis", None if name == "norm" else (after[0] if after else None))
    named.pop("keepdims", None)
    others = {key: value for key, value in named.items() if key == "ddof"}
    if others != named or (name == "norm" and after):
        raise Unknown
    if axis is None:
        return set(range(ndim)), others
    axes = axis if isinstance(axis, tuple) else (axis,)
    if not all(isinstance(each, int) and -ndim <= each < ndim for each in axes):
        raise Unknown
    return {each % ndim for each in axes}, others


def _filled(cell: Cell, axes: set[int], ndim: int) -> Cell | None:
    """Return a cell with a place for each axis that it has not: the array kept fewer axes."""
    if len(cell) + len(axes) != ndim:
        return None
    rest = iter(cell)
    return tuple(0 if axis in axes else next(rest) for axis in range(ndim))
