"""What operations do with numbers, and how a derivative goes back through each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
_Forward = Callable[..., Any]
_Back = Callable[..., Sequence[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """How a value is made of others, and what goes back to each of them."""

    name: str
    forward: _Forward
    back: _Back
    """Takes what comes back to the result, the result, and what it was made of."""


def _fitted(back: Any, taken: Any) -> Array:
    """What goes back to a value that was stretched to others."""
    array, shape = np.asarray(back, dtype=float), np.shape(taken)
    while array.ndim > len(shape):
        array = array.sum(axis=0)
    for axis, length in enumerate(shape):
        if length == 1 and array.shape[axis] > 1:
            array = array.sum(axis=axis, keepdims=True)
    return np.broadcast_to(array, shape)


def _two(name: str, forward: _Forward, left: _Forward, right: _Forward) -> Function:
    def back(g: Any, y: Any, a: Any, b: Any) -> Sequence[Any]:
        return _fitted(g * left(y, a, b), a), _fitted(g * right(y, a, b), b)

    return Function(name, forward, back)


def _one(name: str, forward: _Forward, slope: _Forward) -> Function:
    return Function(name, forward, lambda g, y, a: (g * slope(y, a),))


def _power_by_exponent(y: Any, a: Any, b: Any) -> Any:
    return y * np.log(np.where(np.asarray(a) > 0, a, 1.0))


ADD = _two("Add", np.add, lambda y, a, b: 1.0, lambda y, a, b: 1.0)
SUB = _two("Sub", np.subtract, lambda y, a, b: 1.0, lambda y, a, b: -1.0)
MULT = _two("Mult", np.multiply, lambda y, a, b: b, lambda y, a, b: a)
DIV = _two("Div", np.true_divide, lambda y, a, b: 1.0 / b, lambda y, a, b: -y / b)
POW = _two(
    "Pow", np.power, lambda y, a, b: b * np.power(np.asarray(a, float), b - 1.0), _power_by_exponent
)
MAXIMUM = _two("maximum", np.maximum, lambda y, a, b: 1.0 * (a > b), lambda y, a, b: 1.0 * (b >= a))
MINIMUM = _two("minimum", np.minimum, lambda y, a, b: 1.0 * (a < b), lambda y, a, b: 1.0 * (b <= a))
NEGATIVE = _one("USub", np.negative, lambda y, a: -1.0)
SAME = _one("same", np.asarray, lambda y, a: 1.0)


def _product_back(g: Any, y: Any, a: Any, b: Any) -> Sequence[Any]:
    a, b, g = (np.asarray(each, dtype=float) for each in (a, b, g))
    if not a.ndim or not b.ndim:
        return _fitted(g * b, a), _fitted(g * a, b)
    if a.ndim > 2 or b.ndim > 2:
        raise ValueError(f"{a.ndim} and {b.ndim} axes")
    wide_a, wide_b = a.reshape(-1, a.shape[-1]), b.reshape(b.shape[0], -1)
    wide_g = g.reshape(wide_a.shape[0], wide_b.shape[1])
    return (wide_g @ wide_b.T).reshape(a.shape), (wide_a.T @ wide_g).reshape(b.shape)


def _outer_back(g: Any, y: Any, a: Any, b: Any) -> Sequence[Any]:
    g, flat_a, flat_b = (np.asarray(each, dtype=float) for each in (g, np.ravel(a), np.ravel(b)))
    return (g @ flat_b).reshape(np.shape(a)), (flat_a @ g).reshape(np.shape(b))


PRODUCT = Function("product", np.dot, _product_back)
OUTER = Function("outer", np.outer, _outer_back)
SIGNS: Mapping[str, Function] = {
    "Add": ADD,
    "Sub": SUB,
    "Mult": MULT,
    "Div": DIV,
    "Pow": POW,
    "MatMult": PRODUCT,
}
BY_NAME: Mapping[str, Function] = {
    "exp": _one("exp", np.exp, lambda y, a: y),
    "log": _one("log", np.log, lambda y, a: 1.0 / a),
    "log1p": _one("log1p", np.log1p, lambda y, a: 1.0 / (1.0 + a)),
    "tanh": _one("tanh", np.tanh, lambda y, a: 1.0 - y * y),
    "sqrt": _one("sqrt", np.sqrt, lambda y, a: 0.5 / y),
    "square": _one("square", np.square, lambda y, a: 2.0 * a),
    "sin": _one("sin", np.sin, lambda y, a: np.cos(a)),
    "cos": _one("cos", np.cos, lambda y, a: -np.sin(a)),
    **dict.fromkeys(("abs", "fabs", "absolute"), _one("abs", np.abs, lambda y, a: np.sign(a))),
    "negative": NEGATIVE,
    **dict.fromkeys(
        ("float", "float64", "float32", "asarray", "array", "copy", "item", "squeeze"), SAME
    ),
    **dict.fromkeys(("maximum", "fmax", "max"), MAXIMUM),
    **dict.fromkeys(("minimum", "fmin", "min"), MINIMUM),
    **dict.fromkeys(("power", "pow"), POW),
    "add": ADD,
    "subtract": SUB,
    "multiply": MULT,
    "divide": DIV,
    **dict.fromkeys(("dot", "matmul", "inner"), PRODUCT),
    "outer": OUTER,
}
"""Functions of NumPy and math, and methods, by their last names."""


def _chosen_back(g: Any, y: Any, which: Any, a: Any, b: Any) -> Sequence[Any]:
    kept, left = np.where(which, g, 0.0), np.where(which, 0.0, g)
    return np.zeros(np.shape(which)), _fitted(kept, a), _fitted(left, b)


CHOSEN = Function("where", np.where, _chosen_back)


def _flat_back(g: Any, y: Any, *taken: Any) -> Sequence[Any]:
    return [np.zeros(np.shape(each)) for each in taken]


COMPARED: Mapping[str, Function] = {
    "Gt": Function("Gt", np.greater, _flat_back),
    "GtE": Function("GtE", np.greater_equal, _flat_back),
    "Lt": Function("Lt", np.less, _flat_back),
    "LtE": Function("LtE", np.less_equal, _flat_back),
}
"""By the names of Python's syntax: what goes along with nothing, but tells where to go."""


