"""Which cell of a list or an array the variable of a loop or a comprehension stands for."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import leaves_of, tree_of
from tutor.programs.why.worked_out import Cell, node_at, span, span_of, worked_out

_Gathering = ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp


def gone_through(recorded: Recorded, event: Event, cell: Cell) -> tuple[Event, Cell] | None:
    """Return the cell that a variable's cell is, in what is gone through; None where unknown."""
    node = node_at(recorded, event)
    if not isinstance(node, ast.Name):
        return None
    found = _in_comprehension(recorded, event, node) or _in_loop(recorded, event, node.id)
    if found is None:
        return None
    source, number = found
    place, array = (number, *cell), source.value.array
    is_part = array.ndim == len(place) and number < len(array) and not source.value.cut
    if not is_part or array.shape[1:] != event.value.array.shape:
        return None
    same = np.array_equal(array[place], event.value.array[cell], equal_nan=True)
    return (source, place) if same else None


def _in_comprehension(recorded: Recorded, event: Event, node: ast.Name) -> tuple[Event, int] | None:
    """What a comprehension goes through, and how often the variable was looked at before."""
    whole, over = _comprehensions(recorded.program.code).get(node, (None, None))
    source = _source(over.target, over.iter, node.id) if over else None
    if whole is None or source is None:
        return None
    there = worked_out(recorded, event, whole)
    told = there.event_at(source)
    return (told, len(there.events_at(node))) if told else None


def _in_loop(recorded: Recorded, event: Event, name: str) -> tuple[Event, int] | None:
    """What a loop goes through, and in which turn it is."""
    loops = _loops(recorded.program.code)
    for turn in reversed(recorded.path(event.node)):
        branch = recorded.nodes[turn]
        if recorded.is_call(turn):
            return None
        loop = loops.get(branch.site.line) if branch.site and branch.turn is not None else None
        source = _source(loop.target, loop.iter, name) if loop else None
        if source is None or branch.turn is None:
            continue
        where = span_of(recorded, source)
        events = (e for e in recorded.events if e.node == branch.parent)
        told = next((e for e in events if span(e.place) == where), None)
        return (told, branch.turn) if told else None
    return None


def _source(target: ast.expr, over: ast.expr, name: str) -> ast.expr | None:
    """Return what a name goes through one by one: the Y of `for x, y in zip(X, Y)`."""
    names = [each.id if isinstance(each, ast.Name) else "" for each in leaves_of(target)]
    match over:
        case ast.Call(func=ast.Name(id="zip"), args=parts) if isinstance(target, ast.Tuple):
            pairs = zip(target.elts, parts, strict=False)
            found = (_source(each, part, name) for each, part in pairs)
            return next((each for each in found if each is not None), None)
        case ast.Call(func=ast.Name(id="enumerate"), args=[part]):
            if not isinstance(target, ast.Tuple) or len(target.elts) != 2:
                return None
            return _source(target.elts[1], part, name)
    return over if names == [name] and isinstance(target, ast.Name) else None


@lru_cache(maxsize=4)
def _comprehensions(
    code: str,
) -> Mapping[ast.AST, tuple[ast.expr, ast.comprehension]]:
    """For each look at a comprehension's variable the whole, and the part that it goes through."""
    found: dict[ast.AST, tuple[ast.expr, ast.comprehension]] = {}
    for node in ast.walk(tree_of(code)):
        if not isinstance(node, _Gathering):
            continue
        for over in node.generators:
            names = {e.id for e in ast.walk(over.target) if isinstance(e, ast.Name)}
            looks = (e for e in ast.walk(node) if isinstance(e, ast.Name) and e.id in names)
            found |= dict.fromkeys(looks, (node, over))
    return found


@lru_cache(maxsize=4)
def _loops(code: str) -> Mapping[int, ast.For]:
    """The loops of a program by the lines that they begin on."""
    return {e.lineno: e for e in ast.walk(tree_of(code)) if isinstance(e, ast.For)}
