"""What the functions of a formula do to numbers, and to each number of an array."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.activations import activation


def _compared(compare: Callable[..., Any]) -> Callable[..., Any]:
    return lambda a, b: np.asarray(compare(a, b), dtype=float)


def _activation(name: str) -> Callable[..., Any]:
    return lambda z: activation(name)(np.asarray(z, dtype=float))


def _power(base: Any, exponent: Any) -> Any:
    return np.power(np.asarray(base, dtype=float), exponent)


ELEMENTWISE: dict[str, Callable[..., Any]] = {
    **{name: getattr(np, name) for name in ("add", "subtract", "multiply", "divide", "negative")},
    **{name: getattr(np, name) for name in ("exp", "log", "log2", "log10", "sqrt", "square")},
    **{name: getattr(np, name) for name in ("abs", "sin", "cos", "floor", "ceil", "round", "sign")},
    **{name: _compared(getattr(np, name)) for name in ("less", "less_equal", "equal")},
    **{name: _compared(getattr(np, name)) for name in ("greater", "greater_equal", "not_equal")},
    **{name: _activation(name) for name in ("sigmoid", "tanh", "relu")},
    "power": _power,
    "max": lambda *values: np.maximum.reduce(np.broadcast_arrays(*values)),
    "min": lambda *values: np.minimum.reduce(np.broadcast_arrays(*values)),
}
"""By name; what is not defined is nan or inf, under NumPy's errstate."""
