"""Rates that fall by what is to be taken of the first rate, and take it of the last one."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tutor.programs.matching import near
from tutor.programs.noticing.compounding_calls import is_called_turn_by_turn, rates_handed_back
from tutor.programs.noticing.growth import factors
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.rates import (
    ComputedRate,
    counters_in,
    counting_parameters,
    is_rate,
    rates_in,
)
from tutor.programs.noticing.source import event_in
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of
from tutor.programs.written import written_at


def compounding_rates(recorded: Recorded) -> Iterator[Noticed]:
    """lr = lr / (1 + decay * epoch) in each turn, or lr *= decay ** epoch."""
    tree = tree_of(recorded.program.code)
    counters: set[str] | None = None
    for rate in rates_in(tree):
        times, divided = factors(rate.value)
        is_own = any(ast.unparse(each) == rate.name for each in times)
        if not is_own or not is_rate(rate.name) or len(times) + len(divided) < 2:
            continue
        counters = counters_in(tree) if counters is None else counters
        known = {*counters, *counting_parameters(rate)}
        by = [e for e in (*times, *divided) if _grows(e, known)]
        event = event_in(rate.statement, recorded)
        if by and event is not None and _is_changed_again(rate, by[0], recorded):
            said = (
                f"{rate.name} is made smaller by {ast.unparse(by[0])} in each turn, on top of all "
                f"turns before: it is the first rate from which that is meant."
            )
            yield Noticed(written_at(rate.statement, event, recorded), "compounding rate", said)
    for statement, name in rates_handed_back(recorded.program.code):
        event = event_in(statement, recorded)
        if event is not None:
            said = (
                f"{name} is made smaller by the number of the turn, on top of all turns before: it "
                f"is the first rate from which that is meant."
            )
            yield Noticed(written_at(statement, event, recorded), "compounding rate", said)


def _is_changed_again(rate: ComputedRate, by: ast.expr, recorded: Recorded) -> bool:
    """Whether each value is made of the one before."""
    code = recorded.program.code
    is_called = is_called_turn_by_turn(rate.name, by, rate.above, code)
    return is_called or _stays_in_loop(rate) or _goes_on(rate, recorded)


def _grows(node: ast.expr, counters: set[str]) -> bool:
    """Whether it is 1 + k * t, 1 - t / n, k ** t, or exp(-k * t), or a quotient of such."""
    match node:
        case ast.BinOp(left=ast.Constant(value=1), op=ast.Add() | ast.Sub(), right=by):
            return _takes(by, counters)
        case ast.BinOp(left=by, op=ast.Add(), right=ast.Constant(value=1)):
            return _takes(by, counters)
        case ast.BinOp(op=ast.Pow(), right=power):
            return _takes(power, counters)
        case ast.Call(func=func, args=[inner]) if ast.unparse(func).endswith("exp"):
            return _takes(inner, counters)
    return False


def _takes(node: ast.expr, counters: set[str]) -> bool:
    """Whether what counts the turns is in it, and in no quotient without a rest or a remainder."""
    inner = [*ast.walk(node)]
    if any(isinstance(each, ast.FloorDiv | ast.Mod | ast.IfExp | ast.Compare) for each in inner):
        return False
    return any(ast.unparse(each) in counters for each in inner if isinstance(each, ast.expr))


def _stays_in_loop(rate: ComputedRate) -> bool:
    """Whether nothing else gives the rate a value in the loop that it is changed in."""
    loops = [e for e in rate.above if isinstance(e, ast.For | ast.While | ast.FunctionDef)]
    if not loops or isinstance(loops[-1], ast.FunctionDef):
        return False
    if any(isinstance(each, ast.If) for each in rate.above[rate.above.index(loops[-1]) :]):
        return False
    outer = [each for each in rate.above if isinstance(each, ast.For | ast.While)]
    stored = (e for e in ast.walk(outer[0]) if _is_stored(e, rate.name))
    return len([*stored]) == 1


def _is_stored(node: ast.AST, name: str) -> bool:
    if not isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
        return False
    return isinstance(node.ctx, ast.Store) and ast.unparse(node) == name


def _goes_on(rate: ComputedRate, recorded: Recorded) -> bool:
    """Whether each value there was made of the one before, as its numbers tell."""
    lines = range(rate.statement.lineno, (rate.statement.end_lineno or 0) + 1)
    if "." not in rate.name:
        return False
    told = [e for e in recorded.operations if e.line in lines and e.name == rate.name]
    starts = [_old(each, rate.name) for each in told]
    pairs = [*pairwise(zip(told, starts, strict=True))]
    return len(pairs) > 2 and all(
        start is not None and near(start, _number(before), 1e-12)
        for (before, _), (_, start) in pairs
    )


def _old(event: Event, name: str) -> float | None:
    """What the rate was as its new value was computed."""
    waiting: Sequence[Event] = [event]
    while waiting:
        for each in waiting:
            if not each.is_operation and each.place.text == name:
                return _number(each)
        line = (e for each in waiting for e in each.operands)
        waiting = [e for e in line if e.line == event.line]
    return None


def _number(event: Event) -> float:
    return float(event.value.array) if not event.value.array.ndim else 0.0
