"""Classes that are looked for among the units of a hidden layer."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tutor.programs.expressions import called, is_product, parsed
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.answers import equalities, made_from
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.predictions import Array, joined
from tutor.programs.recorded import Event, Recorded

KIND = "answers of a hidden layer"
_FEWEST = 8
_DEEP = 5
_JOINS = ("hstack", "vstack", "concatenate", "column_stack", "append", "insert")


def answers_of_hidden_layers(recorded: Recorded) -> Iterator[Noticed]:
    """The argmax of what goes on into the next layer, of more units than there are classes."""
    makers = first_makers(recorded)
    asked: dict[int, list[Event]] = {}
    for event in equalities(recorded):
        if len(event.operands) == 2:
            asked.setdefault(id(event.place), []).append(event)
    for events in asked.values():
        for at in (0, 1):
            argmax = _argmax(events[0].operands[at], makers)
            labels = joined([event.operands[1 - at] for event in events])
            if argmax is None or not _has_more_units(argmax, labels):
                continue
            table = argmax.operands[0]
            product = _goes_on_into(table, recorded, makers) if _is_layers(table, makers) else None
            if product is not None:
                said = (
                    f"{table.place.text} is no output: it goes on into {product.place.text} (line "
                    f"{product.line}). Look for the greatest of what the last layer gives."
                )
                yield Noticed(argmax, KIND, said)


def _argmax(answer: Event, makers: Mapping[int, Event]) -> Event | None:
    tables = [each for each in answer.operands if each.value.array.ndim]  # best of best[k]
    made = [answer, *(made for each in (answer, *tables) for made in made_from(each, makers))]
    return next((e for e in made if called(e.place.text) == "argmax" and e.operands), None)


def _has_more_units(argmax: Event, labels: Array) -> bool:
    """Whether there are more units than labels, which count from 0 or from 1."""
    units = argmax.operands[0].value.array.size // max(1, argmax.value.array.size)
    if len(labels) < _FEWEST or not np.isfinite(labels).all() or (labels % 1).any():
        return False
    least, most = float(labels.min()), float(labels.max())
    return least in (0, 1) and least < most < units - 1 + least


def _is_layers(event: Event, makers: Mapping[int, Event], depth: int = _DEEP) -> bool:
    """Whether it is made by a product of matrices, and no data."""
    made = makers.get(id(event.value), event)
    if is_product(made.place.text):
        return True
    like = [e for e in made.operands if e.value.array.size == event.value.array.size]
    return depth > 0 and any(_is_layers(each, makers, depth - 1) for each in like)


def _goes_on_into(table: Event, recorded: Recorded, makers: Mapping[int, Event]) -> Event | None:
    """The product of matrices that takes a table, with its activation or a column of ones."""
    for event in recorded.operations:
        if is_product(event.place.text) and len(event.operands) == 2:
            taken = [_is_made_of(each, table, makers) for each in event.operands]
            if taken[0] != taken[1]:
                return event
    return None


def _is_made_of(event: Event, table: Event, makers: Mapping[int, Event]) -> bool:
    for _ in range(_DEEP):
        if event.value is table.value:
            return True
        made = makers.get(id(event.value), event)
        tables = [each for each in made.operands if each.value.array.size >= table.value.array.size]
        if len(tables) != 1 or not (_is_of_one(made.operands) or _is_joined(made)):
            return False
        event = tables[0]
    return False


def _is_of_one(operands: Sequence[Event]) -> bool:
    """Whether one array alone was taken, besides numbers."""
    return sum(each.value.array.size > 1 for each in operands) == 1


def _is_joined(event: Event) -> bool:
    match parsed(event.place.text):
        case ast.Subscript(value=ast.Attribute(attr="c_" | "r_")):
            return True
    return called(event.place.text) in _JOINS
