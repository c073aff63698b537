"""What the turns of loops are called: by the loop's variable where it counts, else by number."""

from __future__ import annotations

import ast
from functools import lru_cache

from tutor.plots.arrange import shortened
from tutor.plots.cells import Span, plain
from tutor.programs.recorded import Branch, Recorded
from tutor.programs.spots import Site

DEPTH = 3
"""Loops in one another whose turns are told, the innermost."""
_NAME = 16
"""Characters of what a loop goes through, at most."""


def turn_label(node: Branch) -> str:
    """Return what a turn is called below the head of its loop: "i = 0", "iteration 3"."""
    counted = _counted(node.site)
    if counted is None or node.site is None:
        return f"iteration {node.turn}"
    return f"{node.site.name} = {_value(node, counted)}"


def turns_label(first: Branch, last: Branch, sign: str) -> str:
    """Return what several turns of a loop are called: "i = 0 … 9", "iterations 0 … 9"."""
    counted = _counted(first.site)
    if counted is None or first.site is None:
        return f"iterations {first.turn}{sign}{last.turn}"
    return f"{first.site.name} = {_value(first, counted)}{sign}{_value(last, counted)}"


def place_in_loops(recorded: Recorded, node: int) -> list[str]:
    """Return the turns that a node is in, each with its loop: "j = 0", "x, y: iteration 2".

    Where a variable counts otherwise than the turns, which are typed behind #, both are told.
    """
    nodes = (recorded.nodes[each] for each in recorded.path(node)[1:])
    *outer, last = ["", *(_whole_label(each) for each in nodes if each.turn is not None)]
    if last and node == len(recorded.nodes) - 1 and recorded.is_cut_off(node):
        last = f"{last} or later"
    return [each for each in (*outer, last) if each][-DEPTH:]


def _whole_label(node: Branch) -> str:
    label, counted = turn_label(node), _counted(node.site)
    if counted is not None:
        return label if counted == (0, 1) else f"{label} (iteration {node.turn})"
    name = node.site.name if node.site else ""
    return f"{plain([shortened([Span(name)], _NAME)])}: {label}" if name else label


def _value(node: Branch, counted: tuple[int, int]) -> int:
    start, step = counted
    return start + (node.turn or 0) * step


@lru_cache
def _counted(site: Site | None) -> tuple[int, int] | None:
    """Return where a loop's variable begins and its step, as in `for i in range(2, n)`."""
    if site is None or not site.name.isidentifier():
        return None
    try:
        written = ast.parse(f"{site.text}: pass").body[0]
    except SyntaxError:
        return None
    match written:
        case ast.For(iter=ast.Call(func=ast.Name(id="range"), args=ends, keywords=[])) if ends:
            start = _whole(ends[0]) if len(ends) > 1 else 0
            step = _whole(ends[2]) if len(ends) > 2 else 1
            return None if start is None or step is None else (start, step)
    return None


def _whole(node: ast.expr) -> int | None:
    match node:
        case ast.Constant(value=int(number)):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
            return -number
    return None
