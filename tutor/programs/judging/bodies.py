"""The program's own functions and lambdas: what stands in one, as it ran."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from functools import lru_cache

from tutor.programs.judging.compared_pass import ComparedPass
from tutor.programs.recorded import Event
from tutor.programs.syntax import tree_of


def body_of(place: Event, compared: ComparedPass) -> Callable[[Event], bool] | None:
    """Return what tells whether an event is of the call, or the lambda, that an operation is in."""
    recorded = compared.recorded
    if inner := [e for e in _lambdas(recorded.program.code) if _spans(e, place)]:
        return lambda event: _spans(inner[-1], event)
    frame = recorded.frame(place.node)
    inside = recorded.within(frame)
    return (lambda event: event.node in inside) if frame else None


@lru_cache(maxsize=4)
def _lambdas(code: str) -> Sequence[ast.Lambda]:
    """The functions without a name, for which no call is told; those around others first."""
    return [each for each in ast.walk(tree_of(code)) if isinstance(each, ast.Lambda)]


def _spans(node: ast.Lambda | ast.stmt, event: Event) -> bool:
    """Whether an event's piece of the text stands in another."""
    at = event.place.line, event.place.column
    end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
    return (node.lineno, node.col_offset) <= at < end


def is_beside(one: Event, other: Event, compared: ComparedPass) -> bool:
    """Return whether two events stand in lambdas of one statement, or in methods of one class."""
    code = compared.recorded.program.code
    return any(_spans(each, one) and _spans(each, other) for each in _families(code))


@lru_cache(maxsize=4)
def _families(code: str) -> Sequence[ast.stmt]:
    """The classes, and the statements that hold several lambdas."""
    told = [each for each in ast.walk(tree_of(code)) if isinstance(each, ast.stmt)]
    return [each for each in told if isinstance(each, ast.ClassDef) or _holds_lambdas(each)]


def _holds_lambdas(statement: ast.stmt) -> bool:
    is_plain = not any(isinstance(each, ast.stmt) for each in ast.iter_child_nodes(statement))
    lambdas = (each for each in ast.walk(statement) if isinstance(each, ast.Lambda))
    return is_plain and len([*lambdas]) > 1
