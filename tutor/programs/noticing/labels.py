"""Classes that are one off: a number below 0 counts from the end, without a word."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import numpy as np

from tutor.programs.expressions import parsed, statement
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded
from tutor.programs.why.evaluation import operands_by_text

KIND = "class below 0"


def wrapped_classes(recorded: Recorded) -> Iterator[Noticed]:
    """Labels from 0 of which 1 is taken away, and that then choose a column or a row."""
    seen: dict[int, list[tuple[Event, Event]]] = {}
    for event in recorded.operations:
        for index in _shifted(event):
            if _sets_a_one(event) and index.value.array.size == 1:
                seen.setdefault(id(event.place), []).append((event, index))
            elif _chooses_classes(event, index) and (index.value.array < 0).any():
                yield Noticed(event, KIND, _said(index, int(index.value.array.min())))
    for pairs in seen.values():
        numbers = [float(index.value.array.ravel()[0]) for _, index in pairs]
        if min(numbers) < 0 and len(set(numbers)) < len(numbers):
            event, index = pairs[int(np.argmin(numbers))]
            yield Noticed(event, KIND, _said(index, int(min(numbers))))


def _said(index: Event, least: int) -> str:
    labels = index.operands[0]
    return (
        f"{labels.place.text} counts from {least + _taken_away(index)}, so {index.place.text} "
        f"comes to {least}, which NumPy counts from the end: these examples get another class."
    )


def _taken_away(index: Event) -> int:
    match parsed(index.place.text):
        case ast.BinOp(right=ast.Constant(value=int(number))):
            return number
    return 0


def _shifted(event: Event) -> Iterator[Event]:
    """Yield what is an index here and has a number taken away: y - 1."""
    node = parsed(event.place.text) or statement(event.place.text)
    match node:
        case ast.Subscript(slice=index):
            pass
        case ast.Assign(targets=[ast.Subscript(slice=index)]):
            pass
        case ast.AugAssign(target=ast.Subscript(slice=index)):
            pass
        case _:
            return
    operands = operands_by_text(event)
    for part in index.elts if isinstance(index, ast.Tuple) else [index]:
        match part:
            case ast.BinOp(op=ast.Sub(), right=ast.Constant(value=int())):
                found = operands.get(ast.unparse(part))
                if found is not None and found.operands:
                    yield found


def _sets_a_one(event: Event) -> bool:
    """Whether one 1 is set among zeros alone, or 0.99 among 0.01: the targets of one example."""
    array = event.value.array
    if event.place.kind != "change" or not event.operands or array.size < 2 or array.ndim > 2:
        return False
    before = event.operands[0].value.array
    if before.shape != array.shape:
        return False
    cells, least = np.argwhere(array != before), before.min()
    if len(cells) != 1 or not least < array[tuple(cells[0])] <= 1:
        return False
    if array.size == max(array.shape):
        return bool((before == least).all())
    row, column = cells[0]
    return bool((before[row] == least).all() or (before[:, column] == least).all())


def _chooses_classes(event: Event, index: Event) -> bool:
    """Whether it takes rows of a unit matrix, or one column of each row, some of them again."""
    chosen = index.value.array
    if not index.value.is_array or chosen.ndim != 1 or len(np.unique(chosen)) == len(chosen):
        return False
    table = event.operands[0].value.array if event.operands else chosen
    if table.ndim == 2 and table.shape[0] == table.shape[1]:
        return np.array_equal(table, np.eye(len(table)))
    rows = (each.value.array for each in event.operands[1:] if each is not index)
    return table.ndim == 2 and any(np.array_equal(each, np.arange(len(chosen))) for each in rows)