def reduced(name: str, axis: Any, keeps: bool) -> Function:
    """Return a sum or a mean, along an axis or of all."""
    take = np.mean if name in ("mean", "average") else np.sum

    def back(g: Any, y: Any, a: Any) -> Sequence[Any]:
        g = np.asarray(g, dtype=float)
        if axis is not None and not keeps:
            g = np.expand_dims(g, axis)
        share = np.size(y) / max(np.size(a), 1) if take is np.mean else 1.0
        return (np.broadcast_to(g * share, np.shape(a)),)

    return Function(name, lambda a: take(a, axis=axis, keepdims=keeps), back)


def scaled(function: Function, times: float) -> Function:
    """Return so many times a function."""
    return Function(
        function.name,
        lambda *taken: times * function.forward(*taken),
        lambda g, y, *taken: [times * each for each in function.back(g, y / times, *taken)],
    )


def highest(name: str, axis: Any, keeps: bool) -> Function:
    """Return the largest number, or the smallest, along an axis or of all."""
    take = np.min if name.endswith("min") else np.max

    def back(g: Any, y: Any, a: Any) -> Sequence[Any]:
        g, y = np.asarray(g, dtype=float), np.asarray(y)
        if axis is not None and not keeps:
            g, y = np.expand_dims(g, axis), np.expand_dims(y, axis)
        at = np.asarray(a) == y
        return (g * at / at.sum(axis=axis, keepdims=True),)

    return Function(name, lambda a: take(a, axis=axis, keepdims=keeps), back)


