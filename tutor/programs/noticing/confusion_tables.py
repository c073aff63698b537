"""Precision and recall of each class that have changed places, as the answers themselves tell."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import is_contraction, parsed
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.answers import made_from
from tutor.programs.noticing.confused_counts import KIND, count_called
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.score_names import ANSWERED, TRUE, scores_in
from tutor.programs.noticing.source import nodes_of
from tutor.programs.recorded import Event, Recorded

_FEWEST, _MOST_CLASSES, _MOST_ARRAYS = 8, 20, 40
_OTHER = {"recall": "precision", "precision": "recall"}
_DIVIDES_BY = {
    "recall": "how many there are of each class",
    "precision": "how often each class was answered",
}
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Answers:
    """The class of each example, as an array has it, and when that was first known."""

    classes: NDArray[np.int64]
    since: int
    name: str

    @property
    def is_answered(self) -> bool:
        """Whether its name says that it was answered."""
        return bool(ANSWERED.search(self.name)) and not self.is_true

    @property
    def is_true(self) -> bool:
        """Whether its name says that it is so."""
        return bool(TRUE.search(self.name))


@dataclass(frozen=True, slots=True, eq=False)
class _Scores:
    """How often each class was answered for each one that was true, a row a true class."""

    table: Array

    def by(self, score: str) -> Array:
        """Return a score of each class."""
        with np.errstate(all="ignore"):
            each = np.diag(self.table) / self.table.sum(axis=int(score == "recall"))
        return np.asarray(each)

    def is_one(self, told: Array, score: str) -> bool:
        """Whether numbers are a score of each class, of their mean, or of the second of two."""
        each = self.by(score)
        known = [each, np.atleast_1d(each.mean())]
        known += [each[1:]] if len(each) == 2 else []
        return any(_is_close(told, one) for one in known)


def scores_that_changed_places(recorded: Recorded) -> Iterator[Noticed]:
    """precision = np.diag(table) / table.sum(axis=1), where a row is a true class."""
    told: dict[str, list[tuple[str, Event]]] = {}
    for score, event in scores_in(recorded):
        if score in _OTHER:
            told.setdefault(f"{event.line} {event.place.text}", []).append((score, event))
    known = [*_known_scores(recorded)] if told else []
    wrong: list[tuple[str, Event, _Scores]] = []
    right: list[Event] = []
    for pairs in told.values():
        (score, first), values = pairs[0], [np.ravel(event.value.array) for _, event in pairs]
        numbers = np.concatenate(values).astype(float)
        if any(each.is_one(numbers, score) for each in known):
            right.append(first)
            continue
        confused = next((each for each in known if each.is_one(numbers, _OTHER[score])), None)
        if confused is not None:
            wrong.append((score, first, confused))
    table = _turned_table(recorded, wrong[0][2]) if wrong else None
    code = recorded.program.code
    of_table = {score for score, event, _ in wrong if table and _takes(event, table, code)}
    if (
        table
        and len(of_table) == len(_OTHER)
        and not any(_takes(each, table, code) for each in right)
    ):
        said = (
            "A row of this table is a class that was answered, and precision and recall are taken "
            "from it as if it were a true one: put the true class first."
        )
        yield Noticed(table, "table turned", said)
        return
    for score, event, _ in wrong:
        said = (
            f"This is the {_OTHER[score]}, by another name: the {score} divides what is right by "
            f"{_DIVIDES_BY[score]}."
        )
        yield Noticed(_count_astray(score, event, recorded) or event, KIND, said)


def _count_astray(score: str, event: Event, recorded: Recorded) -> Event | None:
    """What counts fp, or fn, where the score is made of it as it is to be."""
    count = {"precision": "fp", "recall": "fn"}[score]
    node = parsed(event.place.text)
    names = {e.id for e in ast.walk(node) if isinstance(e, ast.Name)} if node else set()
    counts = {count_called(name): name for name in names}
    if counts.keys() != {"", "tp", count} and counts.keys() != {"tp", count}:
        return None
    before = (e for e in reversed(recorded.operations) if e.number < event.number)
    return next((e for e in before if e.name == counts[count]), None)


def _known_scores(recorded: Recorded) -> Iterator[_Scores]:
    """The scores of answers, which were known later than the labels that they are held against."""
    for one, other in combinations(_answers(recorded), 2):
        true, answered = sorted((one, other), key=lambda each: each.since)
        is_known = true.since < answered.since and not (true.is_answered or answered.is_true)
        if len(true.classes) == len(answered.classes) and is_known:
            size = int(max(true.classes.max(), answered.classes.max())) + 1
            table = np.zeros((size, size))
            np.add.at(table, (true.classes, answered.classes), 1)
            if size > 1:
                yield _Scores(table)


def _answers(recorded: Recorded) -> Sequence[_Answers]:
    makers, found = first_makers(recorded), dict[int, _Answers]()
    for event in recorded.events:
        if not event.value.is_array or id(event.value) in found or event.value.cut:
            continue
        array = event.value.array
        if array.size < _FEWEST or array.size != max(array.shape, default=0):
            continue
        if (array % 1 == 0).all() and 0 <= array.min() < array.max() < _MOST_CLASSES:
            name = event.name or event.place.text
            classes = array.ravel().astype(int)
            found[id(event.value)] = _Answers(classes, _since(event, makers), name)
    return [*found.values()][-_MOST_ARRAYS:]


def _since(event: Event, makers: Mapping[int, Event]) -> int:
    """When the outputs were computed that an array was read from; before all else data were."""
    made: Event | None = None
    for each in made_from(event, makers):
        made = each
        if is_contraction(each.place.text):
            return each.number
    if made is None or (made.operands and all(id(e.value) not in makers for e in made.operands)):
        return -1
    return made.number


def _turned_table(recorded: Recorded, scores: _Scores) -> Event | None:
    """What first gave a table the counts with the answers as its rows, or changed it last."""
    turned = scores.table.T
    for event in recorded.events:
        array = event.value.array
        if array.shape == turned.shape and np.array_equal(array, turned):
            changes = [
                each
                for each in recorded.operations
                if each.place.kind == "change" and each.name == event.place.text
            ]
            return event if event.is_operation else changes[-1] if changes else None
    return None


def _takes(event: Event, table: Event, code: str) -> bool:
    """Whether the name of a table is in an expression, or in what its names are given."""
    node = parsed(event.place.text)
    named = {ast.unparse(e) for e in ast.walk(node) if isinstance(e, ast.expr)} if node else set()
    given = (
        each.value
        for each in nodes_of(code)
        if isinstance(each, ast.Assign) and {ast.unparse(to) for to in each.targets} & named
    )
    behind = {ast.unparse(e) for value in given for e in ast.walk(value) if isinstance(e, ast.Name)}
    return table.name in named | behind


def _is_close(one: Array, other: Array) -> bool:
    """Whether all numbers are the same, and tell enough to be no chance."""
    if one.shape != other.shape:
        return False
    known = np.isfinite(one) & np.isfinite(other)
    is_telling = bool(((one[known] > 0) & (one[known] < 1)).any())
    return is_telling and bool(np.allclose(one[known], other[known], rtol=1e-9))
