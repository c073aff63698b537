"""Iterators that a loop goes through once, and that have nothing left for its next round."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tutor.programs.expressions import parsed
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.source import is_path, nodes_of
from tutor.programs.recorded import Recorded
from tutor.programs.syntax import yields
from tutor.programs.written import written_at

KIND = "iterator spent"
_ONCE = ("zip", "reversed", "map", "filter", "enumerate", "iter")
_OFTEN = 2
"""Rounds without a turn."""


def spent_iterators(recorded: Recorded) -> Iterator[Noticed]:
    """pairs = zip(params, grads) before the loop that goes through it again and again."""
    rounds: dict[int, list[int]] = {}
    for number, node in enumerate(recorded.nodes):
        if node.site is not None and node.site.kind == "loop" and node.turn is None:
            rounds.setdefault(id(node.site), []).append(number)
    for loops in rounds.values():
        first, *others = loops
        site = recorded.nodes[first].site
        if site is None or len(others) < _OFTEN or not recorded.below[first]:
            continue
        if any(recorded.below[each] for each in others[:-1]):
            continue  # the last may be cut off by the end of what was kept
        made = _made_once(site.text.partition(" in ")[2], recorded)
        event = next(
            (e for e in recorded.operations if e.number >= recorded.nodes[first].first), None
        )
        if made is not None and event is not None:
            said = (
                f"{ast.unparse(made)} can be gone through once: the loop in line {site.line} has "
                f"no turns from its second round on. list(…) holds it."
            )
            yield Noticed(written_at(made, event, recorded), KIND, said)


def _made_once(text: str, recorded: Recorded) -> ast.expr | None:
    """Where the iterator that a loop goes through by its name is made, if nothing else is."""
    node = parsed(text)
    if node is None or not is_path(node):
        return None
    word = text.rpartition(".")[2]
    found = [value for target, value in _given(recorded) if target.rpartition(".")[2] == word]
    return found[0] if len(found) == 1 and _is_iterator(found[0], recorded) else None


def _given(recorded: Recorded) -> Iterator[tuple[str, ast.expr]]:
    for node in nodes_of(recorded.program.code):
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                for target, value in zip(targets, values, strict=False):
                    yield ast.unparse(target), value
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    yield ast.unparse(target), value
            case ast.keyword(arg=str(name), value=value):
                yield name, value


def _is_iterator(node: ast.expr, recorded: Recorded) -> bool:
    if isinstance(node, ast.Call):
        nodes = nodes_of(recorded.program.code)
        functions = (each for each in nodes if isinstance(each, ast.FunctionDef))
        own = {each.name for each in functions if yields(each)}
        return ast.unparse(node.func) in (*_ONCE, *own)
    return isinstance(node, ast.GeneratorExp)
