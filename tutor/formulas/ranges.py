"""What a formula can come to where its names lie anywhere within ranges: interval arithmetic.

The result holds every value that the formula can take, and may hold more: what lies outside of it
is proved never to come.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from itertools import product
from typing import NamedTuple

from engine.formula import Node, evaluate
from tutor.formulas.arithmetic import FUNCTIONS as OF_NUMBERS


class Range(NamedTuple):
    """All numbers from `low` to `high`; nan and nan where there is none."""

    low: float
    high: float

    @property
    def empty(self) -> bool:
        return math.isnan(self.low)


ANY = Range(-math.inf, math.inf)
NOTHING = Range(math.nan, math.nan)


def at(value: float) -> Range:
    """Return the range of one number."""
    return Range(float(value), float(value))


def range_of(tree: Node, names: Mapping[str, Range]) -> Range:
    """Return a range that holds each value of a formula of plain numbers.

    Raises FormulaError for a name or a function that is not there.
    """
    return _range(evaluate(tree, names, FUNCTIONS))


def _range(value: Range | float) -> Range:
    return value if isinstance(value, Range) else at(value)


Function = Callable[..., Range]


def _of_ranges(function: Function) -> Function:
    """Let a function take numbers too, and give nothing for nothing."""

    def apply(*values: Range | float) -> Range:
        ranges = [_range(value) for value in values]
        return NOTHING if any(each.empty for each in ranges) else function(*ranges)

    return apply


def _corners(function: Callable[[float, float], float]) -> Function:
    """Return a function whose extremes lie at the ends of what it is given."""

    def apply(a: Range, b: Range) -> Range:
        values = [function(x, y) for x, y in product(a, b)]
        return ANY if any(map(math.isnan, values)) else Range(min(values), max(values))

    return _of_ranges(apply)


def _times(x: float, y: float) -> float:
    return x * y if x and y else 0.0  # no factor is infinite itself: it only grows without end


def _divided(a: Range, b: Range) -> Range:
    return ANY if b.low <= 0 <= b.high else _QUOTIENT(a, b)


def _power(a: Range, b: Range) -> Range:
    if b.low != b.high or b.low % 1 or b.low < 0:
        return Range(0.0, math.inf) if a.low >= 0 else ANY
    ends = [_number("power", end, b.low) for end in a]
    if b.low % 2:
        return Range(*ends)
    ends = [abs(end) for end in ends]
    return Range(0.0 if a.low <= 0 <= a.high and b.low else min(ends), max(ends))


def _number(name: str, value: float, *others: float) -> float:
    """Return what a function of numbers gives; infinity where that is too large."""
    try:
        return OF_NUMBERS[name](value, *others)
    except OverflowError:
        return math.copysign(math.inf, value)


def _rising(name: str, least: float = -math.inf) -> Function:
    """Return a function that never falls, and has no value below `least`."""

    def end(value: float) -> float:
        if math.isinf(value):
            return _AT_THE_END.get(name, (value, value))[value > 0]
        return _number(name, value)

    def apply(a: Range) -> Range:
        if a.high < least:
            return NOTHING
        below = _AT_THE_END.get(name, (0.0, 0.0))[0]
        return Range(
            end(a.low) if a.low > least else below, end(a.high) if a.high > least else below
        )

    return _of_ranges(apply)


# What a rising function comes to at the lower and the upper end; else infinity stays infinity.
_AT_THE_END = {
    "exp": (0.0, math.inf),
    "sigmoid": (0.0, 1.0),
    "tanh": (-1.0, 1.0),
    "relu": (0.0, math.inf),
    "sign": (-1.0, 1.0),
    "sqrt": (0.0, math.inf),
    **dict.fromkeys(("log", "log2", "log10"), (-math.inf, math.inf)),
}


def _absolute(a: Range) -> Range:
    ends = [abs(end) for end in a]
    return Range(0.0 if a.low <= 0 <= a.high else min(ends), max(ends))


def _compared(
    surely: Callable[[Range, Range], bool], never: Callable[[Range, Range], bool]
) -> Function:
    """Return a comparison; with nothing nothing compares."""

    def apply(a: Range | float, b: Range | float) -> Range:
        first, second = _range(a), _range(b)
        if first.empty or second.empty or never(first, second):
            return at(0.0)
        return at(1.0) if surely(first, second) else Range(0.0, 1.0)

    return apply


def _not_equal(a: Range | float, b: Range | float) -> Range:
    equal = _EQUAL(a, b)
    return Range(1.0 - equal.high, 1.0 - equal.low)


def _same(a: Range, b: Range) -> bool:
    return a.low == a.high == b.low == b.high


def _apart(a: Range, b: Range) -> bool:
    return a.high < b.low or b.high < a.low


_EQUAL = _compared(_same, _apart)
_QUOTIENT = _corners(lambda x, y: x / y)
FUNCTIONS: dict[str, Function] = {
    "add": _corners(lambda x, y: x + y),
    "subtract": _corners(lambda x, y: x - y),
    "multiply": _corners(_times),
    "divide": _of_ranges(_divided),
    "power": _of_ranges(_power),
    "negative": _of_ranges(lambda a: Range(-a.high, -a.low)),
    "less": _compared(lambda a, b: a.high < b.low, lambda a, b: a.low >= b.high),
    "less_equal": _compared(lambda a, b: a.high <= b.low, lambda a, b: a.low > b.high),
    "greater": _compared(lambda a, b: a.low > b.high, lambda a, b: a.high <= b.low),
    "greater_equal": _compared(lambda a, b: a.low >= b.high, lambda a, b: a.high < b.low),
    "equal": _EQUAL,
    "not_equal": _not_equal,
    "abs": _of_ranges(_absolute),
    "square": _of_ranges(lambda a: _power(a, at(2.0))),
    "max": _of_ranges(lambda *a: Range(max(r.low for r in a), max(r.high for r in a))),
    "min": _of_ranges(lambda *a: Range(min(r.low for r in a), min(r.high for r in a))),
    **{name: _of_ranges(lambda _: Range(-1.0, 1.0)) for name in ("sin", "cos")},
    **{name: _rising(name, 0.0) for name in ("log", "log2", "log10", "sqrt")},
    **{
        name: _rising(name)
        for name in ("exp", "tanh", "sigmoid", "relu", "floor", "ceil", "round", "sign")
    },
}
