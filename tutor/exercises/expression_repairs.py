"""Programs in which one expression is computed otherwise."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from itertools import chain

from tutor.exercises.other_expressions import Change, off_by_one, others, text_of
from tutor.exercises.program_tree import Repair, simple_lines, slots

_ORDINALS = ("first", "second", "third", "fourth", "fifth")


def other_expressions(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs with another sign, function, axis, bracket; numbers are left as they are."""
    return _changed(tree, numbers=False)


def other_numbers(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs with a whole number that is another."""
    return _changed(tree, numbers=True)


def _changed(tree: ast.Module, numbers: bool) -> Iterator[Repair]:
    lines = {id(node): line for line in simple_lines(tree) for node in ast.walk(line)}
    for slot in slots(tree):
        node = slot.get()
        if isinstance(node, ast.Constant) is not numbers:
            continue
        ways = changes(slot.parent, node)
        if isinstance(node, ast.Constant) and id(node) in lines:
            ways = _told_apart(node, lines[id(node)], ways)
        for other, said in ways:
            slot.put(other)
            yield Repair(ast.unparse(tree), f"Line {node.lineno}: {said}")
            slot.put(node)


def changes(parent: ast.AST, node: ast.expr) -> Iterable[Change]:
    """Return what may stand in place of an expression, also of one that counts something."""
    ways = others(node)
    if _is_bound(parent, node):  # what is too much first: a further end may do as well
        ways = chain(sorted(ways, key=lambda way: "too much" not in way[1]), off_by_one(node))
    return ways


def _told_apart(
    node: ast.Constant, line: ast.stmt | ast.expr, ways: Iterable[Change]
) -> Iterator[Change]:
    """Yield the ways with the line that the number stands in, and which of several it is."""
    value = ast.unparse(node)
    alike = [
        each
        for each in ast.walk(line)
        if isinstance(each, ast.Constant) and ast.unparse(each) == value
    ]
    alike.sort(key=lambda each: (each.lineno, each.col_offset))
    which = f" (the {_ORDINALS[alike.index(node)]} one)" if 1 < len(alike) <= len(_ORDINALS) else ""
    text = text_of(line)
    for other, _ in ways:
        yield other, f"the number {value}{which} in `{text}` is not the right one."


def _is_bound(parent: ast.AST, node: ast.expr) -> bool:
    """Say whether an expression counts something: a slice's end, a range's, a size."""
    if isinstance(parent, ast.Call):
        return isinstance(parent.func, ast.Name) and parent.func.id == "range"
    counts = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)
    return isinstance(parent, ast.Slice) or (isinstance(parent, ast.Tuple) and counts)
