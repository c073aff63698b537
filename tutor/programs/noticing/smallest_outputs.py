"""The class of the smallest output is taken for the answer, where that of the largest is right."""

from __future__ import annotations

import ast
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called, parsed
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.answers import is_equality
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded

KIND = "smallest output"
_FEWEST, _MOST_CLASSES = 8, 64
_NEAR = 6
"""Rows of numbers before an answer among which the outputs are."""
_TOP = re.compile(r"top|best|largest|most_likely", re.IGNORECASE)
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """Answers that are held against a label, and the outputs of that example."""

    event: Event
    answers: Event
    label: float
    outputs: Array

    @property
    def chosen(self) -> set[float]:
        return {float(each) for each in self.answers.value.array.ravel()}

    def first(self, sign: int) -> list[int]:
        """The classes of as many outputs as there are answers, the largest (-1) or smallest."""
        order = np.argsort(sign * self.outputs, kind="stable")
        return [int(each) for each in order[: len(self.chosen)]]


def smallest_for_largest(recorded: Recorded) -> Iterator[Noticed]:
    """np.argsort(p)[0] == t and np.argmin(P, axis=1) == t, t in np.argsort(p)[:3]."""
    asked: dict[tuple[int, int], list[_Asked]] = {}
    for each, at in [*_one_by_one(recorded), *_all_at_once(recorded)]:
        asked.setdefault((id(each.event.place), at), []).append(each)
    for every in asked.values():
        if len(every) < _FEWEST or not all({*e.first(1)} == e.chosen for e in every):
            continue
        right = [sum(e.label in e.first(sign) for e in every) for sign in (1, -1)]
        if right[0] < right[1]:
            many = len(every[0].chosen) > 1
            said = (
                f"The smallest output{'s are' if many else ' is'} chosen here, and the labels go "
                f"with the largest: argsort begins with the smallest."
            )
            yield Noticed(_made(every[-1], recorded), KIND, said)
    yield from _top_of_all(recorded)


def _one_by_one(recorded: Recorded) -> Iterator[tuple[_Asked, int]]:
    """Each answer beside the outputs that were known last before it."""
    sides = {id(place): found for place in recorded.map.places if (found := _sides(place.text))}
    rows: deque[Event] = deque(maxlen=_NEAR)
    for event in recorded.events if sides else ():
        if 1 < event.value.array.size <= _MOST_CLASSES and event.value.is_array:
            rows.append(event)
        if id(event.place) not in sides or not event.is_operation or len(event.operands) != 2:
            continue
        known = next((each for each in reversed(rows) if _are_outputs(each)), None)
        for at, other in sides[id(event.place)] if known is not None else ():
            answers, label = event.operands[at], event.operands[other]
            outputs = np.asarray(known.value.array if known else (), dtype=float).ravel()
            is_one = label.value.array.size == 1 and 0 < answers.value.array.size < len(outputs)
            if is_one and _are_classes(answers) and _are_classes(label):
                number = float(label.value.array.ravel()[0])
                yield _Asked(event, answers, number, outputs), at


def _sides(text: str) -> list[tuple[int, int]]:
    """Which side may be the answers, and which the label: of a == b either, of a in b the last."""
    if is_equality(text):
        return [(0, 1), (1, 0)]
    return [(1, 0)] if _is_membership(text) else []


def _are_outputs(event: Event) -> bool:
    """Whether it may be the outputs of one example, each between 0 and 1."""
    value = event.value
    if not value.is_array or not 1 < value.array.size <= _MOST_CLASSES or value.cut:
        return False
    is_row = value.array.size == max(value.array.shape) and value.dtype.startswith("float")
    return is_row and bool(((value.array > 0) & (value.array < 1)).any()) and _is_share(value.array)


def _is_share(array: NDArray[np.float64]) -> bool:
    return bool((array >= 0).all() and (array <= 1).all())


def _are_classes(event: Event) -> bool:
    array = event.value.array
    return array.ndim < 2 and bool((array % 1 == 0).all() and (array >= 0).all())


def _is_membership(text: str) -> bool:
    match parsed(text):
        case ast.Compare(ops=[ast.In()]):
            return True
    return False


def _all_at_once(recorded: Recorded) -> Iterator[tuple[_Asked, int]]:
    """np.argmin(P, axis=1) == labels, taken apart."""
    makers = first_makers(recorded)
    for event in recorded.operations:
        if not is_equality(event.place.text) or len(event.operands) != 2:
            continue
        for at, (answers, labels) in enumerate((event.operands, event.operands[::-1])):
            made = makers.get(id(answers.value), answers)
            if called(made.place.text) != "argmin" or not made.operands:
                continue
            P, found = made.operands[0].value.array, labels.value.array.ravel()
            if P.ndim != 2 or P.shape.count(len(found)) != 1 or not _is_share(P):
                continue
            rows = P if P.shape[0] == len(found) else P.T
            given = answers.value.array.ravel()
            if len(given) == len(found):
                for n, row in enumerate(rows):
                    yield _Asked(event, _single(made, given[n]), float(found[n]), row), at


def _single(event: Event, number: float) -> Event:
    value = replace(event.value, array=np.asarray(number), shape=())
    return Event(event.number, event.place, event.node, value)


def _top_of_all(recorded: Recorded) -> Iterator[Noticed]:
    """top = np.argsort(P, axis=1)[:, :3] of probabilities that come to 1 for each example."""
    makers = first_makers(recorded)
    told: set[int] = set()
    for event in recorded.operations:
        node = parsed(event.place.text)
        if not isinstance(node, ast.Subscript) or event.value.array.ndim != 2 or not event.operands:
            continue
        order = makers.get(id(event.operands[0].value), event.operands[0])
        if called(order.place.text) != "argsort" or not order.operands or id(event.place) in told:
            continue
        P, chosen = order.operands[0].value.array, event.value.array
        line = recorded.program.lines[event.line - 1]
        if P.ndim != 2 or not _TOP.search(line) or chosen.shape[0] != P.shape[0]:
            continue
        count = chosen.shape[1]
        is_first = np.array_equal(chosen, np.argsort(P, axis=1)[:, :count])
        if is_first and count < P.shape[1] and np.allclose(P.sum(axis=1), 1) and _is_share(P):
            told.add(id(event.place))
            said = "These are the smallest: argsort begins with them. Take the last ones."
            yield Noticed(event, KIND, said)


def _made(asked: _Asked, recorded: Recorded) -> Event:
    """The operation that gave an answer the name by which it is asked for."""
    answers = asked.answers
    if answers.is_operation:
        return answers
    before: Sequence[Event] = [e for e in recorded.operations if e.number <= answers.number]
    named = (e for e in reversed(before) if e.name == answers.place.text)
    return next(named, asked.event)
