"""Squares of numbers, m by m, where one number an example was to come out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tutor.programs.expressions import called, keyword, parsed, sign
from tutor.programs.lineage import ancestors, takers_of
from tutor.programs.naming import meaning
from tutor.programs.noticing.answers import is_equality
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded

KIND = "accidental square"
_TURNED = re.compile(r"reshape|None|newaxis|\.T\b|transpose|expand_dims")
_OF_EXAMPLES = ("Z", "A", "out", "Y", "dZ", "dA", "J", "W", "b", "db")
"""What a loss, an error or a layer is made of; distances and kernels are made of inputs."""
_TO_ONE = ("sum", "mean", "average", "count_nonzero")
_CELL_BY_CELL = ("square", "abs", "absolute", "fabs", "log", "astype", "float", "negative")
_OF_PAIRS = ("exp", "argmin", "argmax", "argsort", "sort", "min", "max", "fill_diagonal")
"""What is made of distances: kernels, and which are nearest."""
_FURTHEST = 6


def squares(recorded: Recorded) -> Iterator[Noticed]:
    """A column and a plain vector of one length make a square, or a column and a row."""
    takers = takers_of(recorded)
    for event in recorded.operations:
        if event.value.array.ndim != 2 or len(event.operands) != 2:
            continue
        one, other = sorted((each.value.shape for each in event.operands), key=_by_shape)
        n = event.value.shape[0]
        if n < 2 or event.value.shape != (n, n) or other != (n, 1) or not _pairs_cells(event):
            continue
        is_row = one == (1, n)
        if one != (n,) and not (is_row and _holds_answers(event, takers)):
            continue
        if is_row or not _is_meant(event, takers):
            row = f"(1, {n})" if is_row else f"({n},)"
            said = f"{row} and ({n}, 1) were stretched to ({n}, {n}): reshape one to the other."
            yield Noticed(event, KIND, said)


def _by_shape(shape: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    return len(shape), shape


def _holds_answers(event: Event, takers: Mapping[int, Sequence[Event]]) -> bool:
    """Whether a row is held against a column of targets, all of it to come to one number.

    Two that are turned to a row and a column right here are held so to compare all pairs.
    """
    text = event.place.text
    is_gap, is_equal = sign(text) == "Sub", is_equality(text)
    if (
        not (is_gap or is_equal)
        or _is_with_itself(event)
        or not any(map(_is_target, event.operands))
    ):
        return False
    if all(_TURNED.search(each.place.text) for each in event.operands):
        return False
    return any(map(_adds_all_up, _taking(event, takers)))


def _is_target(operand: Event) -> bool:
    """Whether it is named as targets are, itself or before it was turned."""
    named = (meaning(each.place.text) for each in (operand, *ancestors(operand)))
    return any(each is not None and each.kind == "Y" for each in named)


def _pairs_cells(event: Event) -> bool:
    text = event.place.text
    is_asked = isinstance(parsed(text), ast.Compare) or is_equality(text)
    return is_asked or sign(text) in ("Add", "Sub", "Mult")


def _is_meant(event: Event, takers: Mapping[int, Sequence[Event]]) -> bool:
    """Whether all pairs are wanted: of distances, kernels, masks, outer products."""
    if any(word in event.place.text for word in ("None", "newaxis")):
        return True  # an axis was put in right here: v[:, None] - v
    if _is_with_itself(event):
        return True
    taking = [*_taking(event, takers)]
    if any(map(_adds_all_up, taking)):
        return False
    if any(called(each.place.text) in _OF_PAIRS for each in taking):
        return True
    meant = meaning(event.name or "")
    is_named = meant is not None and meant.kind in _OF_EXAMPLES
    return not is_named and not all(map(_is_of_examples, event.operands))


def _is_with_itself(event: Event) -> bool:
    """Whether the column holds the very numbers of the vector; answers may be equal to labels."""
    values = [each.value for each in event.operands]
    if is_equality(event.place.text):
        return values[0].memory == values[1].memory
    one, other = (np.ravel(each.array) for each in values)
    return np.array_equal(one, other) and bool((one != one[0]).any())


def _is_of_examples(operand: Event) -> bool:
    named = (meaning(each.place.text) for each in (operand, *ancestors(operand)))
    return any(each is not None and each.kind in _OF_EXAMPLES for each in named)


def _taking(event: Event, takers: Mapping[int, Sequence[Event]]) -> Iterator[Event]:
    """Yield what takes a square, or what is made of it cell by cell."""
    reached, size = [event], event.value.array.size
    for _ in range(_FURTHEST):
        taking = [each for known in reached for each in takers.get(id(known.value), ())]
        yield from taking
        reached = [e for e in taking if e.value.array.size == size and _goes_cell_by_cell(e)]


def _adds_all_up(event: Event) -> bool:
    """Whether all of it is added up to one number, as a loss is, or an accuracy."""
    text = event.place.text
    is_sum = called(text) in _TO_ONE and keyword(text, "axis") is None
    return is_sum and event.value.array.size == 1


def _goes_cell_by_cell(event: Event) -> bool:
    """Whether each cell is made of one of the square, or of several such; a kernel takes exp."""
    text = event.place.text
    node = parsed(text)
    if isinstance(node, ast.UnaryOp | ast.Compare) or called(text) in _CELL_BY_CELL:
        return True
    others = [each.value.array.size for each in event.operands]
    return sign(text) in ("Add", "Sub", "Mult", "Div", "Pow") and (
        sum(size > 1 for size in others) < 2 or all(map(_is_of_examples, event.operands))
    )
