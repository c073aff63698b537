"""Rows that an index chooses, and cells that are set at an index."""

from __future__ import annotations

import ast
from collections.abc import Sequence

import numpy as np

from tutor.programs.noticing.rows.known import KnownRows, Meeting
from tutor.programs.noticing.rows.origins import Axis, Traced
from tutor.programs.recorded import Event
from tutor.programs.why.evaluation import evaluated, operands_by_text


def indexed(event: Event, node: ast.Subscript, known: KnownRows) -> Traced | None:
    """Return the axes of X[idx], X[:, p], X[::2, None], P[np.arange(n), y]."""
    operands = operands_by_text(event)
    table = operands.get(ast.unparse(node.value))
    if table is None or not table.value.is_array:
        return None
    traced = known.of(table)
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    axes: list[Axis] = []
    picked: list[tuple[int, Axis]] = []
    at = 0
    for part in parts:
        index = evaluated(part, operands)
        if index is None:
            axes.append(())
            continue
        numbers = np.arange(table.value.array.shape[at])
        chosen = numbers[index]
        if chosen.ndim == 1:
            own = operands.get(ast.unparse(part))
            found = known.taken(event, table, at, chosen)
            if own is not None and own.value.is_array and own.value.dtype != "bool":
                found = found + known.of(own).axes[0]
            if not isinstance(index, slice):
                picked.append((len(axes), found))
            axes.append(found)
        elif chosen.ndim > 1:
            return None
        at += 1
    if len(picked) > 1:
        axes = _paired(event, axes, picked, traced.through, known)
    return Traced(tuple(axes) + traced.axes[at:], traced.through)


def _paired(
    event: Event,
    axes: list[Axis],
    picked: Sequence[tuple[int, Axis]],
    through: bool,
    known: KnownRows,
) -> list[Axis]:
    """P[np.arange(n), y]: the rows of P meet those of y."""
    first = picked[0][0]
    if through:
        for _, axis in picked[1:]:
            own = tuple(
                o for o in axis if o.rows is None or not o.steps or o.steps[-1].event is not event
            )
            if own:
                known.meetings.append(Meeting(event, picked[0][1], own))
    lost = {at for at, _ in picked[1:]}
    return [axis for at, axis in enumerate(axes) if at not in lost or at == first]


def set_at(event: Event, before: Event, parts: Sequence[ast.expr], known: KnownRows) -> Traced:
    """Return the axes of Y where Y[np.arange(n), y] = 1: its rows are those of y.

    P[np.arange(n), y] -= 1 meets y.
    """
    traced, operands = known.of(before), operands_by_text(event)
    axes = [*traced.axes]
    for at, part in enumerate(parts[: len(axes)]):
        rows = evaluated(part, operands)
        if not np.array_equal(rows, np.arange(before.value.array.shape[at])):
            continue
        for other in (operands.get(ast.unparse(each)) for each in parts if each is not part):
            if other is None or other.value.array.shape != (len(rows),):
                continue
            if traced.through:
                known.meetings.append(Meeting(event, axes[at], known.of(other).axes[0]))
            else:
                axes[at] = known.links.merged([axes[at], known.of(other).axes[0]], True)
    return Traced(tuple(axes), traced.through)
