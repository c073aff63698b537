"""Follows the rows of a program's arrays through its operations, from where each array was made.

What is made cell by cell keeps the rows of what it is made of; an index chooses among them; a
product hands on the rows of the one and the columns of the other. Of all other operations nothing
is known: their rows begin anew.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from tutor.programs.expressions import called, is_product, parsed, statement
from tutor.programs.noticing.origins import MOST_ORIGINS, Axis, Links, Origin, Rows, Traced
from tutor.programs.recorded import Event, Recorded
from tutor.programs.values import Value
from tutor.programs.why.evaluation import Unknown, evaluated, is_method, operands_by_text
from tutor.programs.why.moved import FUNCTIONS, METHODS, numbered
from tutor.programs.why.sources import POINTWISE

REDUCED = ("mean", "sum", "max", "min", "std", "var", "argmax", "argmin", "median", "ptp", "norm")
_POINTWISE = POINTWISE | {"copy", "asarray", "float32", "float64", "int64"}
_SHUFFLES = ("permutation", "shuffle")
MOST_EVENTS = 6_000
MOST_RUNS = 60
"""How often one place is followed."""
MOST_CELLS = 300_000
"""Cells that are moved by number, in all."""


@dataclass(frozen=True, slots=True, eq=False)
class Meeting:
    """Where what a network gives meets, row by row, what it has no part in."""

    event: Event
    given: Axis
    targets: Axis


@lru_cache(maxsize=4)
def followed(recorded: Recorded) -> RowFollower:
    """Return the rows of a run's arrays."""
    return RowFollower(recorded)


