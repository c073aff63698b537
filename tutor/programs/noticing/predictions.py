"""Answers that are read from the outputs in a way that gives one answer for all."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called, parsed, respelled
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.answers import class_axis, deciding, equalities, made_from
from tutor.programs.noticing.hits import is_share
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.means import number
from tutor.programs.noticing.preparing import makers_of
from tutor.programs.recorded import Event, Recorded

_CASTS = ("astype", "int", "int32", "int64", "trunc", "floor")
_PREDICTED = re.compile(r"(?:^|\W)(?:y_?)?pred(?:s|icted|ictions?)?(?:_(?:train|test|val|dev))?$")
_FEWEST = 4
"""Answers of which one can say that all are the same."""
Array = NDArray[np.float64]


def answers_all_alike(recorded: Recorded) -> Iterator[Noticed]:
    """Probabilities that are cut at 0, or made whole numbers with no rounding."""
    told: dict[int, list[tuple[Event, Event]]] = {}
    for event in _read_from(recorded):
        if outputs := _outputs(event):
            told.setdefault(id(event.place), []).append((event, outputs))
    for pairs in told.values():
        first, outputs = pairs[0]
        before = joined([taken for _, taken in pairs])
        after = joined([each for each, _ in pairs])
        if len(after) < _FEWEST or not _are_probabilities(before):
            continue
        if np.ptp(after[(before > 0) & (before < 1)]) > 0:
            continue
        name = outputs.place.text
        if isinstance(parsed(first.place.text), ast.Compare):
            said = (
                f"{name} lies between 0 and 1, so this gives the same for all of them: cut "
                "probabilities at 0.5."
            )
        else:
            said = (
                f"This cuts off all that stands behind the point, so that every probability below "
                f"1 becomes 0: write {name} > 0.5, or round first."
            )
        yield Noticed(first, "answers all alike", said)


def _read_from(recorded: Recorded) -> list[Event]:
    """The operations by which answers were read from outputs: those that are held against others.

    Also what is called a prediction, and what decides between two numbers that are held so.
    """
    makers = first_makers(recorded)
    asked = [operand for event in equalities(recorded) for operand in event.operands]
    asked += [event for event in recorded.operations if _PREDICTED.search(event.name or "")]
    asked += deciding(recorded)
    found: dict[int, Event] = {}
    for event in asked:
        for made in made_from(event, makers):
            found.setdefault(id(made), made)
    return list(found.values())


def _outputs(event: Event) -> Event | None:
    """What is cut at a number beyond all probabilities, or cast: None for any other operation."""
    taken = [each for each in event.operands if each.value.dtype.startswith("float")]
    if len(taken) != 1 or taken[0].value.array.size != event.value.array.size:
        return None
    match parsed(event.place.text):
        case ast.Compare(left=left, ops=[ast.Gt() | ast.GtE() | ast.Lt() | ast.LtE()]) as node:
            others = [e for e in (left, *node.comparators) if not _is_at(e, taken[0])]
            bounds = (number(each, event) for each in others)
            bound = next((each for each in bounds if each is not None), 0.5)
            return taken[0] if bound <= 0 or bound >= 1 else None
    is_whole = event.value.dtype.startswith(("int", "uint")) or not event.value.array.any()
    return taken[0] if called(event.place.text) in _CASTS and is_whole else None


def _is_at(node: ast.expr, event: Event) -> bool:
    return ast.unparse(node) == respelled(event.place.text)


def joined(events: Sequence[Event]) -> Array:
    """Return the numbers of all these in one row."""
    return np.concatenate([np.asarray(each.value.array, dtype=float).ravel() for each in events])


def _are_probabilities(numbers: Array) -> bool:
    """Whether nearly all lie between 0 and 1, and none beyond."""
    if not np.isfinite(numbers).all() or numbers.min() < 0 or numbers.max() > 1:
        return False
    is_between = (numbers > 0) & (numbers < 1)
    return bool(is_between.mean() > 0.9 and np.ptp(numbers) > 0)


def classes_over_examples(recorded: Recorded) -> Iterator[Noticed]:
    """The largest is looked for along the examples, or in the whole table, and not in each one."""
    makers = first_makers(recorded)
    for event in equalities(recorded):
        largest = [_largest(operand, makers) for operand in event.operands]
        axes = {
            axis
            for each in largest
            if each is not None and (axis := class_axis(each.operands[0].value.array)) is not None
        }
        if len(event.operands) == 2 and not axes:
            yield from _one_for_all(event, recorded)
        if len(event.operands) != 2 or len(axes) != 1:
            continue
        (axis,) = axes
        for each in largest:
            if each is None or each.operands[0].value.array.ndim != 2:
                continue
            table = each.operands[0].value.array
            examples = table.shape[1 - axis]
            if examples > 1 and each.value.array.size != examples:
                said = (
                    f"The classes lie along axis {axis}: this does not find that of each of the "
                    f"{examples} examples. Write axis={axis}."
                )
                yield Noticed(each, "classes over examples", said)


def _one_for_all(event: Event, recorded: Recorded) -> Iterator[Noticed]:
    """The number of the largest output of all examples, held against the label of each."""
    for answer, labels in zip(event.operands, event.operands[::-1], strict=True):
        if answer.value.array.size != 1 or not is_share(event, recorded):
            continue
        found = makers_of(recorded).of(answer)
        if called(found.place.text) != "argmax" or not found.operands:
            continue
        table, right = found.operands[0].value.array, labels.value.array
        is_output = table.ndim == 2 and table.dtype.kind == "f" and min(table.shape) > 1
        examples = right.size
        if not is_output or table.shape.count(examples) != 1 or np.unique(right).size < 2:
            continue
        axis = 1 - table.shape.index(examples)
        classes = table.shape[axis]
        if np.isin(right, range(classes)).all():
            said = (
                f"This finds one number, the place of the largest of all, for {examples} examples: "
                f"the class of each is wanted. Write axis={axis}."
            )
            yield Noticed(found, "classes over examples", said)


def _largest(event: Event, makers: Mapping[int, Event]) -> Event | None:
    """The operation that looked for the largest of a table, if such a one gave a value."""
    made = makers.get(id(event.value), event)
    is_largest = called(made.place.text) == "argmax" and bool(made.operands)
    return made if is_largest else None
