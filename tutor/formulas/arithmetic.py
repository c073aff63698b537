"""Formulas of plain numbers, which variables and typed numbers are computed with."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from engine.formula import Apply, FormulaError, Node, evaluate, parse, walk


class Undefined(FormulaError):
    """The formula is well formed and has no value, as 1/0 and log(-1) have none."""


def number(formula: float | str | Node, names: Mapping[str, float] | None = None) -> float:
    """Return the value of a formula of plain numbers.

    Raises FormulaError when it cannot be read, Undefined when it has no value.
    """
    if isinstance(formula, int | float):
        return float(formula)
    tree = parse(formula) if isinstance(formula, str) else formula
    try:
        value = evaluate(tree, names or {}, FUNCTIONS)
    except ZeroDivisionError:
        raise Undefined("This divides by zero.") from None
    except OverflowError:
        raise Undefined("The result is too large to compute.") from None
    except ValueError as error:
        if isinstance(error, FormulaError):
            raise
        raise Undefined("This has no value: a root or logarithm of a negative number?") from None
    if math.isnan(value):
        raise Undefined("This has no value: infinity minus infinity, or the like.")
    return value


def refuse_matrices(tree: Node) -> None:
    """Raise FormulaError for a formula that computes with anything but plain numbers."""
    for node in walk(tree):
        if isinstance(node, Apply) and node.function not in FUNCTIONS:
            raise FormulaError(f"{node.function} works on matrices; here a plain number is wanted.")
        if isinstance(node, Apply) and node.options:
            raise FormulaError("An axis belongs to a matrix; here plain numbers are compared.")


def _power(base: float, exponent: float) -> float:
    value = base**exponent
    if isinstance(value, complex):
        raise Undefined("A negative number to a fractional power has no real value.")
    return float(value)


def _plain(values: tuple[float, ...], options: dict[str, int]) -> tuple[float, ...]:
    if options:
        raise FormulaError("An axis belongs to a matrix; here plain numbers are compared.")
    return values


def sigmoid(z: float) -> float:
    """Return 1 / (1 + e^-z) without overflow on either side."""
    if z >= 0:
        return 1.0 / (1.0 + math.exp(-z))
    return math.exp(z) / (1.0 + math.exp(z))


FUNCTIONS: dict[str, Callable[..., float]] = {
    "add": lambda x, y: x + y,
    "subtract": lambda x, y: x - y,
    "multiply": lambda x, y: x * y,
    "divide": lambda x, y: x / y,
    "power": _power,
    "negative": lambda x: -x,
    "less": lambda x, y: float(x < y),
    "less_equal": lambda x, y: float(x <= y),
    "greater": lambda x, y: float(x > y),
    "greater_equal": lambda x, y: float(x >= y),
    "equal": lambda x, y: float(x == y),
    "not_equal": lambda x, y: float(x != y),
    "abs": abs,
    "exp": math.exp,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "sqrt": math.sqrt,
    "square": lambda x: x * x,
    "sin": math.sin,
    "cos": math.cos,
    "tanh": math.tanh,
    "sigmoid": sigmoid,
    "relu": lambda x: max(x, 0.0),
    "floor": lambda x: float(math.floor(x)),
    "ceil": lambda x: float(math.ceil(x)),
    "round": lambda x: float(round(x)),
    "sign": lambda x: math.copysign(1.0, x) if x else 0.0,
    "max": lambda *values, **options: max(_plain(values, options)),
    "min": lambda *values, **options: min(_plain(values, options)),
}