class RowFollower:
    """The rows of the arrays of a run, from its beginning on."""

    def __init__(self, recorded: Recorded) -> None:
        self.links = Links()
        self.meetings: list[Meeting] = []
        self._traced: dict[int, Traced] = {}
        self._cells = 0
        runs: Counter[int] = Counter()
        for event in recorded.events[:MOST_EVENTS] if recorded.start == 0 else ():
            place = id(event.place)
            runs[place] += 1
            is_new = id(event.value) not in self._traced
            if is_new and runs[place] <= MOST_RUNS and _is_followed(event.value):
                self._traced[id(event.value)] = self._made(event)

    def of(self, event: Event) -> Traced:
        """Return the axes of an event's value; of one that is not known each begins with it."""
        found = self._traced.get(id(event.value))
        if found is None:
            found = self._fresh(event)
            self._traced[id(event.value)] = found
        return found

    def known(self, value: Value) -> Traced | None:
        """Return the axes of a value, None where it was not followed."""
        return self._traced.get(id(value))

    def _fresh(self, event: Event, through: bool = False) -> Traced:
        shape = event.value.array.shape
        axes = (self._begun(event, axis) if n > 1 else () for axis, n in enumerate(shape))
        return Traced(tuple(axes), through)

    def _begun(self, event: Event, axis: int) -> Axis:
        root = self.links.fresh(event.number)
        return (Origin(root, event.value.array.shape[axis], base=event.value, axis=axis),)

    def _made(self, event: Event) -> Traced:
        try:
            with np.errstate(all="ignore"):
                found = self._by_kind(event)
        except (Unknown, ValueError, TypeError, IndexError):
            found = None
        if found is None or [len(found.axes)] != [event.value.array.ndim]:
            return self._fresh(event, any(self.of(each).through for each in _arrays(event)))
        return found

    def _by_kind(self, event: Event) -> Traced | None:
        text, operands = event.place.text, _arrays(event)
        if event.place.kind == "change":
            return self._changed(event)
        if event.place.kind != "operation" or not operands:
            return None
        node, name = parsed(text), called(text)
        if is_product(text):
            return self._product(event)
        if isinstance(node, ast.Subscript) and not _joins(node):
            return self._indexed(event, node)
        if name in _SHUFFLES:
            return self._shuffled(event, operands[-1])
        if name in REDUCED:
            return self._reduced(event, node, operands[0])
        is_method_of = isinstance(node, ast.Call) and is_method(node)
        pointwise = isinstance(node, ast.BinOp | ast.Compare | ast.UnaryOp) or name in _POINTWISE
        if pointwise and not (is_method_of and name in ("take",)):
            return self._combined(event, operands)
        if isinstance(node, ast.Attribute) and node.attr == "T":
            return Traced(self.of(operands[0]).axes[::-1], self.of(operands[0]).through)
        is_move = name in FUNCTIONS or (is_method_of and name in METHODS) or _joins(node)
        return self._moved(event, node) if is_move and node is not None else None

    def _changed(self, event: Event) -> Traced | None:
        if not event.operands or event.operands[0].value.shape != event.value.shape:
            return None
        before = event.operands[0]
        if called(event.place.text) == "shuffle":
            return self._shuffled(event, before)
        match statement(event.place.text):
            case ast.AugAssign(target=ast.Name() | ast.Attribute()):
                return self._combined(event, _arrays(event))
            case (
                ast.Assign(targets=[ast.Subscript(slice=ast.Tuple(elts=parts))])
                | ast.AugAssign(target=ast.Subscript(slice=ast.Tuple(elts=parts)))
            ):
                return self._set(event, before, parts)
        return self.of(before)

    def _set(self, event: Event, before: Event, parts: Sequence[ast.expr]) -> Traced:
        """Y[np.arange(n), y] = 1: the rows of Y are those of y; P[np.arange(n), y] -= 1 meets y."""
        traced, operands = self.of(before), operands_by_text(event)
        indices = [operands.get(ast.unparse(part)) for part in parts]
        axes = [*traced.axes]
        for at, index in enumerate(indices[: len(axes)]):
            if index is None or not np.array_equal(
                index.value.array, np.arange(_length(before, at))
            ):
                continue
            others = [each for each in indices if each is not None and each is not index]
            for other in others:
                if other.value.array.shape != index.value.array.shape:
                    continue
                if traced.through:
                    self.meetings.append(Meeting(event, axes[at], self.of(other).axes[0]))
                else:
                    axes[at] = self.links.merged([axes[at], self.of(other).axes[0]], True)
        return Traced(tuple(axes), traced.through)

    def _combined(self, event: Event, operands: Sequence[Event]) -> Traced:
        traced = [self.of(each) for each in operands]
        shape, axes = event.value.array.shape, list[Axis]()
        for at, n in enumerate(shape):
            back = at - len(shape)
            met = [
                (each.through, each.axes[back])
                for each, operand in zip(traced, operands, strict=True)
                if len(each.axes) >= -back and operand.value.array.shape[back] == n > 1
            ]
            axes.append(self._met(event, met))
        return Traced(tuple(axes), any(each.through for each in traced))

    def _met(self, event: Event, met: Sequence[tuple[bool, Axis]]) -> Axis:
        """One axis of what is made of several; those of the network meet those of the targets."""
        given = [axis for through, axis in met if through and axis]
        others = [axis for through, axis in met if not through and axis]
        if given and others:
            self.meetings += [Meeting(event, given[0], each) for each in others]
        if given:
            return given[0]
        return self.links.merged(others, True)

    def _product(self, event: Event) -> Traced | None:
        if len(event.operands) != 2 or len(_arrays(event)) != 2:
            return None
        left, right = (self._settled(each) for each in event.operands)
        rest = right.axes[:-2] + right.axes[-1:] if len(right.axes) > 1 else ()
        return Traced(left.axes[:-1] + rest, True)

    def _settled(self, event: Event) -> Traced:
        traced = self.of(event)
        if traced.through:
            return traced
        axes = (
            tuple(origin.settled(event.value, at) for origin in axis)
            for at, axis in enumerate(traced.axes)
        )
        return Traced(tuple(axes))

    def _shuffled(self, event: Event, before: Event) -> Traced | None:
        """Rows that were put in another order: found again by their numbers, the alike in turn."""
        if before.value.shape != event.value.shape or not event.value.shape:
            return None
        tables = (each.value.array.reshape(len(each.value.array), -1) for each in (before, event))
        old, new = (np.lexsort(table.T[::-1]) for table in tables)
        rows = np.empty(len(old), np.int64)
        rows[new] = old
        if not np.array_equal(before.value.array[rows], event.value.array, equal_nan=True):
            return None
        return self._chosen(event, before, [rows, *[None] * (event.value.array.ndim - 1)])

    def _chosen(self, event: Event, table: Event, rows: Sequence[Rows | None]) -> Traced:
        """The rows of each axis of a table that an operation leaves in their order or chooses."""
        traced = self.of(table)
        axes = []
        for at, (axis, chosen) in enumerate(zip(traced.axes, rows, strict=True)):
            if chosen is None:
                axes.append(axis)
            else:
                axes.append(tuple(o.chosen(chosen, table.value, at, event) for o in axis))
        return Traced(tuple(axes), traced.through)

    def _indexed(self, event: Event, node: ast.Subscript) -> Traced | None:
        """X[idx], X[:, p], X[::2, None], P[np.arange(n), y]."""
        operands = operands_by_text(event)
        table = operands.get(ast.unparse(node.value))
        if table is None or not table.value.is_array:
            return None
        traced = self.of(table)
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
                found = self._taken(event, table, traced, at, chosen)
                if own is not None and not isinstance(index, slice):
                    if own.value.is_array and own.value.dtype != "bool":
                        found = found + self.of(own).axes[0]
                    picked.append((len(axes), found))
                axes.append(found)
            elif chosen.ndim > 1:
                return None
            at += 1
        if len(picked) > 1:
            axes = self._paired(event, axes, picked, traced.through)
        return Traced(tuple(axes) + traced.axes[at:], traced.through)

    def _taken(self, event: Event, table: Event, traced: Traced, at: int, rows: Rows) -> Axis:
        return tuple(o.chosen(rows, table.value, at, event) for o in traced.axes[at])

    def _paired(
        self, event: Event, axes: list[Axis], picked: Sequence[tuple[int, Axis]], through: bool
    ) -> list[Axis]:
        """P[np.arange(n), y]: the rows of P meet those of y."""
        first = picked[0][0]
        if through:
            for _, axis in picked[1:]:
                own = tuple(
                    o
                    for o in axis
                    if o.rows is None or not o.steps or o.steps[-1].event is not event
                )
                if own:
                    self.meetings.append(Meeting(event, picked[0][1], own))
        lost = {at for at, _ in picked[1:]}
        return [axis for at, axis in enumerate(axes) if at not in lost or at == first]

    def _reduced(self, event: Event, node: ast.expr | None, table: Event) -> Traced | None:
        if not isinstance(node, ast.Call):
            return None
        traced, operands = self.of(table), operands_by_text(event)
        axis = axis_of(node, operands)
        if axis is None:
            return None
        axes = [*traced.axes]
        if event.value.array.ndim == len(axes):
            axes[axis] = ()
        else:
            del axes[axis]
        return Traced(tuple(axes), traced.through)

    def _moved(self, event: Event, node: ast.expr) -> Traced | None:
        self._cells += event.value.array.size
        if self._cells > MOST_CELLS:
            return None
        numbers, taken = numbered(node, operands_by_text(event))
        if numbers.shape != event.value.array.shape:
            return None
        axes: list[list[Axis]] = [[] for _ in numbers.shape]
        through = False
        for start, operand in taken:
            if not operand.value.is_array:
                continue
            size, traced = operand.value.array.size, self.of(operand)
            inside = (numbers >= start) & (numbers < start + size)
            if not inside.any():
                continue
            through = through or traced.through
            places = np.unravel_index(
                np.where(inside, numbers - start, 0), operand.value.array.shape
            )
            for at in range(numbers.ndim):
                for old, where in enumerate(places):
                    if (rows := _along(where, inside, at)) is not None and traced.axes[old]:
                        axis = traced.axes[old]
                        axes[at].append(
                            tuple(o.chosen(rows, operand.value, old, event) for o in axis)
                        )
        return Traced(tuple(self._joined(event, at, each) for at, each in enumerate(axes)), through)

    def _joined(self, event: Event, at: int, axes: Sequence[Axis]) -> Axis:
        """One axis of what was put together; it begins anew where no other has all its rows."""
        if event.value.array.shape[at] < 2:
            return ()
        whole = [tuple(o for o in axis if o.is_whole and not o.repeats) for axis in axes]
        rest = [o for axis in axes for o in axis if not o.is_whole or o.repeats]
        if not any(whole):
            whole = [self._begun(event, at)]
        return self.links.merged(whole, True) + tuple(rest[:MOST_ORIGINS])


def axis_of(call: ast.Call, operands: Any) -> int | None:
    """Return the axis that a call sums along, None where it names none; raise Unknown."""
    after = call.args if is_method(call) else call.args[1:]
    named = [each.value for each in call.keywords if each.arg == "axis"]
    if not named and not after:
        return None
    axis = evaluated(named[0] if named else after[0], operands)
    return axis if isinstance(axis, int) else None


def _along(where: Any, inside: Any, at: int) -> Rows | None:
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


def _is_followed(value: Value) -> bool:
    return value.is_array and not value.cut and 0 < value.array.ndim < 4


def _arrays(event: Event) -> list[Event]:
    return [each for each in event.operands if _is_followed(each.value)]


def _joins(node: ast.AST | None) -> bool:
    """Whether it is np.c_[...] or np.r_[...]."""
    match node:
        case ast.Subscript(value=ast.Attribute(attr="c_" | "r_")):
            return True
    return False


def _length(event: Event, axis: int) -> int:
    return int(event.value.array.shape[axis])
