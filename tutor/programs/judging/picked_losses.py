"""Each example's share of its own class, picked out of a table, or more than that."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import numpy as np

from tutor.programs.expressions import called, parsed
from tutor.programs.judging.compared_pass import Array, CodeDifference, ComparedPass, numbers
from tutor.programs.judging.tracing import Tracer
from tutor.programs.recorded import Event

_DIAGONAL = ("diag", "diagonal", "trace", "einsum")


def picked_losses(compared: ComparedPass) -> Iterator[CodeDifference]:
    """Yield where whole columns, or rows, are taken for the outputs of the examples' classes."""
    Y, m, outputs = compared.each.Y, compared.truth.m, compared.reference.layers[-1]
    if Y is None or outputs < 2 or m < 2 or not _is_one_hot(Y):
        return
    tracer, last = Tracer(compared), compared.each.products[-1].event
    for event in compared.each.events:
        index = _only_index(event) if event.number > last.number else None
        table = event.operands[0].value.array if index is not None else np.zeros(0)
        if index is None or table.size != m * outputs or table.ndim != 2:
            continue
        is_choice = index.value.dtype == "bool"  # of examples: p[y == 1]
        is_of_classes = not is_choice and np.array_equal(numbers(index).ravel(), Y.argmax(axis=0))
        is_of_outputs = id(last) in tracer.behind(event.operands[0])
        if is_of_classes and is_of_outputs and not _is_cut_down(event, compared):
            said = (
                f"This takes {event.value.array.size} numbers, whole rows or columns: with the "
                f"number of each example beside its class there are {m}, one an example."
            )
            yield CodeDifference(event, "J", said, True, True, True)


def _is_one_hot(Y: Array) -> bool:
    return bool(np.isin(Y, (0, 1)).all() and (Y.sum(axis=0) == 1).all())


def _only_index(event: Event) -> Event | None:
    """The classes, where a table has no other index than these: p[:, y], p[y]."""
    node = parsed(event.place.text)
    if not isinstance(node, ast.Subscript) or len(event.operands) != 2:
        return None
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    alone = [each for each in parts if not isinstance(each, ast.Slice)]
    is_alone = len(alone) == 1 and all(
        ast.unparse(each) == ":" for each in parts if each not in alone
    )
    return event.operands[1] if is_alone else None


def _is_cut_down(event: Event, compared: ComparedPass) -> bool:
    """Whether only the diagonal of it counts."""
    takes = (e for e in compared.each.events if event in e.operands)
    return any(called(each.place.text) in _DIAGONAL for each in takes)
