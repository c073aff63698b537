"""Loops that count right answers: in a number, in a list of ones and zeros, in a dictionary."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutor.programs.noticing.foreign_sizes import counted_one_by_one, is_asked

_ARRAYS = ("array", "asarray", "asfarray", "fromiter")
_SUMS = ("sum", "count", "count_nonzero", "fsum")


@dataclass(frozen=True, slots=True)
class Tally:
    """What a loop counts right answers in."""

    name: str
    is_number: bool
    """Whether it is the count itself, and not what has to be added up."""

    def is_in(self, node: ast.expr, aliases: set[str]) -> bool:
        """Return whether an expression has the count of all turns in it."""
        if self.is_number:
            return self.name in _names(node)
        calls = (each for each in ast.walk(node) if isinstance(each, ast.Call))
        named = {self.name, *aliases}
        return any(_called(each) in _SUMS and _names(each) & named for each in calls)


def tallies_in(loop: ast.For) -> set[Tally]:
    """Return what a loop counts right answers in, one a turn."""
    found = {Tally(name, True) for each in ast.walk(loop) for name in counted_one_by_one(each)}
    for statement in loop.body:
        found |= {*_tallies(statement)}
    return found


def _tallies(statement: ast.stmt) -> Iterator[Tally]:
    match statement:
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value) if _is_mark(value):
            yield Tally(name, True)
        case ast.Expr(value=ast.Call() as call) if (name := _appended(call)) and _is_mark(
            call.args[0]
        ):
            yield Tally(name, False)
        case ast.If(test=test, body=[ast.Expr(value=one)], orelse=[ast.Expr(value=other)]):
            names = {_appended(one), _appended(other)}
            if is_asked(test) and len(names) == 1 and _are_one_and_zero(one, other):
                yield Tally(names.pop(), False)
        case ast.If(test=test, body=body) if is_asked(test):
            for each in body:
                match each:
                    case ast.AugAssign(
                        target=ast.Subscript(value=ast.Name(id=name), slice=ast.Name()),
                        op=ast.Add(),
                        value=ast.Constant(value=1),
                    ):
                        yield Tally(name, False)


def _is_mark(node: ast.expr) -> bool:
    """Whether it is 1 for a right answer, and 0 else: int(a == b), 1 if a == b else 0."""
    match node:
        case ast.Call(func=ast.Name(id="int" | "float" | "bool"), args=[inner]):
            return isinstance(inner, ast.Compare) and is_asked(inner)
        case ast.IfExp(test=test, body=ast.Constant(value=1), orelse=ast.Constant(value=0)):
            return is_asked(test)
    return isinstance(node, ast.Compare) and is_asked(node)


def _appended(node: ast.expr) -> str:
    """The list that something is appended to, "" for any other call."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append"), args=[_]):
            return name
    return ""


def _are_one_and_zero(one: ast.expr, other: ast.expr) -> bool:
    match one, other:
        case (
            ast.Call(args=[ast.Constant(value=1 | 1.0)]),
            ast.Call(args=[ast.Constant(value=0 | 0.0)]),
        ):
            return True
    return False


def begun_in(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that begin with nothing counted: 0, [], {}, {letter: 0 for …}, Counter()."""
    pairs: list[tuple[ast.expr, ast.expr]] = []
    match statement:
        case ast.Assign(targets=targets, value=value):
            pairs += [(each, value) for each in targets]
        case ast.AnnAssign(target=alone, value=ast.expr() as value):
            pairs.append((alone, value))
    for target, given in pairs:
        match target, given:
            case ast.Tuple(elts=names), ast.Tuple(elts=values):
                both = [*zip(names, values, strict=False)]
            case _:
                both = [(target, given)]
        for name, begun in both:
            if isinstance(name, ast.Name) and _is_nothing(begun):
                yield name.id


def _is_nothing(value: ast.expr) -> bool:
    match value:
        case ast.DictComp(value=value):
            pass
        case ast.Call(func=func, args=args) if _called(value) in ("Counter", "defaultdict"):
            return len(args) == (_last(func) == "defaultdict")
        case ast.Call(func=ast.Attribute(attr="fromkeys"), args=[_, value]):
            pass
    constants = (each for each in ast.walk(value) if isinstance(each, ast.Constant))
    calls = any(isinstance(each, ast.Call | ast.Name) for each in ast.walk(value))
    return not calls and {each.value for each in constants} <= {0}


def aliases_of(tally: Tally, block: Sequence[ast.stmt]) -> set[str]:
    """Return the names of the arrays that a list is made to behind the loop."""
    found = set[str]()
    for statement in block:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(args=[made, *_]) as call):
                if _called(call) in _ARRAYS and _names(made) == {tally.name}:
                    found.add(name)
    return found


def _called(node: ast.expr) -> str:
    return _last(node.func) if isinstance(node, ast.Call) else ""


def _last(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
