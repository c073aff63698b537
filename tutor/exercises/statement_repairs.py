"""Programs in which a line stands elsewhere, or whose values come in another order."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import combinations

from tutor.exercises.program_tree import Repair, bodies, functions

_MOST = 3
"""Lines that move together."""
_HEADS = {ast.For: "loop", ast.While: "loop", ast.If: "`if`"}


def moved(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs in which lines change places, go, or enter or leave a loop or a branch."""
    for body in bodies(tree):
        for place in range(len(body) - 1):
            first, second = body[place : place + 2]
            said = f"Lines {first.lineno} and {second.lineno} have to change places."
            yield _with(tree, body, place, 2, [second, first], said)
        for place, statement in enumerate(list(body)):
            if len(body) > 1:
                yield _with(tree, body, place, 1, [], f"Line {statement.lineno} is too much.")
            if isinstance(statement, ast.For | ast.While | ast.If):
                yield from _across(tree, body, place, statement)
    yield from _returns(tree)


def _across(
    tree: ast.Module, body: list[ast.stmt], place: int, head: ast.For | ast.While | ast.If
) -> Iterator[Repair]:
    """Yield programs in which lines leave a loop or a branch, or enter it."""
    kind, inner = _HEADS[type(head)], head.body
    for count in range(1, min(_MOST, len(inner) - 1) + 1):
        last = inner[-count:]
        said = f"{_stand(last)} inside the {kind}; {_belong(last)} after it."
        yield _rebuilt(tree, body, place, 1, head, inner[:-count], [], last, said)
    for count in range(1, min(_MOST, len(body) - place - 1) + 1):
        after = body[place + 1 : place + 1 + count]
        said = f"{_stand(after)} after the {kind}; {_belong(after)} inside it."
        yield _rebuilt(tree, body, place, 1 + count, head, [*inner, *after], [], [], said)
    if isinstance(head, ast.If):
        return
    if len(inner) > 1:
        first = inner[:1]
        said = f"{_stand(first)} inside the {kind}; {_belong(first)} before it."
        yield _rebuilt(tree, body, place, 1, head, inner[1:], first, [], said)
    if place:
        before = body[place - 1 : place]
        said = f"{_stand(before)} before the {kind}; {_belong(before)} inside it."
        yield _rebuilt(tree, body, place - 1, 2, head, [*before, *inner], [], [], said)


def _stand(lines: Sequence[ast.stmt]) -> str:
    if len(lines) == 1:
        return f"Line {lines[0].lineno} stands"
    to = "and" if len(lines) == 2 else "to"
    return f"Lines {lines[0].lineno} {to} {lines[-1].lineno} stand"


def _belong(lines: Sequence[ast.stmt]) -> str:
    return "it belongs" if len(lines) == 1 else "they belong"


def _rebuilt(
    tree: ast.Module,
    body: list[ast.stmt],
    place: int,
    count: int,
    head: ast.For | ast.While | ast.If,
    inner: list[ast.stmt],
    before: list[ast.stmt],
    after: list[ast.stmt],
    said: str,
) -> Repair:
    """Return the program in which a loop or a branch holds other lines."""
    kept, head.body = head.body, inner
    repair = _with(tree, body, place, count, [*before, head, *after], said)
    head.body = kept
    return repair


def _with(
    tree: ast.Module,
    body: list[ast.stmt],
    place: int,
    count: int,
    lines: list[ast.stmt],
    said: str,
) -> Repair:
    """Return the program with other lines in place of so many from a place on."""
    kept = body[place : place + count]
    body[place : place + count] = lines
    code = ast.unparse(tree)
    body[place : place + len(lines)] = kept
    return Repair(code, said)


def _returns(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs in which a return at the end of nested loops stands after all of them."""
    for function in functions(tree):
        for node in ast.walk(function):
            if not isinstance(node, ast.For | ast.While | ast.If):
                continue
            body = node.body
            if len(body) > 1 and isinstance(last := body[-1], ast.Return):
                body.pop()
                function.body.append(last)
                said = f"Line {last.lineno}: the function returns in the middle of its loop."
                yield Repair(ast.unparse(tree), said)
                function.body.pop()
                body.append(last)


def other_parameters(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs in which two parameters of a function have changed places."""
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        for one, two in combinations(function.args.args, 2):
            one.arg, two.arg = two.arg, one.arg
            said = (
                f"Line {function.lineno}: {function.name} is given its values in another order: "
                f"`{one.arg}` comes where `{two.arg}` stands, and the other way round."
            )
            yield Repair(ast.unparse(tree), said)
            one.arg, two.arg = two.arg, one.arg


def used_too_late(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs in which a variable that a line changes keeps its value for later lines."""
    for at, body in enumerate(bodies(tree)):
        for place, statement in enumerate(body):
            name = _changed_name(statement)
            later = [each for each in body[place + 1 :] if _reads(each, name)]
            if not name or not later:
                continue
            line = later[0].lineno
            said = f"Line {statement.lineno} changes `{name}`, and line {line} needs it as it was."
            for anew in (True, False):
                yield Repair(_with_old_value(tree, at, place, name, anew), said)


def _changed_name(statement: ast.stmt) -> str:
    """Return the variable that a line gives a value made of the one that it had."""
    match statement:
        case ast.AugAssign(target=ast.Name(id=name)):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]) if _reads(statement, name):
            return name
    return ""


def _reads(statement: ast.stmt, name: str) -> bool:
    return not isinstance(statement, ast.Return) and any(_uses(statement, name))


def _uses(statement: ast.stmt, name: str) -> Iterator[ast.Name]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id == name:
            yield node


def _with_old_value(tree: ast.Module, at: int, place: int, name: str, anew: bool) -> str:
    """Return the program in which the lines after one read a variable as it was before it."""
    other = deepcopy(tree)
    body = list(bodies(other))[at]
    old = f"{name}_as_it_was"
    for statement in body[place + 1 :]:
        if _reads(statement, name):
            for node in _uses(statement, name):
                node.id = old
    kept = ast.parse(f"{old} = {name} + 0").body
    body[place:place] = kept
    if anew:
        other = in_new_arrays(other)
    return ast.unparse(other)


def in_new_arrays(tree: ast.Module) -> ast.Module:
    """Return a program that makes new arrays where it changed them in place; lines stay as is."""
    other: ast.Module = ast.fix_missing_locations(_Anew().visit(tree))
    return other


class _Anew(ast.NodeTransformer):
    """Makes a new array where one is changed in place."""

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        match node.target:
            case ast.Name(id=name):
                value = ast.BinOp(ast.Name(name, ast.Load()), node.op, node.value)
                return ast.copy_location(ast.Assign([node.target], value), node)
        return node
