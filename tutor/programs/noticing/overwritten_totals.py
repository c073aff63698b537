"""What is to be added up over a loop, and is set anew in each turn: only the last one is left."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.source import blocks_of, event_in, nodes_of
from tutor.programs.recorded import Recorded
from tutor.programs.syntax import is_path
from tutor.programs.written import written_at


@dataclass(frozen=True, slots=True, eq=False)
class _Total:
    """A name that is 0 before a loop, and is divided by the number of its turns behind it."""

    name: str
    statement: ast.Assign
    divisor: str
    """By what; "" where it is what a sum is divided by itself."""


def overwritten_totals(recorded: Recorded) -> Iterator[Noticed]:
    """E = 0, then in a loop over n examples E = 0.5 * e ** 2, and E / n behind it."""
    for each in _totals(recorded.program.code):
        event = event_in(each.statement, recorded)
        if event is not None:
            said = (
                f"{each.name} is divided by {each.divisor} behind the loop, and each turn sets it "
                if each.divisor
                else f"The sum of all turns is divided by {each.name}, and each turn sets that "
            ) + f"anew: only the last one is left. Write {each.name} +=."
            yield Noticed(written_at(each.statement, event, recorded), "sum overwritten", said)


@lru_cache(maxsize=16)
def _totals(code: str) -> Sequence[_Total]:
    found: list[_Total] = []
    for block in blocks_of(code):
        for at, loop in enumerate(block):
            if isinstance(loop, ast.For) and not _may_end_early(loop):
                begun = {name for each in block[:at] for name in _zeros(each)}
                found += _overwritten(loop, begun, block[at + 1 :], code)
    return found


def _overwritten(
    loop: ast.For, begun: set[str], behind: Sequence[ast.stmt], code: str
) -> Iterator[_Total]:
    added = {name for each in loop.body for name in _added(each)} & begun
    counts = _counts(loop, code) | added
    for statement, name in _set_in(loop.body):
        own = [e for part in loop.body for e in ast.walk(part) if _is_named(e, name)]
        if name not in begun or len(own) != 1:
            continue
        divisor = next((by for by in _divisors(behind, name) if by in counts), "")
        is_of_turn = statement in loop.body and _is_of_turn(statement.value, loop)
        is_counted = statement not in loop.body and ast.unparse(statement.value) == "1"
        if divisor and (is_of_turn or is_counted):
            yield _Total(name, statement, divisor)
        elif _is_size(statement.value) and any(name in _divisors(behind, e) for e in added):
            yield _Total(name, statement, "")


def _set_in(body: Sequence[ast.stmt]) -> Iterator[tuple[ast.Assign, str]]:
    """What each turn sets, and what it sets where a condition holds."""
    for statement in body:
        match statement:
            case ast.Assign(targets=[target]):
                yield statement, ast.unparse(target)
            case ast.If(body=inner, orelse=[]):
                yield from _set_in(inner)


def _is_size(node: ast.expr) -> bool:
    """Whether it is how many there are of something: len(x), x.shape[0], x.size."""
    match node:
        case ast.Call(func=ast.Name(id="len")) | ast.Attribute(attr="size"):
            return True
        case ast.Subscript(value=ast.Attribute(attr="shape")):
            return True
    return False


def _added(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.AugAssign(target=target, op=ast.Add()):
            yield ast.unparse(target)


def _may_end_early(loop: ast.For) -> bool:
    inner = (each for statement in loop.body for each in ast.walk(statement))
    return any(isinstance(each, ast.Break | ast.Return) for each in inner)


def _zeros(statement: ast.stmt) -> Iterator[str]:
    """What is begun with 0: E = 0, and loss, hits = 0.0, 0, and a = b = 0."""
    match statement:
        case ast.Assign(targets=targets, value=value):
            pairs = [(target, value) for target in targets]
        case _:
            return
    for target, given in pairs:
        match target, given:
            case ast.Tuple(elts=names), ast.Tuple(elts=values):
                both = [*zip(names, values, strict=False)]
            case _:
                both = [(target, given)]
        for name, number in both:
            if is_path(name) and _is_zero(number):
                yield ast.unparse(name)


def _is_zero(node: ast.expr) -> bool:
    """Whether it is 0, or an array of zeros."""
    match node:
        case ast.Constant(value=0 | 0.0):
            return True
        case ast.Call(func=ast.Attribute(attr="zeros" | "zeros_like")):
            return True
    return False


def _counts(loop: ast.For, code: str) -> set[str]:
    """How the number of turns may be written: n of range(n), len(X) of zip(X, Y)."""
    found: set[str] = set()
    match loop.iter:
        case ast.Call(func=ast.Name(id="range"), args=[count] | [ast.Constant(value=0), count]):
            found.add(ast.unparse(count))
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=0), count, step]):
            found |= {ast.unparse(count), f"{ast.unparse(count)} // {ast.unparse(step)}"}
        case ast.Call(func=ast.Name(id="zip" | "enumerate"), args=rows):
            found |= {f"len({ast.unparse(each)})" for each in rows}
        case ast.Call(func=ast.Attribute(attr="array_split" | "split"), args=[_, count]):
            found.add(ast.unparse(count))
        case ast.Name() | ast.Attribute():
            found.add(f"len({ast.unparse(loop.iter)})")
    for node in nodes_of(code):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                if ast.unparse(value) in found:
                    found.add(name)
    return found


def _divisors(behind: Sequence[ast.stmt], name: str) -> Iterator[str]:
    """What a name is divided by, until it is given another value."""
    for statement in behind:
        match statement:
            case ast.AugAssign(target=target, op=ast.Div(), value=by):
                if ast.unparse(target) == name:
                    yield ast.unparse(by)
        for node in ast.walk(statement):
            match node:
                case ast.BinOp(left=left, op=ast.Div(), right=by) if _holds(left, name):
                    yield ast.unparse(by)
        stored = (e for e in ast.walk(statement) if _is_named(e, name))
        if any(isinstance(getattr(each, "ctx", None), ast.Store) for each in stored):
            return


def _holds(node: ast.expr, name: str) -> bool:
    """Whether it is the name, or so many times it: 100 * hits."""
    match node:
        case ast.BinOp(left=ast.Constant(), op=ast.Mult(), right=inner):
            return _holds(inner, name)
        case ast.BinOp(left=inner, op=ast.Mult(), right=ast.Constant()):
            return _holds(inner, name)
    return ast.unparse(node) == name


def _is_named(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node) == name


def _is_of_turn(value: ast.expr, loop: ast.For) -> bool:
    """Whether it is made of what a turn goes through, also by way of other names."""
    known = {each.id for each in ast.walk(loop.target) if isinstance(each, ast.Name)}
    for statement in loop.body:
        match statement:
            case ast.Assign(targets=targets, value=given) if _names(given) & known:
                known |= {name for target in targets for name in _names(target)}
    return bool(_names(value) & known)


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
