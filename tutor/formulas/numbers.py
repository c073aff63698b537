"""Numbers as learners type them, and whether one agrees with the exact value."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from math import inf, isfinite
from typing import Literal, Protocol

from engine.formula import FormulaError
from tutor.formulas.arithmetic import number
from tutor.formulas.numerals import DecimalComma, plain_number, with_decimal_comma

EXACT = 1e-6  # relative; what counts as equal where no tolerance is given
DIGITS = 3  # a decimal number rounded to so many digits is close enough, where none is given

MAX_LENGTH = 200  # characters

Agreement = Literal["exact", "rounded", "close", "too few digits"]


class Around(Protocol):
    """How far from a value an answer may be."""

    def around(self, value: float) -> float: ...


@dataclass(frozen=True, slots=True)
class Typed:
    """A number that was typed; a written-out decimal number remembers its digits."""

    value: float
    digits: int | None = None
    last_place: float = 0.0
    """The worth of one unit in the last decimal place: 0.001 for 0.731; 0 if it was computed."""
    with_decimal_comma: float | None = None
    """What 1,234 would be if its comma were a decimal point: perhaps it was meant so."""

    def rounds(self, exact: float) -> bool:
        """Say whether this is `exact` rounded to the digits that were typed."""
        if self.digits is None or not isfinite(exact) or exact == round(exact):
            return False
        return abs(self.value - exact) <= 0.5 * self.last_place * (1 + 1e-9)


def read_number(text: str, unit: str | None = None) -> Typed:
    """Return a typed number: `0.25`, `1/3`, `2e-3`, `e^-1`, `ln 2`, `12,288`, `50%`, `J = 33`.

    Raises FormulaError, which says what to type instead.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError("That is too long for a number.")
    bare = text.strip().removeprefix("≈").strip()
    if unit and bare.endswith(unit):
        bare = bare.removesuffix(unit).rstrip()
    bare = re.sub(r"^[^=<>!]{0,40}=(?!=)\s*", "", bare)
    if not bare:
        raise FormulaError("Type a number.")
    meant = with_decimal_comma(bare)
    try:
        bare = plain_number(bare)
    except DecimalComma as error:
        raise FormulaError(str(error)) from None
    if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", bare):
        return replace(_decimal(bare), with_decimal_comma=meant)
    called = re.sub(r"\b(ln|log|exp|sqrt)\s+(\d[\w.]*|e|pi)", r"\1(\2)", bare)
    return Typed(number(re.sub(r"(\d+\.?\d*)\s*%", r"(\1/100)", called)))


def _decimal(text: str) -> Typed:
    written = Decimal(text)
    value = float(written)
    if not isfinite(value):
        raise FormulaError("That number is too large.")
    exponent = int(written.as_tuple().exponent)
    return Typed(value, len(written.as_tuple().digits), 10.0**exponent if exponent < 300 else inf)


def agreement(typed: Typed, exact: float, tolerance: Around | None) -> Agreement | None:
    """Say how a typed number agrees with the exact value; None when it does not.

    With a tolerance, a number within it is "rounded" when it is the exact value rounded to the
    digits typed, else "close". Without one, only "exact" and a rounding to three digits or more
    are right; a rounding to two is reported as "too few digits".
    """
    distance = abs(typed.value - exact)
    if typed.value == exact:
        return "exact"
    if not isfinite(exact) or not isfinite(typed.value):
        return None
    if distance <= EXACT * abs(exact) * 1e-3:
        return "exact"
    rounds = typed.rounds(exact)
    if tolerance is not None:
        within = distance <= tolerance.around(exact) * (1 + 1e-9) + 1e-12 * abs(exact)
        return ("rounded" if rounds else "close") if within else None
    if distance <= EXACT * abs(exact):
        return "rounded" if rounds else "exact"
    if rounds and typed.digits is not None:
        if typed.digits >= DIGITS:
            return "rounded"
        return "too few digits" if typed.digits == DIGITS - 1 else None
    return None


def spell(value: float, digits: int = 10) -> str:
    """Return a number as text: whole numbers without a point, others to `digits` digits."""
    if abs(value) < 1e15 and value == int(value):
        return str(int(value))
    return f"{value:.{digits}g}"


def spell_exact(typed: Typed, exact: float) -> str:
    """Return the exact value with a little more precision than was typed."""
    return spell(exact, max(4, min((typed.digits or 4) + 2, 10)))
