"""The text of a program as a tree: what is assigned where, and what is looked up."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of


@lru_cache(maxsize=4)
def nodes_of(code: str) -> tuple[ast.AST, ...]:
    """Return all nodes of a program's tree."""
    return tuple(ast.walk(tree_of(code)))


def event_in(node: ast.stmt | ast.expr, recorded: Recorded) -> Event | None:
    """Return the first operation on the lines of a piece of the text, None where it did not run."""
    lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
    return next((e for e in recorded.operations if e.line in lines), None)


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
