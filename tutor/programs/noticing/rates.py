"""Learning rates that are to become smaller from step to step, and grow."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tutor.programs.expressions import respelled
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded
from tutor.programs.written import written_at

_RATE = re.compile(r"(?:^|_)(?:lr|rate|eta|alpha|stepsize|step_size|learning_rate)(?:_|\d|$)")
_LETTER = re.compile(r"(?:alpha|eta)\d*$")
_NO_RATE = re.compile(r"drop|keep|error|noise|hit|miss|sampl")
_SCHEDULE = re.compile(r"decay|schedule|anneal")
_DECAY = re.compile(r"decay|gamma|drop|shrink|anneal|factor")
_SLOWLY = re.compile(r"decay|tau|anneal|drop|half|horizon|time")
_COUNTS_STEPS = re.compile(r"^(?:\w+\.)*_?(?:t|\w*(?:iter|step|epoch|sweep|update)\w*)\b")
"""What counts steps: with another name it may go through rates that are tried."""
_COUNTS = re.compile(r"^(?:t|i|k|n|it|iter|iteration|step|epoch|ep|e)(?:_?num|_?no)?$")
_MOVED = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_BOUNDS = {"min", "max", "minimum", "maximum", "clip", "where"}


@dataclass(frozen=True, slots=True, eq=False)
class _Rate:
    """Where a rate is computed."""

    statement: ast.stmt
    name: str
    value: ast.expr
    """What it becomes, or what it is multiplied by."""
    above: Sequence[ast.AST]
    """What it stands in, the outermost first."""


def growing_rates(recorded: Recorded) -> Iterator[Noticed]:
    """A rate that is multiplied by what grows with each step, or divided by what falls."""
    if not re.search(r"lr|rate|eta|alpha|step_?size|decay|schedule", recorded.program.code):
        return
    try:
        tree = ast.parse(recorded.program.code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    growth, rates = _Growth(recorded, _counters(tree)), [*_rates(tree)]
    sure = [each for each in rates if not _LETTER.search(each.name.lower())]
    bounded = {each.name for each in rates if _is_bounded(each.value)}
    for each in sure or rates:  # beside an lr, alpha is something else
        counters = {*growth.counters, *_parameters(each)}
        said = growth.said(each, counters)
        is_split = any(_compares(above, counters) for above in each.above)
        if said and not is_split and each.name not in bounded and growth.is_taken(each):
            event = _event_at(each.statement, recorded)
            if event is not None:
                yield Noticed(written_at(each.statement, event, recorded), "growing rate", said)


def _rates(tree: ast.AST) -> Iterator[_Rate]:
    """All places where a rate is given a name, changed, or returned."""
    waiting: list[tuple[ast.AST, tuple[ast.AST, ...]]] = [(tree, ())]
    while waiting:
        node, above = waiting.pop()
        waiting += [(each, (*above, node)) for each in ast.iter_child_nodes(node)]
        match node:
            case ast.Assign(targets=[target], value=value) if _is_rate(ast.unparse(target)):
                yield _Rate(node, ast.unparse(target), value, above)
            case ast.AugAssign(target=target, op=ast.Mult(), value=value):
                if _is_rate(ast.unparse(target)):
                    whole = ast.BinOp(target, ast.Mult(), value)
                    yield _Rate(node, ast.unparse(target), whole, above)
            case ast.AugAssign(target=target, op=ast.Div(), value=value):
                if _is_rate(ast.unparse(target)):
                    whole = ast.BinOp(target, ast.Div(), value)
                    yield _Rate(node, ast.unparse(target), whole, above)
            case ast.Return(value=ast.expr() as value):
                around = [e for e in above if isinstance(e, ast.FunctionDef)]
                name = around[-1].name if around else ""
                if _is_rate(name) or _SCHEDULE.search(name):
                    yield _Rate(node, name, value, above)


def _is_rate(path: str) -> bool:
    word = re.sub(r"\[[^\[\]]*\]$", "", path).rpartition(".")[2].lower()
    return bool(_RATE.search(word)) and not _NO_RATE.search(word)


def _counters(tree: ast.AST) -> set[str]:
    """What grows from turn to turn: what a loop counts with, and what 1 is added to."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.For(target=ast.Name(id=name), iter=ast.Call(func=func, args=args)):
                called = ast.unparse(func).rpartition(".")[2]
                if (called in ("range", "trange") and len(args) < 3) or called == "count":
                    found.add(name)
            case ast.For(
                target=ast.Tuple(elts=[ast.Name(id=name), *_]),
                iter=ast.Call(func=ast.Name(id="enumerate")),
            ):
                found.add(name)
            case ast.AugAssign(target=target, op=ast.Add(), value=ast.Constant(value=int(by))):
                if by > 0:
                    found.add(ast.unparse(target))
                if by > 0 and isinstance(target, ast.Attribute):
                    found.add(f".{target.attr}")  # self.steps there may be optimizer.steps here
    return found


