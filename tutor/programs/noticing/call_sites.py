"""Where in the text the calls of a run were written."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from tutor.programs.recorded import Recorded
from tutor.programs.syntax import tree_of

Function = ast.FunctionDef | ast.AsyncFunctionDef


def written_call(node: int, recorded: Recorded) -> ast.Call | None:
    """Return the call that a branch of the run came of; None where it may be one of several."""
    branch = recorded.nodes[node]
    caller = recorded.nodes[recorded.frame(branch.parent)].site
    if branch.site is None:
        return None
    around = caller.line if caller is not None and caller.kind == "call" else 0
    found = _calls(recorded.program.code).get((branch.site.name, around), ())
    return found[0] if len(found) == 1 else None


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
