"""Programs with another variable, or with something more to what is assigned."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import combinations

from tutor.exercises.other_expressions import more, text_of
from tutor.exercises.program_tree import (
    MODULES,
    Repair,
    Slot,
    functions,
    functions_of_one,
    own_names,
    slots,
    variables,
)


def swapped(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs in which two variables, or two numbers, of a line change places."""
    for statement in ast.walk(tree):
        if not isinstance(statement, ast.Assign | ast.AugAssign | ast.Return):
            continue
        text, line = text_of(statement), f"Line {statement.lineno}"
        leaves = [node for node in ast.walk(statement) if isinstance(node, ast.Constant)]
        for one, two in combinations(leaves, 2):
            one.value, two.value = two.value, one.value
            said = f"{one.value!r} and {two.value!r} have to change places in `{text}`."
            yield Repair(ast.unparse(tree), f"{line}: {said}")
            one.value, two.value = two.value, one.value
        for names in (list(own_names(statement)), _targets(statement)):
            for first, second in combinations(names, 2):
                first.id, second.id = second.id, first.id
                said = f"`{second.id}` and `{first.id}` have to change places in `{text}`."
                yield Repair(ast.unparse(tree), f"{line}: {said}")
                first.id, second.id = second.id, first.id


def _targets(statement: ast.stmt) -> list[ast.Name]:
    """Return the names that are assigned together: `a, b = ...`."""
    match statement:
        case ast.Assign(targets=[ast.Tuple(elts=names)]):
            return [name for name in names if isinstance(name, ast.Name)]
    return []


def other_names(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs in which one variable stands in place of another."""
    for function in functions(tree):
        known = variables(function)
        for statement in ast.walk(function):
            if not isinstance(statement, ast.stmt) or isinstance(statement, ast.FunctionDef):
                continue
            for node in own_names(statement):
                name = node.id
                for other in known:
                    if other == name or name not in known:
                        continue
                    node.id = other
                    said = f"`{name}` is the wrong variable in `{text_of(statement, node, name)}`."
                    yield Repair(ast.unparse(tree), f"Line {node.lineno}: {said}")
                    node.id = name


def wrapped(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs in which a function is another, or is missing round a variable."""
    known = functions_of_one(tree)
    for slot in slots(tree):
        node = slot.get()
        match node:
            case ast.Call(func=function) if ast.unparse(function) in known:
                text = text_of(node)
                for name, other in known.items():
                    node.func = other
                    said = f"`{text_of(function)}` is the wrong function in `{text}`."
                    if name != ast.unparse(function):
                        yield Repair(ast.unparse(tree), f"Line {node.lineno}: {said}")
                    node.func = function
            case ast.Name(id=name, ctx=ast.Load()) if name not in {*known, *MODULES}:
                yield from _round_a_name(tree, slot, known)


def _round_a_name(tree: ast.Module, slot: Slot, known: dict[str, ast.expr]) -> Iterator[Repair]:
    node, inside = slot.get(), text_of(slot.parent)
    ways: list[tuple[ast.expr, str]] = [
        (ast.Call(function, [node], []), f"`{name}` is missing at")
        for name, function in known.items()
        if name not in ("len", "range")
    ]
    if isinstance(slot.parent, ast.BinOp) and isinstance(slot.parent.op, ast.Mult):
        ways.append((ast.BinOp(node, ast.Pow(), ast.Constant(2)), "a square is missing at"))
    if not isinstance(slot.parent, ast.Attribute | ast.Tuple | ast.Return | ast.Assign):
        ways.append((ast.Attribute(node, "T", ast.Load()), "a `.T` is missing at"))
    for other, said in ways:
        slot.put(other)
        told = f"{said} `{text_of(node)}` in `{inside}`."
        yield Repair(ast.unparse(tree), f"Line {node.lineno}: {told}")
        slot.put(node)


def whole_values(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs in which what is assigned or returned has something more to it."""
    for function in functions(tree):
        known = variables(function)
        for slot in _values(function):
            node = slot.get()
            text = text_of(node)
            for other, said in more(node, text, known):
                slot.put(other)
                yield Repair(ast.unparse(tree), f"Line {node.lineno}: {said}")
                slot.put(node)


def _values(function: ast.FunctionDef) -> Iterator[Slot]:
    for statement in ast.walk(function):
        if isinstance(statement, ast.Assign | ast.AugAssign | ast.Return) and statement.value:
            if isinstance(statement.value, ast.Tuple):
                for place in range(len(statement.value.elts)):
                    yield Slot(statement.value, "elts", place)
            else:
                yield Slot(statement, "value", None)
                match statement.value:
                    case ast.BinOp(op=ast.Add() | ast.Sub()) as sums:
                        yield Slot(sums, "right", None)
