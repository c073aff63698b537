"""The calls by which a rewritten program tells what it does, and what is read back of them."""

from __future__ import annotations

import ast
from collections.abc import Sequence

TELL, ALTER, READ, ENTER, LEAVE, LOOP, TURN, DONE = (
    f"__nn_tutor_{word}__"
    for word in ("tell", "alter", "read", "enter", "leave", "loop", "turn", "done")
)
"""The names of what a rewritten program calls; recording.py gives them their meaning."""


def number_of(node: ast.AST | None) -> int | None:
    """Return the place that an expression tells, None if it is not wrapped."""
    match node:
        case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=int(number)), _]) if (
            name in (TELL, ALTER, READ)
        ):
            return number
    return None


def operands_of(node: ast.AST) -> Sequence[int]:
    """Return the places that stand directly below an expression, in their order."""
    found = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.keyword) and child.arg == "out":
            continue  # what a result is written to is not made into it
        number = number_of(child)
        if number is not None:
            found.append(number)
        elif not isinstance(child, ast.Lambda | ast.GeneratorExp | ast.ListComp):
            found += operands_of(child)
    return found


def places_of(node: ast.expr) -> Sequence[int]:
    """Return the place of an expression, or those that stand in a choice: a if c else b."""
    number = number_of(node)
    if number is None:
        return operands_of(node) if isinstance(node, ast.IfExp) else []
    return [number]


def call_of(name: str, *values: int | ast.expr) -> ast.Call:
    arguments = [ast.Constant(v) if isinstance(v, int) else v for v in values]
    return ast.Call(ast.Name(name, ast.Load()), [*arguments], [])


def statement_of(call: ast.Call, at: ast.expr | ast.stmt) -> ast.stmt:
    return ast.fix_missing_locations(ast.copy_location(ast.Expr(ast.copy_location(call, at)), at))
