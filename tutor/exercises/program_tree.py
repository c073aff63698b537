"""A learner's program as a tree: where its expressions stand, its lines, its variables."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

MODULES = ("np", "numpy", "math")
"""What a learner's program imports."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A program with one change, and what is said of the changed place."""

    code: str
    said: str


class Slot(NamedTuple):
    """Where an expression stands: the node round it, the field, the place in a list."""

    parent: ast.AST
    field: str
    place: int | None

    def get(self) -> ast.expr:
        """Return the expression that stands there."""
        value = getattr(self.parent, self.field)
        found: ast.expr = value if self.place is None else value[self.place]
        return found

    def put(self, node: ast.expr) -> None:
        """Let another expression stand there."""
        if self.place is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.place] = node


def slots(tree: ast.AST) -> list[Slot]:
    """Return where each expression of a tree stands."""
    found: list[Slot] = []
    for node in ast.walk(tree):
        for field, value in ast.iter_fields(node):
            if isinstance(value, ast.expr):
                found.append(Slot(node, field, None))
            elif isinstance(value, list):
                places = [i for i, item in enumerate(value) if isinstance(item, ast.expr)]
                found.extend(Slot(node, field, place) for place in places)
    return found


def simple_lines(tree: ast.AST) -> Iterator[ast.stmt | ast.expr]:
    """Yield the lines of a program, of loops and branches what stands at their head."""
    for node in ast.walk(tree):
        if isinstance(node, ast.For):
            yield node.iter
        elif isinstance(node, ast.While | ast.If):
            yield node.test
        elif isinstance(node, ast.stmt) and not hasattr(node, "body"):
            yield node


def bodies(tree: ast.AST) -> Iterator[list[ast.stmt]]:
    """Yield the statements that stand below each other: those of a function, a loop, a branch."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.For | ast.While | ast.If | ast.With):
            yield node.body
            if isinstance(node, ast.If) and node.orelse:
                yield node.orelse


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Yield the functions of a program."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def variables(function: ast.FunctionDef) -> list[str]:
    """Return the names of what a function is given and of what it assigns."""
    arguments = [each.arg for each in function.args.args]
    stored = [
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    return list(dict.fromkeys([*arguments, *stored]))


def own_names(statement: ast.stmt) -> Iterator[ast.Name]:
    """Yield the variables that a statement reads, without those of statements within it."""
    waiting: list[ast.AST] = [
        child for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.stmt)
    ]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node
        waiting.extend(ast.iter_child_nodes(node))


def functions_of_one(tree: ast.AST) -> dict[str, ast.expr]:
    """Return by their text the functions of one value that a program calls or defines."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    found = {
        ast.unparse(call.func): call.func
        for call in calls
        if len(call.args) == 1 and not call.keywords and not _is_method(call.func)
    }
    defined = (each.name for each in functions(tree) if len(each.args.args) == 1)
    return found | {name: ast.Name(name, ast.Load()) for name in defined}


def _is_method(function: ast.expr) -> bool:
    """Say whether a function belongs to a value, as `x.sum` does, and not to a module."""
    match function:
        case ast.Name():
            return False
        case ast.Attribute(value=ast.Name(id=name)) if name in MODULES:
            return False
    return True
