"""What NumPy computes on a line of its own, from what was just made: it changes nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import numpy as np

from tutor.programs.expressions import respelled, spelled
from tutor.programs.lineage import first_makers, takers_of
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.source import nodes_of
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import written_to

KIND = "result not kept"
_FUNCTIONS = _METHODS = ("clip", "reshape", "transpose", "round", "astype")
_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)
_CLOCKS = ("time", "timeit")


def unkept_results(recorded: Recorded) -> Iterator[Noticed]:
    """np.tanh(A), z + b: alone on a line, neither changes A or z, which is taken afterwards.

    Outside of loops and functions a notebook may show what stands last; where time is measured,
    something is only computed.
    """
    for node in _bare(recorded.program.code):
        event = _of(node, recorded)
        if event is not None and _is_meant_to_change(event, recorded):
            what = ast.unparse(node.func) if isinstance(node, ast.Call) else "It"
            said = f"What this gives is not kept anywhere: {what} changes no array by itself."
            yield Noticed(event, KIND, said)


def _bare(code: str) -> Iterator[ast.expr]:
    """The statements in loops and functions that only compute, in NumPy's terms."""
    nodes = nodes_of(code)
    imported = [e for e in nodes if isinstance(e, ast.Import | ast.ImportFrom)]
    names = {alias.name for each in imported for alias in each.names}
    names |= {each.module or "" for each in imported if isinstance(each, ast.ImportFrom)}
    blocks = [e for e in nodes if isinstance(e, ast.For | ast.While | ast.FunctionDef)]
    found = {id(e): e for block in blocks for e in ast.walk(block) if isinstance(e, ast.Expr)}
    if not names & {*_CLOCKS}:
        yield from (each.value for each in found.values() if _only_computes(each.value))


def _only_computes(node: ast.expr) -> bool:
    """Whether it goes number by number, or moves numbers about."""
    match node:
        case ast.BinOp(op=operator):
            return isinstance(operator, _OPERATORS)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np" | "numpy"), attr=name)):
            function = getattr(np, name, None)
            by_number = isinstance(function, np.ufunc) and function.signature is None
            return (name in _FUNCTIONS or by_number) and written_to(node) is None
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in _METHODS and written_to(node) is None
    return False


def _of(node: ast.expr, recorded: Recorded) -> Event | None:
    """What a piece of the text gave, where it is an array made of one."""
    lines = (e for e in recorded.operations if e.line == node.lineno)
    found = next((e for e in lines if respelled(e.place.text) == spelled(node)), None)
    is_made = found is not None and found.operands and found.operands[0].value.is_array
    return found if is_made and found and found.value.array.size > 1 else None


def _is_meant_to_change(event: Event, recorded: Recorded) -> bool:
    """Whether the array that it begins with was made in this turn, and is taken afterwards."""
    taken = event.operands[0].value
    made, turn = first_makers(recorded).get(id(taken)), recorded.turn(event.node)
    if made is None or recorded.turn(made.node) != turn:
        return False
    takes = takers_of(recorded).get(id(taken), ())
    return any(e.number > event.number and e.line != event.line for e in takes)
