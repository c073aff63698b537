"""Where in the text the calls of a run were written."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from tutor.programs.recorded import Recorded
from tutor.programs.syntax import tree_of

Function = ast.FunctionDef | ast.AsyncFunctionDef


def written_call(node: int, recorded: Recorded) -> ast.Call | None:
    """Return the call that a branch of the run came of; None where it may be one of several.

    Where a function goes straight on, its calls of another are come to in the order of the text.
    """
    site, frame = recorded.nodes[node].site, recorded.frame(recorded.nodes[node].parent)
    caller = recorded.nodes[frame].site
    if site is None:
        return None
    around = caller.line if caller is not None and caller.kind == "call" else 0
    found = _calls(recorded.program.code).get((site.name, around), ())
    if len(found) == 1:
        return found[0]
    alike = [each for each in recorded.below[frame] if recorded.nodes[each].site is site]
    is_straight = around and len(alike) == len(found) and node in alike
    if not is_straight or _may_turn(around, recorded.program.code):
        return None
    ends = sorted(found, key=lambda each: (each.end_lineno or 0, each.end_col_offset or 0))
    return ends[alike.index(node)]


@lru_cache(maxsize=16)
def _may_turn(line: int, code: str) -> bool:
    """Whether the function that begins in a line goes on here or there, or round and round."""
    tree = ast.walk(tree_of(code))
    function = next(e for e in tree if isinstance(e, Function) and e.lineno == line)
    turning = (ast.For, ast.While, ast.If, ast.IfExp, ast.Try, ast.Match, ast.comprehension)
    return any(isinstance(each, (*turning, ast.BoolOp, ast.Lambda)) for each in ast.walk(function))


@lru_cache(maxsize=4)
def _calls(code: str) -> Mapping[tuple[str, int], Sequence[ast.Call]]:
    """All calls, by the name of what is called, and the line of the function round them, if any."""
    found: dict[tuple[str, int], list[ast.Call]] = {}
    for call, around in _within(tree_of(code), 0):
        match call.func:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                found.setdefault((name, around), []).append(call)
    return found


def _within(node: ast.AST, around: int) -> Iterator[tuple[ast.Call, int]]:
    for each in ast.iter_child_nodes(node):
        if isinstance(each, ast.Call):
            yield each, around
        yield from _within(each, each.lineno if isinstance(each, Function) else around)


def scope_of(statement: ast.stmt, recorded: Recorded) -> Iterator[ast.AST]:
    """Yield all of the function that a statement stands in; outside of functions, of the program.

    Functions that have the same names for their own arguments are left out there.
    """
    tree = tree_of(recorded.program.code)
    functions = [each for each in ast.walk(tree) if isinstance(each, Function)]
    around = [e for e in functions if any(each is statement for each in ast.walk(e))]
    if around:
        yield from ast.walk(around[-1])
        return
    names = {each.id for each in ast.walk(statement) if isinstance(each, ast.Name)}
    waiting: list[ast.AST] = [*tree.body]
    while waiting:
        node = waiting.pop()
        if not (isinstance(node, Function) and names & {each.arg for each in node.args.args}):
            yield node
            waiting += ast.iter_child_nodes(node)