def clipped(low: Any, high: Any) -> Function:
    """Return np.clip between bounds that are known."""

    def back(g: Any, y: Any, a: Any) -> Sequence[Any]:
        inside = (a >= (-np.inf if low is None else low)) & (
            a <= (np.inf if high is None else high)
        )
        return (g * inside,)

    return Function("clip", lambda a: np.clip(a, low, high), back)


def contracted(letters: str) -> Function:
    """Return np.einsum of two arrays, as its letters say; ValueError where they say more.

    Without an arrow the letters that stand once are left, in their order.
    """
    inner, arrow, result = letters.replace(" ", "").partition("->")
    left, _, right = inner.partition(",")
    if not arrow:
        result = "".join(sorted(each for each in left + right if inner.count(each) == 1))
    are_twice = any(len({*each}) < len(each) for each in (left, right))
    is_alone = {*left} - {*right, *result} or {*right} - {*left, *result}
    if not (left.isalpha() and right.isalpha()) or are_twice or is_alone:
        raise ValueError(letters)

    def back(g: Any, y: Any, a: Any, b: Any) -> Sequence[Any]:
        return (
            np.einsum(f"{result},{right}->{left}", g, b),
            np.einsum(f"{result},{left}->{right}", g, a),
        )

    return Function("einsum", lambda a, b: np.einsum(f"{inner}->{result}", a, b), back)


TURNED = Function("T", np.transpose, lambda g, y, a: (np.transpose(g),))


def part(index: Any) -> Function:
    """Return what takes a part of an array."""

    def back(g: Any, y: Any, a: Any) -> Sequence[Any]:
        whole = np.zeros(np.shape(a))
        np.add.at(whole, index, g)
        return (whole,)

    return Function("part", lambda a: np.asarray(a)[index], back)


GATHERED = Function(
    "gathered", lambda *parts: np.stack(parts), lambda g, y, *parts: [*np.asarray(g)]
)
SUMMED = Function("sum", lambda *parts: sum(parts), lambda g, y, *parts: [g] * len(parts))


def joined(axis: int) -> Function:
    """Return what puts arrays beside each other, or one below another."""

    def back(g: Any, y: Any, *parts: Any) -> Sequence[Any]:
        ends = np.cumsum([np.shape(each)[axis] for each in parts])[:-1]
        return np.split(np.asarray(g), ends, axis=axis)

    return Function("joined", lambda *parts: np.concatenate(parts, axis=axis), back)


def reshaped(shape: tuple[int, ...]) -> Function:
    """Return what gives the same numbers another shape."""
    return Function(
        "reshape",
        lambda a: np.reshape(a, shape),
        lambda g, y, a: (np.reshape(g, np.shape(a)),),
    )


def put_in(index: Any) -> Function:
    """Return W[index] = value, of a whole array."""

    def forward(a: Any, b: Any) -> Array:
        whole = np.array(a, dtype=float)
        whole[index] = b
        return whole

    def back(g: Any, y: Any, a: Any, b: Any) -> Sequence[Any]:
        rest = np.array(g, dtype=float)
        rest[index] = 0.0
        return rest, _fitted(np.asarray(g)[index], b)

    return Function("put", forward, back)


def _put_where_back(g: Any, y: Any, a: Any, where: Any, b: Any) -> Sequence[Any]:
    at = np.asarray(where, dtype=bool)
    return np.where(at, 0.0, g), np.zeros(np.shape(where)), np.sum(np.where(at, g, 0.0))


PUT_WHERE = Function(
    "put",
    lambda a, where, b: np.where(np.asarray(where, dtype=bool), b, a),
    _put_where_back,
)
"""W[mask] = a number, of a whole array."""


def added_in(index: Any, sign: float) -> Function:
    """Return W[index] += value, or -=, of a whole array."""

    def forward(a: Any, b: Any) -> Array:
        whole = np.array(a, dtype=float)
        whole[index] += sign * np.asarray(b)
        return whole

    return Function(
        "Add" if sign > 0 else "Sub",
        forward,
        lambda g, y, a, b: (g, _fitted(sign * np.asarray(g)[index], b)),
    )
