"""Places in arrays by the number of a loop that has ended, beside those of the loop that runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.programs.expressions import respelled
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.source import blocks_of
from tutor.programs.recorded import Recorded


@dataclass(frozen=True, slots=True)
class _Stale:
    """What is looked up by a number that stands still, and by which one it is elsewhere."""

    line: int
    text: str
    number: str
    meant: str
    ended: int


def stale_indices(recorded: Recorded) -> Iterator[Noticed]:
    """t[j] in a loop over i that reads t[i], too, where j is left from the loop before."""
    stale = {(each.line, each.text): each for each in _stale(recorded.program.code)}
    told: set[int] = set()
    for event in recorded.operations if stale else ():
        each = stale.get((event.line, respelled(event.place.text)))
        if each is not None and id(event.place) not in told:
            told.add(id(event.place))
            said = (
                f"{each.number} is what the loop of line {each.ended} has left, the same in each "
                f"turn here: {each.meant} is meant."
            )
            yield Noticed(event, "number of another loop", said)


@lru_cache(maxsize=16)
def _stale(code: str) -> Sequence[_Stale]:
    found: list[_Stale] = []
    for block in blocks_of(code):
        for at, loop in enumerate(block):
            if isinstance(loop, ast.For) and isinstance(loop.target, ast.Name):
                for number, ended in _left(block[:at]).items():
                    found += _looked_up(loop, loop.target.id, number, ended)
    return found


def _left(before: Sequence[ast.stmt]) -> dict[str, int]:
    """The numbers that loops have left that went to their ends, and the lines of those."""
    found: dict[str, int] = {}
    for statement in before:
        inner = [*ast.walk(statement)]
        for name in _bound(inner):
            found.pop(name, None)
        if isinstance(statement, ast.For) and not any(isinstance(e, ast.Break) for e in inner):
            for name in _counting(statement):
                found[name] = statement.lineno
    return found


def _counting(loop: ast.For) -> Iterator[str]:
    """What counts a loop, and what is drawn in it to change places with that."""
    if not isinstance(loop.target, ast.Name):
        return
    yield loop.target.id
    changed = {
        ast.unparse(e.slice)
        for e in ast.walk(loop)
        if isinstance(e, ast.Subscript) and isinstance(e.ctx, ast.Store)
    }
    for statement in loop.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call()):
                pairs = {f"[{loop.target.id}, {name}]", f"[{name}, {loop.target.id}]"}
                if changed & pairs or {name, loop.target.id} <= changed:
                    yield name


def _looked_up(loop: ast.For, own: str, number: str, ended: int) -> Iterator[_Stale]:
    inner = [each for statement in loop.body for each in ast.walk(statement)]
    if number == own or number in {*_bound(inner)}:
        return
    read: dict[str, dict[str, ast.Subscript]] = {}
    for node in inner:
        match node:
            case ast.Subscript(value=ast.Name(id=owner), slice=ast.Name(id=at), ctx=ast.Load()):
                read.setdefault(owner, {}).setdefault(at, node)
    for owner, places in read.items():
        if own in places and number in places:
            node = places[number]
            yield _Stale(node.lineno, ast.unparse(node), number, f"{owner}[{own}]", ended)


def _bound(nodes: Sequence[ast.AST]) -> Iterator[str]:
    """The names that are given a value."""
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
