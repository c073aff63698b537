r"""The operations of a computation graph: LaTeX, and the derivative by each operand.

    u = a + b          du/da = 1                  du/db = 1
    u = a - b          du/da = 1                  du/db = -1
    u = a * b          du/da = b                  du/db = a
    u = a / b          du/da = 1/b                du/db = -a/b^2
    u = a ** b         du/da = b a^(b-1)          du/db = a^b log a
    u = -a             du/da = -1
    u = exp(a)         du/da = u                  u = log(a)       du/da = 1/a
    u = log2(a)        du/da = 1/(a log 2)        u = log10(a)     du/da = 1/(a log 10)
    u = sqrt(a)        du/da = 1/(2 u)            u = square(a)    du/da = 2 a
    u = sin(a)         du/da = cos(a)             u = cos(a)       du/da = -sin(a)
    u = tanh(a)        du/da = 1 - u^2            u = sigmoid(a)   du/da = u (1 - u)
    u = relu(a)        du/da = 1 if a > 0 else 0  (0 at a = 0)
    u = abs(a)         du/da = sign(a)            (0 at a = 0)
    u = max(a, b, ..)  du/da = 1 for the largest, else 0  (of equals, the first); so with min
    u = a < b, sign(a), floor(a), ceil(a), round(a): steps, whose derivative is 0

Where a value is not defined, the result is inf or nan, as in NumPy: log(0) = -inf, 0/0 = nan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from engine.elementwise import ELEMENTWISE
from engine.latex import bracketed, number

Numbers: TypeAlias = Sequence[np.float64]
Texts: TypeAlias = Sequence[str]


class Rule(NamedTuple):
    """One operation; its own value and text are `u`, those of its operands `x`."""

    latex: Callable[[Texts], str]
    derivative: Callable[[Numbers, np.float64, int], np.float64 | float]
    """By the operand at an index, from (operands, result, index)."""
    derivative_latex: Callable[[Texts, str, int], str]


def value_of(op: str, operands: Numbers) -> np.float64:
    """What an operation gives."""
    return np.float64(operands[0] if op == "identity" else ELEMENTWISE[op](*operands))


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
    return rf"-\frac{{{x[0]}}}{{{_power_latex([x[1], '2'])}}}" if index else _one_over(x[1])


def _one_over(below: str) -> str:
    return rf"\frac{{1}}{{{below}}}"


def _one_where(claim: str) -> str:
    return rf"\mathbf{{1}}_{{[{claim}]}}"


def _called(name: str) -> Callable[[Texts], str]:
    return lambda x: rf"{name}({', '.join(x)})"


def _sum_rule(sign: str, slope: int) -> Rule:
    return Rule(
        lambda x: f"{x[0]} {sign} {x[1]}",
        lambda x, u, i: slope if i else 1,
        lambda x, u, i: str(slope) if i else "1",
    )


def _step_rule(latex: Callable[[Texts], str]) -> Rule:
    return Rule(latex, lambda x, u, i: 0, lambda x, u, i: "0")


def _compared(sign: str) -> Rule:
    return _step_rule(lambda x: _one_where(f"{x[0]} {sign} {x[1]}"))


def _logarithm(name: str, base: int) -> Rule:
    return Rule(
        _called(name),
        lambda x, u, i: 1 / (x[0] * np.log(base)),
        lambda x, u, i: _one_over(rf"{x[0]} \cdot \log({base})"),
    )


def _extreme(name: str, arg: Callable[[Numbers], np.intp], sign: str) -> Rule:
    """1 for the operand that is the result and beyond those before it, else 0."""

    def derivative_latex(x: Texts, u: str, index: int) -> str:
        earlier = f"\\{name}({', '.join(x[:index])})" if index > 1 else "".join(x[:index])
        return _one_where(f"{u} = {x[index]}" + (f" {sign} {earlier}" if earlier else ""))

    return Rule(_called(f"\\{name}"), lambda x, u, i: float(i == arg(x)), derivative_latex)


RULES: dict[str, Rule] = {
    "identity": Rule(lambda x: x[0], lambda x, u, i: 1, lambda x, u, i: "1"),
    "add": _sum_rule("+", 1),
    "subtract": _sum_rule("-", -1),
    "multiply": Rule(
        lambda x: rf"{x[0]} \cdot {x[1]}",
        lambda x, u, i: x[1 - i],
        lambda x, u, i: x[1 - i],
    ),
    "divide": Rule(
        lambda x: rf"\frac{{{x[0]}}}{{{x[1]}}}",
        lambda x, u, i: -x[0] / x[1] ** 2 if i else 1 / x[1],
        _quotient_derivative_latex,
    ),
    "power": Rule(_power_latex, _power_derivative, _power_derivative_latex),
    "negative": Rule(lambda x: f"-{bracketed(x[0])}", lambda x, u, i: -1, lambda x, u, i: "-1"),
    "exp": Rule(lambda x: f"e^{{{x[0]}}}", lambda x, u, i: u, lambda x, u, i: u),
    "log": Rule(_called(r"\log"), lambda x, u, i: 1 / x[0], lambda x, u, i: _one_over(x[0])),
    "log2": _logarithm(r"\log_{2}", 2),
    "log10": _logarithm(r"\log_{10}", 10),
    "sqrt": Rule(
        lambda x: rf"\sqrt{{{x[0]}}}",
        lambda x, u, i: 1 / (2 * u),
        lambda x, u, i: _one_over(rf"2 \cdot {u}"),
    ),
    "square": Rule(
        lambda x: _power_latex([x[0], "2"]),
        lambda x, u, i: 2 * x[0],
        lambda x, u, i: rf"2 \cdot {bracketed(x[0])}",
    ),
    "abs": Rule(
        lambda x: rf"\left|{x[0]}\right|",
        lambda x, u, i: np.sign(x[0]),
        lambda x, u, i: rf"\text{{sign}}({x[0]})",
    ),
    "sin": Rule(_called(r"\sin"), lambda x, u, i: np.cos(x[0]), lambda x, u, i: rf"\cos({x[0]})"),
    "cos": Rule(_called(r"\cos"), lambda x, u, i: -np.sin(x[0]), lambda x, u, i: rf"-\sin({x[0]})"),
    "tanh": Rule(
        _called(r"\tanh"),
        lambda x, u, i: 1 - u**2,
        lambda x, u, i: f"(1 - {_power_latex([u, '2'])})",
    ),
    "sigmoid": Rule(
        _called(r"\sigma"),
        lambda x, u, i: u * (1 - u),
        lambda x, u, i: rf"{u} \cdot (1 - {bracketed(u)})",
    ),
    "relu": Rule(
        _called(r"\operatorname{ReLU}"),
        lambda x, u, i: float(x[0] > 0),
        lambda x, u, i: _one_where(f"{x[0]} > 0"),
    ),
    "max": _extreme("max", np.argmax, ">"),
    "min": _extreme("min", np.argmin, "<"),
    "less": _compared("<"),
    "less_equal": _compared(r"\leq"),
    "greater": _compared(">"),
    "greater_equal": _compared(r"\geq"),
    "equal": _compared("="),
    "not_equal": _compared(r"\neq"),
    "sign": _step_rule(_called(r"\text{sign}")),
    "round": _step_rule(_called(r"\text{round}")),
    "floor": _step_rule(lambda x: rf"\left\lfloor {x[0]} \right\rfloor"),
    "ceil": _step_rule(lambda x: rf"\left\lceil {x[0]} \right\rceil"),
}
