"""Formulas over NumPy arrays: the functions they may use, with a bound on what they may cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import prod
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.elementwise import ELEMENTWISE
from engine.formula import FormulaError, Node, evaluate

Array: TypeAlias = NDArray[np.float64]

MAX_SIZE = 4_000  # numbers in one array; small enough that no BLAS starts threads for it

Shape = tuple[int, ...]


class Mismatch(FormulaError):
    """Two shapes that an operation cannot join."""

    def __init__(self, operator: str, left: Shape, right: Shape) -> None:
        super().__init__(f"{left} {operator} {right} does not fit.")
        self.operator = operator
        self.left = left
        self.right = right


def value_of(tree: Node, names: Mapping[str, Array]) -> Array:
    """Return what a formula computes; a number is an array of shape ().

    Raises Mismatch where shapes do not fit, FormulaError for unknown names and for arrays that
    would become too large. Where a value is not defined it is nan or inf.
    """
    with np.errstate(all="ignore"):
        return np.asarray(evaluate(tree, names, FUNCTIONS), dtype=np.float64)


def _elementwise(function: Callable[..., object], operator: str) -> Callable[..., Array]:
    def apply(first: Array | float, *others: Array | float) -> Array:
        result = np.asarray(first, dtype=np.float64)
        for other in others:
            _check_broadcast(operator, np.shape(result), np.shape(other))
            result = np.asarray(function(result, other), dtype=np.float64)
        return result if others else np.asarray(function(result), dtype=np.float64)

    return apply


def _check_broadcast(operator: str, left: Shape, right: Shape) -> None:
    try:
        size = prod(np.broadcast_shapes(left, right))
    except ValueError:
        raise Mismatch(operator, left, right) from None
    _check_size(size)


def _check_size(size: int) -> None:
    if size > MAX_SIZE:
        raise FormulaError(f"This makes an array of {size:,} numbers: too large to compute here.")


def _matmul(left: Array | float, right: Array | float) -> Array:
    a, b = np.asarray(left), np.asarray(right)
    if a.ndim == 0 or b.ndim == 0:
        raise FormulaError("@ multiplies matrices; to multiply by a number, write *.")
    if a.shape[-1] != b.shape[0]:
        raise Mismatch("@", a.shape, b.shape)
    _check_size(prod(a.shape[:-1]) * prod(b.shape[1:]))
    return np.asarray(a @ b)


def _dot(left: Array | float, right: Array | float) -> Array:
    if np.ndim(left) == 0 or np.ndim(right) == 0:
        return np.asarray(left * right)
    return _matmul(left, right)


def _outer(left: Array | float, right: Array | float) -> Array:
    _check_size(np.size(left) * np.size(right))
    return np.asarray(np.outer(left, right))


def _reducing(
    function: Callable[..., object], elementwise: Callable[..., Array] | None = None
) -> Callable[..., Array]:
    def apply(
        array: Array | float, *others: Array | float, axis: int | None = None, keepdims: int = 0
    ) -> Array:
        if others and elementwise is not None:
            if axis is not None or keepdims:
                raise FormulaError("The larger of two takes no axis; write max(A, axis=0) for one.")
            return elementwise(array, *others)
        dimensions = np.ndim(array)
        if axis is not None and not -dimensions <= axis < dimensions:
            axes = " and ".join(str(i) for i in range(dimensions)) or "no axis at all"
            raise FormulaError(f"axis={axis} is not there: the array has {axes}.")
        return np.asarray(function(np.asarray(array), axis=axis, keepdims=bool(keepdims)))

    return apply


def _softmax(z: Array | float) -> Array:
    """Over axis 0: the classes stand down the rows, the examples along the columns."""
    logits = np.atleast_1d(np.asarray(z))
    powers = np.exp(logits - logits.max(axis=0, keepdims=True))
    return np.asarray(powers / powers.sum(axis=0, keepdims=True))


_SIGNS = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "power": "**",
    "less": "<",
    "less_equal": "<=",
    "greater": ">",
    "greater_equal": ">=",
    "equal": "==",
    "not_equal": "!=",
}
FUNCTIONS: dict[str, Callable[..., Array]] = {
    **{name: _elementwise(f, _SIGNS.get(name, name)) for name, f in ELEMENTWISE.items()},
    "max": _reducing(np.max, _elementwise(np.maximum, "max")),
    "min": _reducing(np.min, _elementwise(np.minimum, "min")),
    "sum": _reducing(np.sum),
    "mean": _reducing(np.mean),
    "matmul": _matmul,
    "dot": _dot,
    "outer": _outer,
    "transpose": lambda x: np.asarray(x).T,
    "softmax": _softmax,
}
