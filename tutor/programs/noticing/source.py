"""The text of a program as a tree: what is assigned where, and what is looked up."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import lru_cache

from tutor.programs.expressions import respelled
from tutor.programs.noticing.elsewhere import function_at
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of


@lru_cache(maxsize=4)
def nodes_of(code: str) -> tuple[ast.AST, ...]:
    """Return all nodes of a program's tree."""
    return tuple(ast.walk(tree_of(code)))


@lru_cache(maxsize=16)
def _entries(code: str) -> Mapping[tuple[int, str], str]:
    """The names of what dictionaries and calls are given by keys: {"X_val": X[9:]}, by its text."""
    found: dict[tuple[int, str], str] = {}
    for node in nodes_of(code):
        match node:
            case ast.Assign(targets=[target], value=ast.Dict(keys=keys, values=values)):
                owner = ast.unparse(target)
            case ast.Dict(keys=keys, values=values):
                owner = ""
            case ast.Assign(targets=[target], value=ast.Call(keywords=given)):
                owner = f"{ast.unparse(target)}."
                found |= {_at(each.value): f"{owner}{each.arg}" for each in given if each.arg}
                continue
            case _:
                continue
        for key, value in zip(keys, values, strict=True):
            if isinstance(key, ast.Constant):
                name = f"{owner}[{key.value!r}]" if owner else str(key.value)
                found.setdefault(_at(value), name)
    return found


def _at(node: ast.expr) -> tuple[int, str]:
    return node.lineno, ast.unparse(node)


def name_of(event: Event, recorded: Recorded) -> str | None:
    """Return what a value is called where it is made, also as an entry of a dictionary."""
    if event.name or not event.is_operation:
        return event.name
    return _entries(recorded.program.code).get((event.line, respelled(event.place.text)))


def event_in(node: ast.stmt | ast.expr, recorded: Recorded) -> Event | None:
    """Return the first operation on the lines of a piece of the text, None where it did not run."""
    lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
    return next((e for e in recorded.operations if e.line in lines), None)


def only_value(node: ast.expr, code: str) -> ast.expr | None:
    """Return what gives a name its only value in the function where it is looked up, if it does."""
    if not isinstance(node, ast.Name):
        return None
    names = (e for e in nodes_of(code) if isinstance(e, ast.Name) and e.id == node.id)
    function = function_at(code, node.lineno)
    given = [
        each
        for each in names
        if isinstance(each.ctx, ast.Store) and function_at(code, each.lineno) == function
    ]
    for each in nodes_of(code):
        match each:
            case ast.Assign(targets=[target], value=value) if [target] == given:
                return value
    return None


def is_path(node: ast.AST) -> bool:
    """Whether it names a value: W, self.W, grads["W1"], W.T."""
    match node:
        case ast.Name():
            return True
        case ast.Attribute(value=value):
            return is_path(value)
        case ast.Subscript(value=value, slice=ast.Constant() | ast.Name()):
            return is_path(value)
    return False


def paths_in(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the names that a piece of the text looks up, as they are written, the longest."""
    if isinstance(node, ast.expr) and is_path(node):
        yield node
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        inner: Iterator[ast.AST] = iter([*node.args, *node.keywords])
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        inner = iter([node.func.value, *node.args, *node.keywords])
    else:
        inner = ast.iter_child_nodes(node)
    for each in inner:
        yield from paths_in(each)


def assigned(statement: ast.AST) -> tuple[ast.expr, ast.expr] | None:
    """Return what a statement gives a value to, and the value; None where it is none of one."""
    match statement:
        case ast.Assign(targets=[target], value=value):
            pass
        case ast.AugAssign(target=target, value=value):
            pass
        case _:
            return None
    return (target, value) if is_path(target) else None


def blocks_of(code: str) -> Iterator[list[ast.stmt]]:
    """Yield the statements that follow one another in a program, block by block."""
    for node in nodes_of(code):
        for field in ("body", "orelse", "finalbody"):
            body = getattr(node, field, None)
            if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
                yield body
