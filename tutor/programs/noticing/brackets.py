"""Quotients by 1 to which what grows is added: below the stroke it was meant, in brackets."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tutor.programs.noticing.growth import factors
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.rates import counters_in, rates_in
from tutor.programs.noticing.source import assigned, event_in, nodes_of
from tutor.programs.recorded import Recorded
from tutor.programs.syntax import tree_of
from tutor.programs.written import written_at


def lost_brackets(recorded: Recorded) -> Iterator[Noticed]:
    """scale = 1.0 / 1.0 + 0.01 * epoch."""
    tree = tree_of(recorded.program.code)
    rates = {id(each.statement) for each in rates_in(tree)}
    for node in nodes_of(recorded.program.code):
        told = assigned(node) if id(node) not in rates else None
        match told:
            case (_, ast.BinOp(left=left, op=ast.Add(), right=right)) if isinstance(node, ast.stmt):
                _, divided = factors(left)
                by_one = [e for e in divided if isinstance(e, ast.Constant) and e.value == 1]
                if not by_one or not _counts(right, counters_in(tree)):
                    continue
                event = event_in(node, recorded)
                if event is not None:
                    below = f"({ast.unparse(by_one[0])} + {ast.unparse(right)})"
                    said = f"This divides by 1 alone, and grows: {below} is to be in brackets."
                    yield Noticed(written_at(node, event, recorded), "growing rate", said)


def _counts(node: ast.expr, counters: set[str]) -> bool:
    times, _ = factors(node)
    return any(ast.unparse(each) in counters for each in times)