def _parameters(rate: _Rate) -> Iterator[str]:
    """What a function is given that counts, by its name."""
    for each in rate.above:
        if isinstance(each, ast.FunctionDef):
            yield from (a.arg for a in each.args.args if _COUNTS.match(a.arg))


def _is_bounded(value: ast.expr) -> bool:
    calls = (each for each in ast.walk(value) if isinstance(each, ast.Call))
    return any(ast.unparse(each.func).rpartition(".")[2] in _BOUNDS for each in calls)


def _compares(node: ast.AST, counters: set[str]) -> bool:
    """Whether it goes different ways by how far the steps are, as a warm-up does."""
    tests: list[ast.AST] = []
    if isinstance(node, ast.If | ast.IfExp):
        tests = [node.test]
    elif isinstance(node, ast.FunctionDef):
        ways = (each for each in ast.walk(node) if isinstance(each, ast.If | ast.IfExp))
        tests = [each.test for each in ways]
    compared = (e for test in tests for e in ast.walk(test) if isinstance(e, ast.Compare))
    return any(
        any(isinstance(op, _MOVED) for op in each.ops)
        and any(ast.unparse(e) in counters for e in ast.walk(each) if isinstance(e, ast.expr))
        for each in compared
    )


def _event_at(statement: ast.stmt, recorded: Recorded) -> Event | None:
    lines = range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
    return next((e for e in recorded.operations if e.line in lines), None)


