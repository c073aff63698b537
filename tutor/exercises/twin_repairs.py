"""Programs in which lines that are built alike are changed alike: a mistake made twice."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import chain

from tutor.exercises.expression_repairs import changes
from tutor.exercises.other_expressions import Change, more, text_of
from tutor.exercises.program_tree import Repair, Slot, functions, simple_lines, slots

_MOST = 4
"""Lines that are built alike."""


def twins(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs with one change in several lines, or parts of a line, that are built alike."""
    for function in functions(tree):
        given = [each.arg for each in function.args.args]
        for group in chain(_alike(simple_lines(function)), _alike_parts(function)):
            for places in zip(*map(slots, group), strict=True):
                yield from _changed(tree, places, given)


def _changed(tree: ast.Module, places: Sequence[Slot], given: Sequence[str]) -> Iterator[Repair]:
    nodes = [slot.get() for slot in places]
    ways = (_ways(slot, node, given) for slot, node in zip(places, nodes, strict=True))
    for change in zip(*ways, strict=False):
        for slot, (other, _) in zip(places, change, strict=True):
            slot.put(other)
        code = ast.unparse(tree)
        for slot, node in zip(places, nodes, strict=True):
            slot.put(node)
        yield Repair(code, _said_of_all(nodes, change[0][1]))


def _said_of_all(nodes: Sequence[ast.expr], said: str) -> str:
    lines = [node.lineno for node in nodes]
    others = sorted({*lines[1:]} - {lines[0]})
    said = f"Line {lines[0]}: {said}"
    if not others:
        return f"{said} The same holds for `{text_of(nodes[1])}` beside it."
    numbered = " and ".join(map(str, others))
    return f"{said} The same holds for line{'s' * (len(others) > 1)} {numbered}."


def _ways(slot: Slot, node: ast.expr, given: Sequence[str]) -> Iterable[Change]:
    if isinstance(node, ast.Constant):
        return ()
    ways = changes(slot.parent, node)
    text = text_of(node)
    if slot.field == "value" and isinstance(slot.parent, ast.Assign | ast.Return):
        ways = chain(ways, more(node, text, given))
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        ways = chain(ways, _counted(node, text, given))
    return ways


def _counted(node: ast.expr, text: str, given: Sequence[str]) -> Iterator[Change]:
    """Yield a variable several times over: places counted in steps."""
    two = ast.Constant(2)
    for factor in [two, *(ast.Name(name, ast.Load()) for name in given if name != text)]:
        yield ast.BinOp(factor, ast.Mult(), node), f"a factor is missing at `{text}`."


def _alike(nodes: Iterable[ast.stmt | ast.expr]) -> list[list[ast.stmt | ast.expr]]:
    """Return the groups of nodes that differ in names and numbers alone."""
    groups: dict[str, list[ast.stmt | ast.expr]] = {}
    for node in nodes:
        groups.setdefault(_built(node), []).append(node)
    return [group for group in groups.values() if 1 < len(group) <= _MOST and _has_names(group)]


def _alike_parts(function: ast.FunctionDef) -> Iterator[list[ast.stmt | ast.expr]]:
    """Yield the parts of lists of values that are built alike, as of the places in `a[i, j]`."""
    for node in ast.walk(function):
        if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
            yield from _alike(node.elts)


def _has_names(group: Sequence[ast.AST]) -> bool:
    return any(isinstance(node, ast.Name) for node in ast.walk(group[0]))


def _built(node: ast.AST) -> str:
    """Return how a node is built, whatever its names and numbers are."""
    bare = deepcopy(node)
    for each in ast.walk(bare):
        if isinstance(each, ast.Name):
            each.id = "_"
        elif isinstance(each, ast.Constant):
            each.value = 0
    return ast.dump(bare)
