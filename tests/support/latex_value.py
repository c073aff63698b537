r"""The value of a formula with numbers in it: \frac{1}{2} \left(3 \cdot 2 - 1\right) is 2.5.

Reads what the engine writes about single numbers, so that what is shown can be held against what
was computed, and worked again with other numbers in it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

import numpy as np

_TOKEN = re.compile(
    r"(?P<number>\d+\.?\d*|\.\d+)|(?P<command>\\(?:mathbf|operatorname|text)\{\w+\}|\\[A-Za-z]+)"
    r"|(?P<symbol>[-+*/^_(){}\[\],<>=|])|(?P<name>[A-Za-z]+)|(?P<space>[\s&]+)"
)
_IGNORED = {r"\left", r"\right", r"\,"}
_ONE_ARGUMENT: dict[str, Callable[[float], float]] = {
    r"\tanh": lambda x: float(np.tanh(x)),
    r"\log": lambda x: float(np.log(x)),
    r"\sigma": lambda x: float(1 / (1 + np.exp(-x))),
    r"\operatorname{ReLU}": lambda x: max(0.0, x),
    r"\text{sign}": lambda x: float(np.sign(x)),
    r"\text{round}": lambda x: float(np.round(x)),
    r"\sin": math.sin,
    r"\cos": math.cos,
}
_MANY_ARGUMENTS = {r"\max": max, r"\min": min}
_ENCLOSING: dict[str, tuple[str, Callable[[float], float]]] = {
    "|": ("|", abs),
    r"\lfloor": (r"\rfloor", math.floor),
    r"\lceil": (r"\rceil", math.ceil),
}
_RELATIONS: dict[str, Callable[[float, float], bool]] = {
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    r"\neq": lambda a, b: a != b,
    r"\geq": lambda a, b: a >= b,
    r"\leq": lambda a, b: a <= b,
    "=": lambda a, b: a == b,
}


def value_of(tex: str) -> float | None:
    r"""Return the number that the LaTeX stands for; None where it leaves something out (\cdots)."""
    try:
        reader = _Reader(tex)
        with np.errstate(all="ignore"):
            value = reader.sum()
        return value if reader.at == len(reader.tokens) else None
    except (LookupError, ValueError, ArithmeticError):
        return None


class _Reader:
    """Recursive descent: a sum of products of powers."""

    def __init__(self, tex: str) -> None:
        self.tokens: list[str] = []
        at = 0
        while at < len(tex):
            match = _TOKEN.match(tex, at)
            if match is None:
                raise ValueError(f"no number: {tex[at:]}")
            if match.lastgroup != "space" and match[0] not in _IGNORED:
                self.tokens.append(match[0])
            at = match.end()
        self.at = 0

    @property
    def token(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, *texts: str) -> bool:
        if self.token and self.token in texts:
            self.at += 1
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.take(text):
            raise ValueError(f"{text} is missing")

    def sum(self) -> float:
        total = -self.product() if self.take("-") else self.product()
        while self.token in ("+", "-"):
            sign = 1 if self.take("+") else -1
            if sign < 0:
                self.expect("-")
            total += sign * self.product()
        return total

    def product(self) -> float:
        value = self.power()
        while self.token and self.token not in (
            "+",
            "-",
            ")",
            "}",
            "]",
            ",",
            "|",
            r"\rfloor",
            r"\rceil",
            *_RELATIONS,
        ):
            if self.take("/"):
                value = float(np.float64(value) / self.power())
            else:
                self.take(r"\cdot")
                value *= -self.power() if self.take("-") else self.power()
        return value

    def power(self) -> float:
        base = self.atom()
        return float(np.float64(base) ** self.script()) if self.take("^") else base

    def script(self) -> float:
        return self.group("{", "}") if self.token == "{" else float(self.next())

    def next(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def group(self, opening: str, closing: str) -> float:
        self.expect(opening)
        value = self.sum()
        self.expect(closing)
        return value

    def atom(self) -> float:
        if self.token in ("(", "{", "["):
            return self.group(self.token, {"(": ")", "{": "}", "[": "]"}[self.token])
        if self.token in _ENCLOSING:
            closing, function = _ENCLOSING[self.token]
            return float(function(self.group(self.token, closing)))
        token = self.next()
        if token == r"\log" and self.take("_"):
            base = self.script()
            return float(np.log(self.group("(", ")")) / np.log(base))
        if token == r"\frac":
            above, below = self.group("{", "}"), self.group("{", "}")
            return float(np.float64(above) / below)
        if token == r"\sqrt":
            return float(np.sqrt(self.group("{", "}")))
        if token == r"\mathbf{1}":
            return self.indicator()
        if token in _ONE_ARGUMENT:
            argument = self.group("(", ")") if self.token == "(" else self.power()
            return _ONE_ARGUMENT[token](argument)
        if token in _MANY_ARGUMENTS:
            return self.largest(_MANY_ARGUMENTS[token])
        named = {r"\infty": math.inf, r"\text{nan}": math.nan, "e": math.e}
        return named[token] if token in named else float(token)

    def largest(self, choose: Callable[..., float]) -> float:
        self.expect("(")
        values = [self.sum()]
        while self.take(","):
            values.append(self.sum())
        self.expect(")")
        return choose(values)

    def indicator(self) -> float:
        self.expect("_")
        self.expect("{")
        self.expect("[")
        left, holds = self.sum(), True
        while self.token in _RELATIONS:
            relation, right = _RELATIONS[self.next()], self.sum()
            left, holds = right, holds and relation(left, right)
        self.expect("]")
        self.expect("}")
        return float(holds)