class _Growth:
    """Tells what makes a rate grow."""

    def __init__(self, recorded: Recorded, counters: set[str]) -> None:
        self.counters, self._recorded = counters, recorded

    @cached_property
    def _values(self) -> Mapping[str, float]:
        """What each name was first."""
        found: dict[str, float] = {}
        for event in self._recorded.events:
            if not event.is_operation and not event.value.array.ndim:
                found.setdefault(respelled(event.place.text), float(event.value.array))
        return found

    def is_taken(self, rate: _Rate) -> bool:
        """Whether an operation on arrays takes it; what is returned has another name there."""
        around = rate.above[-1]
        beside = around.body if isinstance(around, ast.FunctionDef) else []
        returned = [e.value for e in (rate.statement, *beside) if isinstance(e, ast.Return)]
        if any(e is rate.value or (e and ast.unparse(e) == rate.name) for e in returned):
            return True
        told = (e for e in self._recorded.operations if e.value.array.ndim)
        return any(respelled(o.place.text) == rate.name for e in told for o in e.operands)

    def said(self, rate: _Rate, counters: set[str]) -> str:
        """Return what is said of a rate that grows, "" of another."""
        times, divided = [*_factors(rate.value)]
        for each in times:
            n = self._linear(each, counters, ast.Add) if len(times) > 1 else None
            if n is not None:
                shown = ast.unparse(each)
                return f"{rate.name} grows with {n}: to fall it is divided by ({shown})."
            if self._is_exponential(each, counters):
                return f"{rate.name} grows here: to fall, the exponent is to be below 0."
        for each in divided:
            if (n := self._linear(each, counters, ast.Sub)) is not None:
                return f"{rate.name} grows with {n}: to fall it is divided by 1 + ..., not 1 - ...."
            if self._is_power(each, counters):
                return f"{rate.name} grows here: to fall it is multiplied by {ast.unparse(each)}."
        base = [each for each in times if self._is_decay(each)]
        counts = [each for each in times if _counts(each, counters)]
        if base and counts and not divided and len(times) > 2:
            decay, n = ast.unparse(base[0]), ast.unparse(counts[0])
            power = f"{decay} ** {n if isinstance(counts[0], ast.Name) else f'({n})'}"
            return f"{rate.name} grows with {n}, from 0 on: {power} is what falls."
        return ""

    def _linear(self, node: ast.expr, counters: set[str], how: type[ast.operator]) -> str | None:
        """The t in 1 + k * t, or 1 + t / k, with k above 0."""
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, how):
            return None
        one, other = node.left, node.right
        if how is ast.Add and isinstance(other, ast.Constant):
            one, other = other, one
        if not (isinstance(one, ast.Constant) and one.value == 1):
            return None
        times, divided = [*_factors(other)]
        counts = [each for each in times if _counts(each, counters)]
        others = [each for each in (*times, *divided) if each not in counts]
        if len(counts) != 1 or not others or not all(self._value(e, 0) > 0 for e in others):
            return None
        count = ast.unparse(counts[0])
        is_named = any(_SLOWLY.search(ast.unparse(each).lower()) for each in others)
        return count if is_named or _COUNTS_STEPS.search(count.lower()) else None

    def _is_exponential(self, node: ast.expr, counters: set[str]) -> bool:
        """Whether it is exp(k * t), with k a decay above 0."""
        match node:
            case ast.Call(func=func, args=[inner]) if ast.unparse(func).endswith("exp"):
                times, divided = [*_factors(inner)]
                counts = [each for each in times if _counts(each, counters)]
                others = [each for each in (*times, *divided) if each not in counts]
                is_named = any(_DECAY.search(ast.unparse(each).lower()) for each in others)
                above = all(self._value(each, 0) > 0 for each in others)
                return len(counts) == 1 and is_named and above
        return False

    def _is_power(self, node: ast.expr, counters: set[str]) -> bool:
        """Whether it is decay ** t, or the decay alone."""
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            parts = (each for each in ast.walk(node.right) if isinstance(each, ast.expr))
            return self._is_decay(node.left) and any(_counts(each, counters) for each in parts)
        return self._is_decay(node)

    def _is_decay(self, node: ast.expr) -> bool:
        is_named = bool(_DECAY.search(ast.unparse(node).rpartition(".")[2].lower()))
        is_path = isinstance(node, ast.Name | ast.Attribute | ast.Subscript)
        return is_path and is_named and 0.3 < self._value(node, 0) < 1

    def _value(self, node: ast.expr, otherwise: float) -> float:
        """The value of a number or of a name, as it was first."""
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            return float(node.value)
        return self._values.get(ast.unparse(node), otherwise)


def _counts(node: ast.expr, counters: set[str]) -> bool:
    """Whether it grows by 1 from turn to turn: t, or t + 1, or t // 10."""
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.FloorDiv(), right=ast.expr()):
            return ast.unparse(left) in counters
        case ast.Call(func=ast.Name(id="float" | "int"), args=[inner]):
            return _counts(inner, counters)
        case ast.Attribute(attr=name) if f".{name}" in counters:
            return True
    return ast.unparse(node) in counters


def _factors(node: ast.expr) -> tuple[list[ast.expr], list[ast.expr]]:
    """What is multiplied, and what is divided by."""
    match node:
        case ast.BinOp(left=left, op=ast.Mult() | ast.Div() as op, right=right):
            (times, divided), (more, less) = _factors(left), _factors(right)
            if isinstance(op, ast.Div):
                more, less = less, more
            return [*times, *more], [*divided, *less]
    return [node], []
