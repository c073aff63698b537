"""What a loop adds up over the examples of one set, divided by the size of another."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.programs.noticing.counted_turns import KIND, turns_of
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.parts import named_part
from tutor.programs.noticing.source import blocks_of, event_in
from tutor.programs.noticing.tallies import begun_in
from tutor.programs.recorded import Recorded
from tutor.programs.written import written_at


@dataclass(frozen=True, slots=True, eq=False)
class _Division:
    """A total of a loop that is divided by the size of other data than it goes through."""

    loop: ast.For
    total: str
    own: str
    other: str
    statement: ast.stmt


def totals_by_other_sizes(recorded: Recorded) -> Iterator[Noticed]:
    """for p, t in zip(scores, y_test): loss += …, and loss /= len(y_train) behind it."""
    found = _divisions(recorded.program.code)
    turns = turns_of(recorded) if found and not recorded.is_cut_off(0) else {}
    sizes = {e.place.text: len(e.value.array) for e in recorded.events if e.value.array.ndim}
    for each in found:
        number, event = turns.get(each.loop.lineno, 0), event_in(each.statement, recorded)
        if not number or event is None or sizes.get(each.own, number) != number:
            continue
        if sizes.get(each.other) not in (None, number):
            said = (
                f"{each.total} is the sum over {number} examples (line {each.loop.lineno}), and "
                f"{each.other} has {sizes[each.other]}: divide by len({each.own})."
            )
            yield Noticed(written_at(each.statement, event, recorded), KIND, said)


@lru_cache(maxsize=16)
def _divisions(code: str) -> Sequence[_Division]:
    found: list[_Division] = []
    for block in blocks_of(code):
        for at, loop in enumerate(block):
            if not isinstance(loop, ast.For):
                continue
            begun = {name for each in block[:at] for name in begun_in(each)}
            for total in begun & {name for each in loop.body for name in _added(each)}:
                for statement in block[at + 1 :]:
                    for other in _divisors(statement, total):
                        own = next((n for n in _zipped(loop) if _is_other_part(n, other)), "")
                        if own:
                            found.append(_Division(loop, total, own, other, statement))
                    if _is_set_anew(statement, total):
                        break
    return found


def _added(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Add() | ast.Sub()):
            yield name


def _zipped(loop: ast.For) -> list[str]:
    """The data of which a loop takes one example a turn."""
    match loop.iter:
        case ast.Call(func=ast.Name(id="zip"), args=args):
            return [each.id for each in args if isinstance(each, ast.Name)]
        case ast.Name(id=name):
            return [name]
    return []


def _divisors(statement: ast.stmt, total: str) -> Iterator[str]:
    """Yield by the size of what a total is divided: of total /= len(x), and total / len(x)."""
    match statement:
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Div(), value=by) if name == total:
            yield from _sized(by)
    for node in ast.walk(statement):
        match node:
            case ast.BinOp(left=ast.Name(id=name), op=ast.Div(), right=by) if name == total:
                yield from _sized(by)


def _sized(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Name(id="len"), args=[ast.Name(id=name)]):
            yield name


def _is_other_part(own: str, other: str) -> bool:
    """Whether both are of one kind, y_test and y_train, or y_test and y."""
    one, two = named_part(own), named_part(other)
    if one is None or own == other:
        return False
    return one.rest == two.rest and one.is_test != two.is_test if two else one.rest == other.lower()


def _is_set_anew(statement: ast.stmt, total: str) -> bool:
    names = (each for each in ast.walk(statement) if isinstance(each, ast.Name))
    return any(each.id == total and isinstance(each.ctx, ast.Store) for each in names)
