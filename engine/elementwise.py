"""What the functions of a formula do to numbers, and to each number of an array."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.activations import activation
from engine.spelling import FormulaError


def _compared(compare: Callable[..., Any]) -> Callable[..., Any]:
    return lambda a, b: np.asarray(compare(a, b), dtype=float)


def _activation(name: str) -> Callable[..., Any]:
    return lambda z: activation(name)(np.asarray(z, dtype=float))


def _power(base: Any, exponent: Any) -> Any:
    return np.power(np.asarray(base, dtype=float), exponent)


def _extreme(choose: np.ufunc) -> Callable[..., Any]:
    def apply(*values: Any, **options: int) -> Any:
        if options:
            raise FormulaError("An axis belongs to a matrix; here plain numbers are compared.")
        return choose.reduce(np.broadcast_arrays(*values))

    return apply


ELEMENTWISE: dict[str, Callable[..., Any]] = {
    **{name: getattr(np, name) for name in ("add", "subtract", "multiply", "divide", "negative")},
    **{name: getattr(np, name) for name in ("exp", "log", "log2", "log10", "sqrt", "square")},
    **{name: getattr(np, name) for name in ("abs", "sin", "cos", "floor", "ceil", "round", "sign")},
    **{name: _compared(getattr(np, name)) for name in ("less", "less_equal", "equal")},
    **{name: _compared(getattr(np, name)) for name in ("greater", "greater_equal", "not_equal")},
    **{name: _activation(name) for name in ("sigmoid", "tanh", "relu")},
    "power": _power,
    "max": _extreme(np.maximum),
    "min": _extreme(np.minimum),
}
"""By name; what is not defined is nan or inf, under NumPy's errstate."""
