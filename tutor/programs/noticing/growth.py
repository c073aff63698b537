"""Formulas by which a learning rate grows from step to step."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from tutor.programs.expressions import respelled
from tutor.programs.recorded import Recorded
from tutor.programs.syntax import tree_of

_DECAY = re.compile(r"decay|gamma|drop|shrink|anneal|factor")
_SLOWLY = re.compile(r"decay|tau|anneal|drop|half|horizon|time")
_COUNTS_STEPS = re.compile(r"^(?:\w+\.)*_?(?:t|\w*(?:iter|step|epoch|sweep|update)\w*)\b")
"""What counts steps: with another name it may go through rates that are tried."""


class Growth:
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

    def said(self, name: str, value: ast.expr, counters: set[str]) -> str:
        """Return what is said of a rate that becomes a value that grows, "" of another."""
        if said := self._lacks_brackets(name, value, counters):
            return said
        times, divided = [*factors(value)]
        for each in times:
            n = self._linear(each, counters, ast.Add) if len(times) > 1 else None
            if n is not None:
                shown = ast.unparse(each)
                return f"{name} grows with {n}: to fall it is divided by ({shown})."
            if self._is_exponential(each, counters):
                return f"{name} grows here: to fall, the exponent is to be below 0."
        for each in divided:
            if (n := self._linear(each, counters, ast.Sub)) is not None:
                return f"{name} grows with {n}: to fall it is divided by 1 + ..., not 1 - ...."
            if self._is_power(each, counters):
                return f"{name} grows here: to fall it is multiplied by {ast.unparse(each)}."
        base = [each for each in times if self._is_decay(each) or self._is_below_one(each)]
        counts = [each for each in times if _counts(each, counters)]
        if counts and (closed := next(filter(self._is_above_one, divided), None)):
            n = ast.unparse(counts[0])
            below = f"({ast.unparse(closed)} * {n})"
            return f"{name} grows with {n}, from 0 on: to fall it is divided by {below}."
        if base and counts and not divided and len(times) > 2:
            decay, n = ast.unparse(base[0]), ast.unparse(counts[0])
            decay = f"({decay})" if isinstance(base[0], ast.BinOp) else decay
            power = f"{decay} ** {n if isinstance(counts[0], ast.Name) else f'({n})'}"
            return f"{name} grows with {n}, from 0 on: {power} is what falls."
        return ""

    def _lacks_brackets(self, name: str, value: ast.expr, counters: set[str]) -> str:
        """What is said of rate / 1 + k * t."""
        match value:
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                _, divided = factors(left)
                times, _ = factors(right)
                by_one = [e for e in divided if isinstance(e, ast.Constant) and e.value == 1]
                counts = [e for e in times if _counts(e, counters)]
                if by_one and counts:
                    below = f"({ast.unparse(by_one[0])} + {ast.unparse(right)})"
                    return (
                        f"{name} grows with {ast.unparse(counts[0])}: {below} is to be in brackets."
                    )
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
        times, divided = [*factors(other)]
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
                times, divided = [*factors(inner)]
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

    def _is_above_one(self, node: ast.expr) -> bool:
        """Whether it is 1 + k, with k a number below 1: where a count is divided by it, no more."""
        match node:
            case ast.BinOp(left=ast.Constant(value=1), op=ast.Add(), right=by):
                return 0 < self._value(by, 0) < 1
        return False

    def _is_below_one(self, node: ast.expr) -> bool:
        """Whether it is 1 - k, with k a number of a decay below 1."""
        match node:
            case ast.BinOp(left=ast.Constant(value=1), op=ast.Sub(), right=by):
                return bool(_SLOWLY.search(ast.unparse(by).lower())) and 0 < self._value(by, 0) < 1
        return False

    def _value(self, node: ast.expr, otherwise: float) -> float:
        """The value of a number or of a name, as it was first."""
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            return float(node.value)
        written = self._given.get(ast.unparse(node).rpartition(".")[2], set())
        only = written.copy().pop() if len(written) == 1 else otherwise
        return self._values.get(ast.unparse(node), only)

    @cached_property
    def _given(self) -> Mapping[str, set[float]]:
        """The numbers that are written down for each name: where none was looked up yet."""
        found: dict[str, set[float]] = {}
        for node in ast.walk(tree_of(self._recorded.program.code)):
            for name, value in _named_values(node):
                if isinstance(value, ast.Constant) and isinstance(value.value, int | float):
                    found.setdefault(name, set()).add(float(value.value))
        return found


def _named_values(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """What is given a name: by an assignment, in a dictionary, in a call, or as a default."""
    match node:
        case ast.Dict(keys=keys, values=values):
            named = zip(keys, values, strict=True)
            yield from ((ast.unparse(key).strip("'"), each) for key, each in named if key)
        case ast.keyword(arg=str(name), value=value):
            yield name, value
        case ast.Assign(targets=[target], value=value):
            yield ast.unparse(target).rpartition(".")[2], value
        case ast.arguments(args=args, defaults=[_, *_] as defaults):
            yield from zip((a.arg for a in args[-len(defaults) :]), defaults, strict=True)


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


def factors(node: ast.expr) -> tuple[list[ast.expr], list[ast.expr]]:
    """Return what is multiplied, and what is divided by."""
    match node:
        case ast.BinOp(left=left, op=ast.Mult() | ast.Div() as op, right=right):
            (times, divided), (more, less) = factors(left), factors(right)
            if isinstance(op, ast.Div):
                more, less = less, more
            return [*times, *more], [*divided, *less]
    return [node], []
