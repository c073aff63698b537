"""Products with what a matrix was taken apart into: on its main axes, as PCA has them."""

from __future__ import annotations

import ast

from tutor.programs.expressions import called
from tutor.programs.lineage import maker
from tutor.programs.noticing.source import nodes_of
from tutor.programs.passes import Pass
from tutor.programs.recorded import Event, Recorded

_TAKING_APART = {"svd", "eig", "eigh"}


def is_of_main_axes(each: Pass, recorded: Recorded) -> bool:
    """Return whether the first layer's weights of a pass are axes that were computed at once."""
    table = maker(recorded, each.products[0].weights)
    while table.is_operation and table.operands:  # Vt[:2].T
        if called(table.place.text) in _TAKING_APART:
            return True
        table = maker(recorded, table.operands[0])
    first = next((e for e in recorded.events if e.value is table.value), table)
    return any(_takes_apart(node) for node in _statements(recorded.program.code, first))


def _statements(code: str, event: Event) -> list[ast.stmt]:
    told = (node for node in nodes_of(code) if isinstance(node, ast.Assign))
    return [node for node in told if node.lineno <= event.line <= (node.end_lineno or 0)]


def _takes_apart(node: ast.stmt) -> bool:
    calls = (each for each in ast.walk(node) if isinstance(each, ast.Call))
    return any(called(ast.unparse(each)) in _TAKING_APART for each in calls)
