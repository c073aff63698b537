"""True and false positives and negatives that a loop counts by its tests, one or the other."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from tutor.programs.noticing.confused_counts import count_called
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.miscounted_cells import CELLS
from tutor.programs.noticing.score_names import ANSWERED, TRUE
from tutor.programs.noticing.source import nodes_of
from tutor.programs.recorded import Event, Recorded
from tutor.programs.written import written_at

_FEWEST = 3
"""Of the four counts that a loop makes."""
_Cell = tuple[bool, bool]
_World = Mapping[str, bool]
"""Whether each of two variables is so."""


class _Unknown(Exception):
    """A test of something else than an answer and what is so."""


@dataclass(frozen=True, slots=True, eq=False)
class _Branch:
    """Where one of the four is counted: all tests on the way, and whether they hold."""

    count: str
    tests: tuple[tuple[ast.expr, bool], ...]
    chain: ast.If
    """The first of the tests that follow one another by elif."""
    test: ast.expr
    step: ast.stmt
    """Where 1 is added."""

    @property
    def is_rest(self) -> bool:
        """Whether it is what is left by all tests: an else."""
        return not self.tests[-1][1]

    def is_come_to(self, world: _World) -> bool:
        return all(_holds(test, world) == holds for test, holds in self.tests)


def cells_counted_astray(recorded: Recorded) -> Iterator[Noticed]:
    """if said and t == 0: fn += 1, where fn is what is so and was not said."""
    wrong = _wrong(recorded.program.code)
    ran: dict[int, Event] = {}
    for event in recorded.events if wrong else ():
        ran.setdefault(event.line, event)
    for node, said in wrong:
        if node.lineno in ran:
            event = written_at(node, ran[node.lineno], recorded)
            yield Noticed(event, "another count", said)


@lru_cache(maxsize=16)
def _wrong(code: str) -> Sequence[tuple[ast.expr | ast.stmt, str]]:
    """The tests by which others are counted than the name says, or where they are counted."""
    found: list[tuple[ast.expr | ast.stmt, str]] = []
    for loop in nodes_of(code):
        body = loop.body if isinstance(loop, ast.For | ast.While) else []
        branches = [branch for each in body for branch in _branches(each, (), None)]
        if len({each.count for each in branches}) >= _FEWEST:
            with suppress(_Unknown):
                found += _astray(branches, _roles(branches, body))
    return found


def _astray(
    branches: Sequence[_Branch], roles: tuple[str, str] | None
) -> list[tuple[ast.expr | ast.stmt, str]]:
    """The first branch that counts others, and what is said of it."""
    if roles is None:
        return []
    counted = {branch: _cells(branch, roles) for branch in branches}
    for branch, cells in counted.items():
        meant = CELLS[branch.count]
        if cells == {meant}:
            continue
        if cells > {meant} and branch.chain is not branches[0].chain:
            twice = (e.count for e, each in counted.items() if each & cells - {meant})
            names = " and ".join(dict.fromkeys(each for each in twice if each != branch.count))
            said = f"What {names} counts is counted in {branch.count}, too: write elif here."
            return [(branch.chain.test, said)]
        if any(len(each) != 1 for each in counted.values()):
            return []  # of several classes, each is one of the two in its turn
        is_found, is_so = ("" if each else "not " for each in meant)
        said = (
            f"{branch.count} counts what is {is_so}so and was {is_found}found: this counts others."
        )
        others = (e for e, each in counted.items() if each == {meant} and not e.is_rest)
        is_swapped = any({CELLS[each.count]} == cells for each in others)
        return [(branch.step if is_swapped else branch.test, said)]
    return []


def _cells(branch: _Branch, roles: tuple[str, str]) -> set[_Cell]:
    """Which of the four are counted: whether answered, and whether so."""
    answer, true = roles
    every = ((said, so) for said in (False, True) for so in (False, True))
    return {cell for cell in every if branch.is_come_to({answer: cell[0], true: cell[1]})}


def _branches(
    statement: ast.stmt, tests: tuple[tuple[ast.expr, bool], ...], chain: ast.If | None
) -> Iterator[_Branch]:
    """Yield where counts are made in a chain of tests, if it does nothing but that."""
    match statement:
        case ast.If(test=test, body=body, orelse=orelse):
            first = chain or statement
            for inner in body:
                yield from _branches(inner, (*tests, (test, True)), first)
            for inner in orelse:
                yield from _branches(inner, (*tests, (test, False)), first)
        case ast.AugAssign(target=target, op=ast.Add(), value=ast.Constant(value=1)):
            if (count := count_called(ast.unparse(target))) and chain is not None:
                held = [test for test, holds in tests if holds]
                yield _Branch(count, tests, chain, held[-1] if held else tests[-1][0], statement)


def _variables(node: ast.expr) -> set[str]:
    """What a test asks about: the answer, what is so, or both."""
    match node:
        case ast.BoolOp(values=parts):
            return {name for part in parts for name in _variables(part)}
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return _variables(inner)
        case ast.Compare(left=left, comparators=[ast.Constant()]):
            return {ast.unparse(left)}
        case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq()], comparators=[right]):
            return {ast.unparse(left), ast.unparse(right)}
        case ast.Compare(left=left):
            return {ast.unparse(left)}
    return {ast.unparse(node)}


def _holds(node: ast.expr, world: _World) -> bool:
    """Whether a test holds; raise _Unknown."""
    match node:
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_holds(part, world) for part in parts)
        case ast.BoolOp(values=parts):
            return any(_holds(part, world) for part in parts)
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            return not _holds(inner, world)
        case ast.Compare(left=left, ops=[op], comparators=[right]) if ast.unparse(left) in world:
            return _compared(world[ast.unparse(left)], op, right, world)
        case ast.Name() | ast.Attribute() | ast.Subscript() if ast.unparse(node) in world:
            return world[ast.unparse(node)]
    raise _Unknown


def _compared(value: bool, op: ast.cmpop, right: ast.expr, world: _World) -> bool:
    match op, right:
        case ((ast.Eq() | ast.NotEq() | ast.Is()), ast.Constant(value=0 | 1 | True | False as one)):
            return (value == bool(one)) != isinstance(op, ast.NotEq)
        case ((ast.Eq() | ast.NotEq()), _) if ast.unparse(right) in world:
            return (value == world[ast.unparse(right)]) != isinstance(op, ast.NotEq)
        case ((ast.Gt() | ast.GtE()), _) if not isinstance(right, ast.Constant) or right.value:
            return value
        case ((ast.Lt() | ast.LtE()), _) if not isinstance(right, ast.Constant) or right.value:
            return not value
    raise _Unknown


def _roles(branches: Sequence[_Branch], block: Sequence[ast.stmt]) -> tuple[str, str] | None:
    """Which of two variables is the answer, and which is so: the answer is decided in the loop."""
    names = {name for each in branches for test, _ in each.tests for name in _variables(test)}
    if len(names) != 2:
        return None
    decided = {name for each in block for name in _decided(each)} & names
    answered = {name for name in names if _is_answer(name)}
    true = {name for name in names if TRUE.search(name) and not ANSWERED.search(name)}
    for known in (decided, answered):
        if len(known) == 1 and not known & true and not (answered - known):
            return next(iter(known)), next(iter(names - known))
    return None


def _is_answer(name: str) -> bool:
    return bool(ANSWERED.search(name) and not TRUE.search(name))


def _decided(statement: ast.stmt) -> Iterator[str]:
    """said = p > 0.5, and said = 1 if p > 0.5 else 0."""
    match statement:
        case ast.Assign(
            targets=[ast.Name(id=name)],
            value=ast.Compare(left=held, ops=[ast.Gt() | ast.GtE()])
            | ast.IfExp(
                test=ast.Compare(left=held, ops=[ast.Gt() | ast.GtE()]),
                body=ast.Constant(value=1),
                orelse=ast.Constant(value=0),
            ),
        ) if not TRUE.search(ast.unparse(held)):
            yield name
