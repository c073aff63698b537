r"""The operations of a computation graph: value, LaTeX, and the derivative by each operand.

    u = a + b          du/da = 1                  du/db = 1
    u = a - b          du/da = 1                  du/db = -1
    u = a * b          du/da = b                  du/db = a
    u = a / b          du/da = 1/b                du/db = -a/b^2
    u = a ** b         du/da = b a^(b-1)          du/db = a^b log a
    u = -a             du/da = -1
    u = exp(a)         du/da = u                  u = log(a)       du/da = 1/a
    u = tanh(a)        du/da = 1 - u^2            u = sigmoid(a)   du/da = u (1 - u)
    u = relu(a)        du/da = 1 if a > 0 else 0  (0 at a = 0)
    u = max(a, b, ..)  du/da = 1 for the largest, else 0  (of equals, the first)

Where a value is not defined, the result is inf or nan, as in NumPy: log(0) = -inf, 0/0 = nan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from engine.latex import bracketed, number

Numbers: TypeAlias = Sequence[np.float64]
Texts: TypeAlias = Sequence[str]


class Rule(NamedTuple):
    """One operation; `result` is the value of the node itself."""

    value: Callable[[Numbers], np.float64]
    derivative: Callable[[Numbers, np.float64, int], np.float64]
    """By the operand at an index, from (operands, result, index)."""
    latex: Callable[[Texts], str]
    derivative_latex: Callable[[Texts, str, int], str]


def _sigmoid(a: np.float64) -> np.float64:
    """1 / (1 + e^-a), without overflow on either side."""
    if a >= 0:
        return np.float64(1 / (1 + np.exp(-a)))
    return np.float64(np.exp(a) / (1 + np.exp(a)))


def _power_derivative(x: Numbers, u: np.float64, index: int) -> np.float64:
    base, exponent = x
    if index == 0:
        return np.float64(0.0) if exponent == 0 else exponent * base ** (exponent - 1)
    return np.float64(0.0) if base == 0 and exponent >= 0 else u * np.log(base)


def _power_latex(x: Texts) -> str:
    base = f"({x[0]})" if x[0].startswith("-") or "^" in x[0] else x[0]
    return base if x[1] == "1" else f"{base}^{{{x[1]}}}"


def _power_derivative_latex(x: Texts, u: str, index: int) -> str:
    if index == 1:
        return rf"{u} \cdot \log({x[0]})"
    try:
        reduced = number(float(x[1]) - 1)
    except ValueError:
        reduced = f"{x[1]} - 1"
    return rf"{x[1]} \cdot {_power_latex([x[0], reduced])}"


def _quotient_derivative_latex(x: Texts, u: str, index: int) -> str:
    if index == 0:
        return rf"\frac{{1}}{{{x[1]}}}"
    return rf"-\frac{{{x[0]}}}{{{_power_latex([x[1], '2'])}}}"


def _largest(x: Numbers) -> int:
    return int(np.argmax(np.array(x)))


def _largest_latex(x: Texts, u: str, index: int) -> str:
    """1 where an operand is the result and larger than those before it, else 0."""
    earlier = f"\\max({', '.join(x[:index])})" if index > 1 else "".join(x[:index])
    larger = f" > {earlier}" if earlier else ""
    return rf"\mathbf{{1}}_{{[{u} = {x[index]}{larger}]}}"


def _ones(*signs: float) -> Callable[[Numbers, np.float64, int], np.float64]:
    return lambda x, u, index: np.float64(signs[index])


RULES: dict[str, Rule] = {
    "identity": Rule(lambda x: x[0], _ones(1), lambda x: x[0], lambda x, u, i: "1"),
    "+": Rule(
        lambda x: x[0] + x[1], _ones(1, 1), lambda x: f"{x[0]} + {x[1]}", lambda x, u, i: "1"
    ),
    "-": Rule(
        lambda x: x[0] - x[1],
        _ones(1, -1),
        lambda x: f"{x[0]} - {x[1]}",
        lambda x, u, i: "-1" if i else "1",
    ),
    "*": Rule(
        lambda x: x[0] * x[1],
        lambda x, u, i: x[1 - i],
        lambda x: rf"{x[0]} \cdot {x[1]}",
        lambda x, u, i: x[1 - i],
    ),
    "/": Rule(
        lambda x: x[0] / x[1],
        lambda x, u, i: -x[0] / x[1] ** 2 if i else 1 / x[1],
        lambda x: rf"\frac{{{x[0]}}}{{{x[1]}}}",
        _quotient_derivative_latex,
    ),
    "**": Rule(lambda x: x[0] ** x[1], _power_derivative, _power_latex, _power_derivative_latex),
    "neg": Rule(lambda x: -x[0], _ones(-1), lambda x: f"-{bracketed(x[0])}", lambda x, u, i: "-1"),
    "exp": Rule(
        lambda x: np.float64(np.exp(x[0])),
        lambda x, u, i: u,
        lambda x: f"e^{{{x[0]}}}",
        lambda x, u, i: u,
    ),
    "log": Rule(
        lambda x: np.float64(np.log(x[0])),
        lambda x, u, i: 1 / x[0],
        lambda x: rf"\log({x[0]})",
        lambda x, u, i: rf"\frac{{1}}{{{x[0]}}}",
    ),
    "tanh": Rule(
        lambda x: np.float64(np.tanh(x[0])),
        lambda x, u, i: 1 - u**2,
        lambda x: rf"\tanh({x[0]})",
        lambda x, u, i: f"(1 - {_power_latex([u, '2'])})",
    ),
    "sigmoid": Rule(
        lambda x: _sigmoid(x[0]),
        lambda x, u, i: u * (1 - u),
        lambda x: rf"\sigma({x[0]})",
        lambda x, u, i: rf"{u} \cdot (1 - {bracketed(u)})",
    ),
    "relu": Rule(
        lambda x: np.float64(np.maximum(x[0], 0)),
        lambda x, u, i: np.float64(x[0] > 0),
        lambda x: rf"\operatorname{{ReLU}}({x[0]})",
        lambda x, u, i: rf"\mathbf{{1}}_{{[{x[0]} > 0]}}",
    ),
    "max": Rule(
        lambda x: np.float64(np.max(np.array(x))),
        lambda x, u, i: np.float64(i == _largest(x)),
        lambda x: rf"\max({', '.join(x)})",
        _largest_latex,
    ),
}
