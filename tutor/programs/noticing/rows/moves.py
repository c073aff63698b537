"""Rows of arrays that are reshaped, turned and joined: each cell is followed by its number."""

from __future__ import annotations

import ast
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tutor.programs.noticing.rows.known import KnownRows
from tutor.programs.noticing.rows.origins import MOST_ORIGINS, Axis, Rows, Traced
from tutor.programs.recorded import Event
from tutor.programs.why.evaluation import is_method, operands_by_text
from tutor.programs.why.moved import FUNCTIONS, METHODS, numbered


def is_move(node: ast.expr, name: str) -> bool:
    """Whether it puts cells at other places, and does nothing else."""
    is_moved = isinstance(node, ast.Call) and is_method(node) and name in METHODS
    return name in FUNCTIONS or is_moved or joins(node)


def joins(node: ast.expr) -> bool:
    """Whether it is np.c_[...] or np.r_[...]."""
    match node:
        case ast.Subscript(value=ast.Attribute(attr="c_" | "r_")):
            return True
    return False


def moved(event: Event, node: ast.expr, known: KnownRows) -> Traced | None:
    """Return the axes of what was put together from cells of others."""
    numbers, taken = numbered(node, operands_by_text(event))
    if numbers.shape != event.value.array.shape:
        return None
    axes: list[list[Axis]] = [[] for _ in numbers.shape]
    through = False
    for start, operand in taken:
        if not operand.value.is_array:
            continue
        size, traced = operand.value.array.size, known.of(operand)
        inside = (numbers >= start) & (numbers < start + size)
        if not inside.any():
            continue
        through = through or traced.through
        places = np.unravel_index(np.where(inside, numbers - start, 0), operand.value.array.shape)
        for at in range(numbers.ndim):
            for old, where in enumerate(places):
                if (rows := _along(where, inside, at)) is not None and traced.axes[old]:
                    axes[at].append(known.taken(event, operand, old, rows))
    return Traced(tuple(_joined(event, at, each, known) for at, each in enumerate(axes)), through)


def _joined(event: Event, at: int, axes: Sequence[Axis], known: KnownRows) -> Axis:
    """One axis of what was put together; it begins anew where no other has all its rows."""
    if event.value.array.shape[at] < 2:
        return ()
    whole = [tuple(o for o in axis if o.is_whole and not o.repeats) for axis in axes]
    rest = [o for axis in axes for o in axis if not o.is_whole or o.repeats]
    if not any(whole):
        whole = [known.begun(event, at)]
    return known.links.merged(whole, True) + tuple(rest[:MOST_ORIGINS])


def _along(where: Rows, inside: NDArray[np.bool_], at: int) -> Rows | None:
    """Return for each place of an axis where its cells come from, None where they do not agree."""
    n = where.shape[at]
    if n < 2:
        return None
    where = np.moveaxis(where, at, 0).reshape(n, -1)
    inside = np.moveaxis(inside, at, 0).reshape(n, -1)
    low = np.where(inside, where, np.iinfo(np.int64).max).min(axis=1)
    high = np.where(inside, where, -1).max(axis=1)
    if not ((low == high) | (high < 0)).all() or len(set(high.tolist())) < 2:
        return None
    return np.asarray(high, dtype=np.int64)
