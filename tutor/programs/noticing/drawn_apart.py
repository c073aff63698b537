"""Inputs and targets side by side of which each is drawn anew."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tutor.programs.expressions import called, parsed
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.pairing import CLEARLY, Table, classes_apart, likeness
from tutor.programs.noticing.source import nodes_of
from tutor.programs.recorded import Event, Recorded
from tutor.programs.values import Value

FEWEST = 12
"""Rows from which one can tell whether targets belong to them."""
_NEAR = 2
"""Lines at most between the two."""


@dataclass(frozen=True, slots=True, eq=False)
class _Draw:
    """Rows that are taken from a table in an order that is drawn."""

    event: Event
    table: Value
    rows: Value | None
    """Their numbers, None where a function draws and tells none."""

    @property
    def is_input(self) -> bool:
        return self.table.array.ndim == 2 and self.table.array.shape[1] > 1


def drawn_apart(recorded: Recorded) -> Iterator[Noticed]:
    """X[rows] beside y[np.random.choice(n, size)], and X[order] beside permutation(y)."""
    draws: dict[int, list[_Draw]] = {}
    for event in recorded.operations if recorded.start == 0 else ():
        if (draw := _draw(event)) is not None:
            draws.setdefault(event.node, []).append(draw)
    told: set[int] = set()
    for together in draws.values():
        for one, other in pairwise(together):
            place = id(other.event.place)
            if place in told or not _are_beside(one, other):
                continue
            given, target = (one, other) if one.is_input else (other, one)
            if not given.is_input or _is_paired(given, target, together):
                continue
            told.add(place)
            if _are_parted(given, target):
                said = "Inputs and targets are drawn apart here: take the same rows of both."
                yield Noticed(other.event, "two permutations", said)


def left_as_they_were(recorded: Recorded) -> Iterator[Noticed]:
    """X, y = X[order], y: the targets keep the places that their examples leave."""
    told: set[int] = set()
    for event in recorded.operations:
        given = _draw(event)
        if given is None or given.rows is None or not given.is_input or id(event.place) in told:
            continue
        told.add(id(event.place))
        is_mixed = np.array_equal(np.sort(given.rows.array), np.arange(len(given.table.array)))
        names = _renamed(event.line, recorded) if is_mixed else []
        if any(_stays(name, given, recorded) for name in names):
            said = "The examples change places here, and their targets stay as they were."
            yield Noticed(event, "two permutations", said)


def _renamed(line: int, recorded: Recorded) -> list[str]:
    """What a line gives the value of another name, beside something else."""
    for node in nodes_of(recorded.program.code):
        match node:
            case ast.Assign(
                targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values), lineno=at
            ) if at == line:
                pairs = zip(targets, values, strict=False)
                return [ast.unparse(to) for to, given in pairs if isinstance(given, ast.Name)]
    return []


def _stays(name: str, given: _Draw, recorded: Recorded) -> bool:
    """Whether it names targets as they belonged to the examples before these were mixed."""
    later = (e for e in recorded.events if e.number > given.event.number)
    target = next((e for e in later if e.place.text == name), None)
    if target is None or target.value.cut or not 0 < target.value.array.ndim < 3:
        return False
    table = target.value
    if table is given.table or len(table.array) != len(given.table.array):
        return False
    taken = (e for e in recorded.operations if e.operands and e.operands[0].value is table)
    by_rows = (e for e in taken if len(e.operands) > 1 and e.operands[1].value.is_array)
    is_taken = any(isinstance(parsed(e.place.text), ast.Subscript) for e in by_rows)
    return not is_taken and _are_parted(given, _Draw(target, table, None))


def _draw(event: Event) -> _Draw | None:
    """A choice of rows in an order of their own; of a table that is shuffled under its name."""
    if not event.operands or event.value.cut or not event.value.array.ndim:
        return None
    table = event.operands[0].value
    if table.cut or not 0 < table.array.ndim < 3 or len(table.array) < FEWEST:
        return None
    text = event.place.text
    if called(text) == "permutation" and table.shape == event.value.shape:
        return _Draw(event, table, None) if event.name == event.operands[0].place.text else None
    node = parsed(text)
    if not isinstance(node, ast.Subscript) or len(event.operands) != 2:
        return None
    rows = event.operands[1].value
    is_numbers = rows.is_array and not rows.cut and rows.array.ndim == 1 and "int" in rows.dtype
    if not is_numbers or len(rows.array) < FEWEST or len(rows.array) != len(event.value.array):
        return None
    is_drawn = bool((np.diff(rows.array) < 0).any()) and table.array.ndim == event.value.array.ndim
    return _Draw(event, table, rows) if is_drawn else None


def _are_beside(one: _Draw, other: _Draw) -> bool:
    tables, drawn = (one.table, other.table), (one.event.value, other.event.value)
    same = [len(each[0].array) == len(each[1].array) for each in (tables, drawn)]
    is_near = abs(other.event.line - one.event.line) <= _NEAR
    return all(same) and is_near and one.table is not other.table


def _is_paired(given: _Draw, target: _Draw, together: list[_Draw]) -> bool:
    """Whether the rows are the same, or so many ahead, or the targets of them stand near, too."""
    if given.rows is None:
        return True
    others = [each.rows.array for each in together if each.table is target.table and each.rows]
    return any(
        len(each) == len(given.rows.array) and len(np.unique(each - given.rows.array)) == 1
        for each in others
    )


def _are_parted(given: _Draw, target: _Draw) -> bool:
    """Whether targets belong to the examples beside them before, and no more afterwards."""
    X, Y = _table(given.table), classes_apart(_table(target.table))
    before = likeness(X, Y)
    drawn = np.concatenate([_table(target.table), _table(target.event.value)])
    after = likeness(_table(given.event.value), classes_apart(drawn)[len(Y) :])
    return before > CLEARLY and after < before / 2


def _table(value: Value) -> Table:
    array = np.asarray(value.array, dtype=float)
    return array.reshape(len(array), -1)
