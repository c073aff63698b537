"""Labels that set whole rows or columns of a table of targets, and not one cell an example."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

import numpy as np

from tutor.programs.expressions import statement
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded
from tutor.programs.why.evaluation import operands_by_text

KIND = "whole columns set"
_FEWEST = 6


def whole_columns_set(recorded: Recorded) -> Iterator[Noticed]:
    """T[:, labels] = 1 and T[labels] = 1, also T[label] = 1 of one example after another."""
    singly: dict[int, list[tuple[Event, Event]]] = {}
    for event in recorded.operations:
        index = _index(event)
        if index is None or event.value.array.ndim != 2:
            continue
        if index.value.array.ndim == 1 and _are_labels([index], event):
            yield Noticed(event, KIND, _said(event, index, "np.arange(len({}))"))
        elif index.value.array.size == 1:
            singly.setdefault(id(event.place), []).append((event, index))
    for pairs in singly.values():
        event = pairs[0][0]
        for length in {*event.value.array.shape}:
            if len(pairs) >= length and _are_labels([index for _, index in pairs[:length]], event):
                yield Noticed(event, KIND, _said(event, pairs[0][1], "the example's number"))
                break


def _said(event: Event, index: Event, number: str) -> str:
    labels = index.place.text
    return (
        f"This sets 1 in whole rows or columns, for every example whose class occurs: of each "
        f"example one cell is meant, at {number.format(labels)} and {labels}."
    )


def _index(event: Event) -> Event | None:
    """What chooses whole rows or columns that are set to 1: labels of T[:, labels] = 1."""
    if event.place.kind != "change":
        return None
    match statement(event.place.text):
        case ast.Assign(
            targets=[ast.Subscript(slice=chosen)], value=ast.Constant(value=int() | float() as one)
        ) if one == 1:
            pass
        case _:
            return None
    parts = chosen.elts if isinstance(chosen, ast.Tuple) else [chosen]
    picked = [each for each in parts if ast.unparse(each) != ":"]
    found = operands_by_text(event).get(ast.unparse(picked[0])) if len(picked) == 1 else None
    is_whole = found is not None and found.value.dtype.startswith(("int", "uint"))
    return found if is_whole else None


def _are_labels(indices: Sequence[Event], event: Event) -> bool:
    """Whether there is one number an example, some again, each below the number of classes."""
    numbers = np.concatenate([each.value.array.ravel() for each in indices])
    shape = event.value.array.shape
    if len(numbers) < _FEWEST or len(numbers) not in shape or numbers.min() < 0:
        return False
    classes = shape[1 - shape.index(len(numbers))]
    return bool(numbers.max() < classes and len(np.unique(numbers)) < len(numbers))
