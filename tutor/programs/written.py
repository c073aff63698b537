"""Pieces of a program's text that tell no value themselves, as events: a loop, a list of names."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from tutor.programs.recorded import Event, Recorded
from tutor.programs.spots import Site, Spot
from tutor.programs.syntax import tree_of


def written_at(node: ast.expr | ast.stmt, moment: Event, recorded: Recorded) -> Event:
    """Return an event for a piece of the text, at the moment of another event, with its value."""
    text = ast.get_source_segment(recorded.program.code, node) or ""
    end_line, end = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
    return _at(Spot(node.lineno, node.col_offset, end_line, end, text, "read"), moment)


def loop_at(site: Site, moment: Event, recorded: Recorded) -> Event:
    """Return an event for the line that a loop begins with, at the moment of another event."""
    written = recorded.program.lines[site.line - 1]
    begin = len(written) - len(written.lstrip())
    return _at(Spot(site.line, begin, site.line, len(written), written.strip(), "read"), moment)


@lru_cache(maxsize=4)
def numbers_for_once(code: str) -> Mapping[str, ast.expr]:
    """Return the numbers that are written under a name that is given and looked up once each."""
    nodes = [*ast.walk(tree_of(code))]
    named = [each for each in nodes if isinstance(each, ast.Name)]
    stored = Counter(each.id for each in named if isinstance(each.ctx, ast.Store))
    looked_up = Counter(each.id for each in named if isinstance(each.ctx, ast.Load))
    return {
        name: value
        for each in nodes
        if isinstance(each, ast.Assign)
        for name, value in [(ast.unparse(each.targets[0]), each.value)]
        if isinstance(value, ast.Constant) and stored[name] == looked_up[name] == 1
    }


def _at(spot: Spot, moment: Event) -> Event:
    return Event(moment.number, spot, moment.node, moment.value)
