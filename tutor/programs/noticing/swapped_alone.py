"""Shuffles written by hand that swap the inputs of two examples, and leave their targets."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.source import event_in, nodes_of
from tutor.programs.recorded import Event, Recorded
from tutor.programs.written import written_at

_DRAWN = {"randint", "randrange", "integers", "choice", "random_integers"}


@dataclass(frozen=True, slots=True, eq=False)
class _Swap:
    """What is swapped in a loop, where, and what it is read beside: X[i] beside t[i]."""

    statement: ast.stmt
    name: str
    beside: Sequence[str]


def swapped_alone(recorded: Recorded) -> Iterator[Noticed]:
    """X[[i, j]] = X[[j, i]] for a j that is drawn, and t is read at the same places later."""
    for swap in _swaps(recorded.program.code):
        event = event_in(swap.statement, recorded)
        table = _last(swap.name, recorded)
        targets = [
            each
            for each in swap.beside
            if (other := _last(each, recorded)) is not None
            and table is not None
            and _are_targets(other, table)
        ]
        if event is not None and targets:
            said = (
                f"This swaps rows of {swap.name} alone: {targets[0]} stays as it was, so that "
                "the targets are those of other examples. Swap both."
            )
            yield Noticed(written_at(swap.statement, event, recorded), "two permutations", said)


def _last(name: str, recorded: Recorded) -> Event | None:
    named = (e for e in reversed(recorded.events) if e.place.text == name and e.value.is_array)
    return next(named, None)


def _are_targets(target: Event, table: Event) -> bool:
    """Whether there is a row, or a number, for each row of a table of inputs."""
    shape, rows = target.value.shape, table.value.shape
    is_table = len(rows) > 1 and rows[1] > 1 and len(shape) < 3
    return is_table and shape[:1] == rows[:1] and target.value is not table.value


@lru_cache(maxsize=16)
def _swaps(code: str) -> Sequence[_Swap]:
    found: list[_Swap] = []
    loops = [each for each in nodes_of(code) if isinstance(each, ast.For)]
    for loop in loops:
        drawn = {name for each in ast.walk(loop) for name in _drawn(each)}
        if not isinstance(loop.target, ast.Name) or not drawn:
            continue
        stored = _stored(loop)
        both = {loop.target.id} | drawn
        for name, (at, statement) in stored.items():
            if loop.target.id in at and at <= both and len(at) == 2:
                made = _made_in_round(loop, loops)
                beside = [each for each in _beside(name, loops) if each not in made]
                left = [each for each in beside if each not in stored]
                if left and not any(each in stored for each in beside):
                    found.append(_Swap(statement, name, left))
    return found


def _drawn(node: ast.AST) -> Iterator[str]:
    """The name of a number that is drawn by lot."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            calls = (each for each in ast.walk(value) if isinstance(each, ast.Call))
            if any(ast.unparse(each.func).rpartition(".")[2] in _DRAWN for each in calls):
                yield name


def _stored(loop: ast.For) -> dict[str, tuple[set[str], ast.stmt]]:
    """At which places, and where first, arrays are changed: X[i], X[j] and X[[i, j]]."""
    found: dict[str, tuple[set[str], ast.stmt]] = {}
    for statement in loop.body:
        for node in ast.walk(statement):
            match node:
                case ast.Subscript(value=ast.Name(id=name), slice=index, ctx=ast.Store()):
                    names = {e.id for e in ast.walk(index) if isinstance(e, ast.Name)}
                    found.setdefault(name, (set(), statement))[0].update(names)
    return found


def _made_in_round(loop: ast.For, loops: Sequence[ast.For]) -> set[str]:
    """What is made anew in each turn of the loops that a loop stands in."""
    around = [each for each in loops if each is not loop and any(e is loop for e in ast.walk(each))]
    named = (e for each in around for e in ast.walk(each) if isinstance(e, ast.Name))
    return {each.id for each in named if isinstance(each.ctx, ast.Store)}


def _beside(name: str, loops: Sequence[ast.For]) -> Iterator[str]:
    """What is read at the same places as an array in some loop: t[i] where X[i] is."""
    for loop in loops:
        read: dict[str, set[str]] = {}
        for node in ast.walk(loop):
            match node:
                case ast.Subscript(
                    value=ast.Name(id=owner), slice=ast.Name(id=index), ctx=ast.Load()
                ):
                    read.setdefault(owner, set()).add(index)
        target = loop.target.id if isinstance(loop.target, ast.Name) else ""
        if target in read.get(name, ()):
            yield from (each for each, at in read.items() if target in at and each != name)
