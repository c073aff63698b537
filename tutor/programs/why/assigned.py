"""What a statement gives to a name where no operation does: a choice, another name, a list."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from functools import lru_cache

from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import is_target_path, tree_of
from tutor.programs.values import Value
from tutor.programs.why.choosing import Tested, chosen, number_written, standing_for, tested
from tutor.programs.why.evaluation import Unknown
from tutor.programs.why.gathered import gathered
from tutor.programs.why.givers import gave
from tutor.programs.why.indexed import entry
from tutor.programs.why.worked_out import (
    Cell,
    Reason,
    WorkedOut,
    assigned,
    node_at,
    worked_out,
)


def given_to(recorded: Recorded, event: Event, cell: Cell) -> Reason:
    """Return in words what a statement gave to what it assigns to; raise Unknown."""
    node = assigned(recorded, event)
    if node is None:
        raise Unknown
    whose = entry(event.name or event.place.text, cell)
    if not _is_written(node):
        return given(worked_out(recorded, event, node), node, event, whose, cell)
    tests = _tests_before(recorded, event)
    ways = f"{' and '.join(test.words for test in tests)}, so " if tests else ""
    events = [each for test in tests for each in test.events]
    written = f"line {event.line} writes it down: {whose} = {_at(node, cell)}"
    return Reason([f"{ways}{written}"], [(e, (0,) * e.value.array.ndim) for e in events])


def _tests_before(recorded: Recorded, event: Event) -> Sequence[Tested]:
    """What the `if` and the `elif` round a statement asked, the first first; none if unknown."""
    node, found = node_at(recorded, event), list[Tested]()
    above = _ifs(recorded.program.code)
    try:
        while node is not None and (test := above.get(node)):
            found.insert(0, tested(worked_out(recorded, event, test.test), test.test))
            node = test
    except Unknown:
        return []
    return found


@lru_cache(maxsize=4)
def _ifs(code: str) -> Mapping[ast.AST, ast.If]:
    """The `if` that each statement, and each target of one, stands directly in."""
    found: dict[ast.AST, ast.If] = {}
    for node in ast.walk(tree_of(code)):
        if not isinstance(node, ast.If):
            continue
        for each in [*node.body, *node.orelse]:
            found[each] = node
            for target in each.targets if isinstance(each, ast.Assign) else []:
                found[target] = node
    return found


def given(there: WorkedOut, node: ast.expr, event: Event, whose: str, cell: Cell) -> Reason:
    """Return in words why an expression gave the value of an event; raise Unknown."""
    value = event.value
    match node:
        case ast.IfExp() | ast.BoolOp():
            reason = chosen(there, node, whose, value, cell)
            return Reason([ast.unparse(node), *reason.words], reason.cells)
        case ast.List(elts=parts) | ast.Tuple(elts=parts) if not _is_written(node):
            return _part_of_display(there, parts, whose, value, cell)
        case ast.ListComp():
            return gathered(there, node, value, whose, cell)
    if _is_written(node):
        if number_written(node) is not None:
            standing_for(there, node, whose, value, cell)
        return Reason([f"{whose} = {_at(node, cell)}"])
    if not is_target_path(node):
        raise Unknown
    reason = standing_for(there, node, whose, value, cell)
    return Reason(
        [f"{whose} is {entry(ast.unparse(node), cell)}{_made(there, reason)}"], reason.cells
    )


def _made(there: WorkedOut, reason: Reason) -> str:
    """Which line made what a name is bound to, where one is known."""
    made = gave(there.recorded, reason.cells[0][0])
    return f", which line {made.line} made" if made else ""


def _part_of_display(
    there: WorkedOut, parts: list[ast.expr], whose: str, value: Value, cell: Cell
) -> Reason:
    """A part of a list that is put together of several: [a, b * 2]."""
    if len(cell) != 1 or len(parts) != len(value.array):
        raise Unknown
    part = parts[cell[0]]
    inner = standing_for(there, part, whose, Value(value.array[cell], value.kind, ()), ())
    return Reason([f"{whose} is {ast.unparse(part)}", *inner.words], inner.cells)


def _is_written(node: ast.expr) -> bool:
    if isinstance(node, ast.List | ast.Tuple):
        return all(map(_is_written, node.elts))
    return number_written(node) is not None


def _at(node: ast.expr, cell: Cell) -> str:
    """How the number of a cell is written."""
    for at in cell:
        if isinstance(node, ast.List | ast.Tuple) and at < len(node.elts):
            node = node.elts[at]
    return ast.unparse(node)
