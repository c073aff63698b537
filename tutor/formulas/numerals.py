"""The commas and dashes in numbers that people type: one rule for every line that takes a number.

Commas, blanks, apostrophes and underscores group thousands (12,288); decimals have a point. A
comma in any other place is refused with a message, so that no number is taken for another one.
"""

from __future__ import annotations

import re

_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([,\s'’_]\d{3})+(\.\d*)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+")
_ONE_GROUP = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")


class DecimalComma(ValueError):
    """A comma where a decimal point belongs; the message gives the number as it is written here."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"Write decimals with a point: {typed.replace(',', '.')}")


def plain_number(text: str) -> str:
    """Return typed text with `-` for every dash and, if it is a number, without its grouping.

    Raises DecimalComma for 0,5 or 3,14159.
    """
    bare = re.sub(r"[−–—]", "-", text.strip())
    if _GROUPED.fullmatch(bare):
        return re.sub(r"[,\s'’_]", "", bare)
    if _DECIMAL_COMMA.fullmatch(bare):
        raise DecimalComma(bare)
    return bare


def with_decimal_comma(text: str) -> float | None:
    """Return what 1,234 would be, were its comma meant as a decimal point; None if it has none."""
    bare = re.sub(r"[−–—]", "-", text.strip())
    return float(bare.replace(",", ".")) if _ONE_GROUP.fullmatch(bare) else None
