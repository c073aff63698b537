"""Follows the rows of a program's arrays through its operations, from where each array was made.

What is made cell by cell keeps the rows of what it is made of; an index chooses among them; a
product hands on the rows of the one and the columns of the other. Of all other operations nothing
is known: their rows begin anew.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from tutor.programs.expressions import called, is_product, parsed, statement
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.noticing.rows.indices import indexed, set_at
from tutor.programs.noticing.rows.known import KnownRows, Meeting, arrays, is_followed
from tutor.programs.noticing.rows.moves import is_move, joins, moved
from tutor.programs.noticing.rows.origins import Axis, Traced
from tutor.programs.noticing.rows.shuffles import shuffled
from tutor.programs.recorded import Event, Recorded
from tutor.programs.why.evaluation import Unknown, evaluated, is_method, operands_by_text
from tutor.programs.why.sources import POINTWISE

REDUCED = ("mean", "sum", "max", "min", "std", "var", "argmax", "argmin", "median", "ptp", "norm")
_POINTWISE = POINTWISE | {"copy", "asarray", "float32", "float64", "int64"}
SHUFFLES = ("permutation", "shuffle")
MOST_EVENTS = 6_000
MOST_RUNS = 60
"""How often one place is followed."""
MOST_CELLS = 300_000
"""Cells that are moved by number, in all."""


@lru_cache(maxsize=4)
def followed(recorded: Recorded) -> KnownRows:
    """Return the rows of a run's arrays."""
    known = KnownRows()
    follower = _Follower(known, moved_along(recorded).parameters)
    runs: Counter[int] = Counter()
    with np.errstate(all="ignore"):
        for event in recorded.events[:MOST_EVENTS]:
            place = id(event.place)
            runs[place] += 1
            is_new = known.known(event.value) is None
            if is_new and runs[place] <= MOST_RUNS and is_followed(event.value):
                known.keep(event.value, follower.made(event))
    return known


class _Follower:
    """Tells the rows of what an operation made by the rows of what it took."""

    def __init__(self, known: KnownRows, parameters: Collection[int]) -> None:
        self._known = known
        self._parameters = parameters
        self._has_begun = False
        """Whether a product has taken a parameter that is moved."""
        self._cells = 0

    def made(self, event: Event) -> Traced:
        try:
            found = self._by_kind(event)
        except (Unknown, ValueError, TypeError, IndexError):
            found = None
        if found is None or [len(found.axes)] != [event.value.array.ndim]:
            through = any(self._known.of(each).through for each in arrays(event))
            return self._known.fresh(event, through)
        return found

    def _by_kind(self, event: Event) -> Traced | None:
        if event.place.kind == "change":
            return self._changed(event)
        operands = arrays(event)
        node, kind = _kind_of(event.place.text)
        if event.place.kind != "operation" or not operands or node is None:
            return None
        match kind, node:
            case "product", _:
                return self._product(event)
            case "index", ast.Subscript():
                return indexed(event, node, self._known)
            case "shuffle", _:
                return shuffled(event, operands[-1], self._known)
            case "reduced", _:
                return self._reduced(event, node, operands[0])
            case "pointwise", _:
                return self._combined(event, operands)
            case "turned", _:
                traced = self._known.of(operands[0])
                return Traced(traced.axes[::-1], traced.through)
            case "moved", _:
                self._cells += event.value.array.size
                return moved(event, node, self._known) if self._cells <= MOST_CELLS else None
        return None

    def _changed(self, event: Event) -> Traced | None:
        if not event.operands or event.operands[0].value.shape != event.value.shape:
            return None
        before = event.operands[0]
        if called(event.place.text) == "shuffle":
            return shuffled(event, before, self._known)
        match statement(event.place.text):
            case ast.AugAssign(target=ast.Name() | ast.Attribute()):
                return self._combined(event, arrays(event))
            case (
                ast.Assign(targets=[ast.Subscript(slice=ast.Tuple(elts=parts))])
                | ast.AugAssign(target=ast.Subscript(slice=ast.Tuple(elts=parts)))
            ):
                return set_at(event, before, parts, self._known)
        return self._known.of(before)

    def _combined(self, event: Event, operands: Sequence[Event]) -> Traced:
        traced = [self._known.of(each) for each in operands]
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
            self._known.meetings += [Meeting(event, given[0], each) for each in others]
        if given:
            return given[0]
        return self._known.links.merged(others, True)

    def _product(self, event: Event) -> Traced | None:
        if len(event.operands) != 2 or len(arrays(event)) != 2:
            return None
        left, right = (self._known.settled(each) for each in event.operands)
        rest = right.axes[:-2] + right.axes[-1:] if len(right.axes) > 1 else ()
        return Traced(left.axes[:-1] + rest, self._is_of_network(event))

    def _is_of_network(self, product: Event) -> bool:
        """Whether a product is more than how targets are made up of what is there: X @ truth."""
        sides = [*product.operands, *(e for each in product.operands for e in each.operands)]
        is_moved = any(id(each.value) in self._parameters for each in sides)
        is_before = not self._has_begun
        self._has_begun |= is_moved
        through = any(self._known.of(each).through for each in arrays(product))
        return is_moved or through or not is_before or not self._parameters

    def _reduced(self, event: Event, node: ast.expr, table: Event) -> Traced | None:
        if not isinstance(node, ast.Call):
            return None
        traced, operands = self._known.of(table), operands_by_text(event)
        axis = axis_of(node, operands)
        if axis is None:
            return None
        axes = [*traced.axes]
        if event.value.array.ndim == len(axes):
            axes[axis] = ()
        else:
            del axes[axis]
        return Traced(tuple(axes), traced.through)


@lru_cache(maxsize=4096)
def _kind_of(text: str) -> tuple[ast.expr | None, str]:
    """How an operation makes its rows, "" where nothing is known of that."""
    node, name = parsed(text), called(text)
    if node is None:
        return None, ""
    kinds = {
        "product": is_product(text),
        "index": isinstance(node, ast.Subscript) and not joins(node),
        "shuffle": name in SHUFFLES,
        "reduced": name in REDUCED,
        "pointwise": _is_pointwise(node, name),
        "turned": isinstance(node, ast.Attribute) and node.attr == "T",
        "moved": is_move(node, name),
    }
    return node, next((kind for kind, is_it in kinds.items() if is_it), "")


def _is_pointwise(node: ast.expr, name: str) -> bool:
    is_taken = isinstance(node, ast.Call) and is_method(node) and name == "take"
    is_sign = isinstance(node, ast.BinOp | ast.Compare | ast.UnaryOp)
    return (is_sign or name in _POINTWISE) and not is_taken


def axis_of(call: ast.Call, operands: Any) -> int | None:
    """Return the axis that a call sums along, None where it names none; raise Unknown."""
    after = call.args if is_method(call) else call.args[1:]
    named = [each.value for each in call.keywords if each.arg == "axis"]
    if not named and not after:
        return None
    axis = evaluated(named[0] if named else after[0], operands)
    return axis if isinstance(axis, int) else None
