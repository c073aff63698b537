"""Learning rates that become smaller so often that nothing is left of them."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tutor.programs.expressions import respelled
from tutor.programs.matching import near
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.rates import is_rate
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of

_NOTHING = 1e-6
"""How much of a rate is left of which nothing is: nobody trains with so little."""

_STEEP = 0.3
"""No one lets a rate fall to so little of itself turn by turn."""


@dataclass(frozen=True, slots=True, eq=False)
class _Falling:
    """A rate that is changed in a loop within another, and nowhere else there."""

    name: str
    statement: ast.stmt
    inner: ast.For
    outer: ast.For


def fading_rates(recorded: Recorded) -> Iterator[Noticed]:
    """A rate that falls after each batch where it is to fall after each epoch."""
    tree = tree_of(recorded.program.code)
    for each in _falling(tree, ()):
        lines = range(each.statement.lineno, (each.statement.end_lineno or 0) + 1)
        told = [e for e in recorded.operations if e.line in lines and e.name == each.name]
        told = told or [e for e in recorded.operations if e.line in lines and _is_change(e)]
        times, turns = _ratio(told), _turns(each.outer, recorded)
        if times is None or turns is None:
            continue
        often = max(Counter(_turn(e, each.outer, recorded) for e in told).values())
        if often > 1 and times ** (often * turns) < _NOTHING:
            loop = (ast.get_source_segment(recorded.program.code, each.inner) or "").split(":")[0]
            said = (
                f"{each.name} falls to {times:g} of itself in each turn of {loop}: after "
                f"{turns} turns of the outer loop nothing is left of it. Is it to fall once in "
                f"each of those?"
            )
            yield Noticed(told[0], "fading rate", said)


def rates_soon_lost(recorded: Recorded) -> Iterator[Noticed]:
    """lr *= 1 - decay in each turn, where decay is 0.95: after half of them nothing is left."""
    tree = tree_of(recorded.program.code)
    for each in _falling(tree, (), least=1):
        lines = range(each.statement.lineno, (each.statement.end_lineno or 0) + 1)
        told = [e for e in recorded.operations if e.line in lines and not e.value.array.ndim]
        times = next((found for e in told if (found := _fall(e, each.name))), None)
        turns = _turns(each.inner, recorded)
        if times is None or turns is None or times > _STEEP:
            continue
        if times ** (turns // 2) >= _NOTHING:
            continue
        loop = (ast.get_source_segment(recorded.program.code, each.inner) or "").split(":")[0]
        meant = f" Is {1 - times:g} of it meant to stay?" if 1 - times > times else ""
        said = (
            f"{each.name} falls to {times:g} of itself in each turn of {loop}: after half of its "
            f"{turns} turns nothing is left of it.{meant}"
        )
        yield Noticed(told[-1], "fading rate", said)


def _fall(event: Event, name: str) -> float | None:
    """How many times a rate is what it was before, where it becomes smaller."""
    is_step = event.place.kind == "change" or event.name == name
    waiting, old = [*event.operands], 0.0
    while waiting and is_step:
        each = waiting.pop()
        if each.place.text == name and not each.is_operation:
            old = float(each.value.array)
        waiting += [e for e in each.operands if e.line == event.line]
    times = float(event.value.array) / old if old else 0.0
    return round(times, 9) if 0 < times < 1 else None


def _falling(node: ast.AST, loops: Sequence[ast.For], least: int = 2) -> Iterator[_Falling]:
    """Yield the rates that fall in so many loops within one another."""
    for each in ast.iter_child_nodes(node):
        if isinstance(each, ast.For):
            yield from _falling(each, (*loops, each), least)
        elif isinstance(each, ast.FunctionDef | ast.ClassDef | ast.Lambda):
            yield from _falling(each, (), least)
        elif isinstance(each, ast.Assign | ast.AugAssign):
            target = each.targets[0] if isinstance(each, ast.Assign) else each.target
            name = ast.unparse(target)
            outer = loops[-min(2, len(loops))] if loops else None
            may_be = outer is not None and len(loops) >= least and is_rate(name)
            if outer is not None and may_be and len(_changes(outer, name)) == 1:
                yield _Falling(name, each, loops[-1], outer)
        elif isinstance(each, ast.If | ast.While):
            yield from _falling(each, (), least)  # it may stop falling
        else:
            yield from _falling(each, loops, least)


def _changes(loop: ast.For, name: str) -> list[ast.AST]:
    """All places in a loop where a name is given another value."""
    named = (each for each in ast.walk(loop) if isinstance(each, ast.expr))
    stored = (e for e in named if isinstance(getattr(e, "ctx", None), ast.Store))
    return [each for each in stored if ast.unparse(each) == name]


def _is_change(event: Event) -> bool:
    return event.place.kind == "change" and not event.value.array.ndim


def _ratio(told: Sequence[Event]) -> float | None:
    """How many times the one before each number is, where it is always as many, and below 1."""
    values = [float(each.value.array) for each in told if not each.value.array.ndim]
    if len(values) < 3 or not all(values):
        return None
    ratios = [b / a for a, b in pairwise(values)]
    is_one = all(near(each, ratios[0], 1e-6) for each in ratios)
    return round(ratios[0], 9) if is_one and 0 < ratios[0] < 1 else None


def _turn(event: Event, loop: ast.For, recorded: Recorded) -> int:
    """The node of the turn of a loop that an operation is in."""
    turns = (n for n in recorded.path(event.node) if recorded.nodes[n].turn is not None)
    return next((n for n in turns if _line(n, recorded) == loop.lineno), 0)


def _line(node: int, recorded: Recorded) -> int:
    site = recorded.nodes[node].site
    return site.line if site is not None else 0


def _turns(loop: ast.For, recorded: Recorded) -> int | None:
    """How often a loop goes round, where that is a number of the program."""
    match loop.iter:
        case ast.Call(func=ast.Name(id="range" | "trange"), args=[ast.Constant(value=int(turns))]):
            return turns
        case ast.Call(func=ast.Name(id="range" | "trange"), args=[count]):
            text = ast.unparse(count)
            told = (e for e in recorded.events if not e.value.array.ndim)
            known = (e.value.array for e in told if respelled(e.place.text) == text)
            number = next(known, None)
            return None if number is None else int(number)
    return None
