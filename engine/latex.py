"""Names and numbers as they stand in a formula's LaTeX."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from engine.spelling import GREEK


def symbol(name: str) -> str:
    r"""A variable's name: "a", "w1" as w_{1}, "x_in" as x_{in}, "theta" as \theta."""
    base, _, subscript = name.partition("_")
    if not subscript and (match := re.fullmatch(r"(\D+)(\d+)", base)):
        base, subscript = match[1], match[2]
    if not base:
        escaped = name.replace("_", r"\_")
        return rf"\text{{{escaped}}}"
    if base in GREEK:
        base = f"\\{base}"
    elif len(base) > 1:
        base = rf"\text{{{base}}}"
    return f"{base}_{{{subscript.replace('_', ',')}}}" if subscript else base


def number(value: float, digits: int = 6) -> str:
    r"""A number in at most `digits` significant digits: "-0.25", "1.5 \cdot 10^{-9}", "\infty"."""
    if math.isnan(value):
        return r"\text{nan}"
    if math.isinf(value):
        return r"\infty" if value > 0 else r"-\infty"
    mantissa, _, exponent = f"{value + 0.0:.{digits}g}".partition("e")  # + 0.0: no -0
    if not exponent:
        return mantissa
    power = f"10^{{{int(exponent)}}}"
    return {"1": power, "-1": f"-{power}"}.get(mantissa, rf"{mantissa} \cdot {power}")


def factor(value: float, digits: int = 6) -> str:
    """A number as a term of a sum or a product."""
    return bracketed(number(value, digits))


def summed(terms: Sequence[str]) -> str:
    """Terms joined by + and -; 0 if there are none."""
    if not terms:
        return "0"
    rest = (f" - {term[1:]}" if term.startswith("-") else f" + {term}" for term in terms[1:])
    return terms[0] + "".join(rest)


def bracketed(latex: str) -> str:
    """A term that can follow an operator: in brackets if it starts with a minus."""
    return rf"\left({latex}\right)" if latex.startswith("-") else latex
