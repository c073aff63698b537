"""Where a formula within a sentence may go on in the next line: behind a sign, never before it.

A minus is no place to break at all, for at the end of a line it looks like a hyphen. Nor is the
blank within a short product: of `J = c (w − 2)²` the first line would say `J = c`.
"""

from __future__ import annotations

import re
import textwrap

GLUE = "\u00a0"
"""Stands for a blank at which no line may end."""

_NUMBER = re.compile(r"(?<=\d) (?=%|\d{3}(?!\d))")
_FUNCTION = re.compile(r"\b((?:log|ln|exp|tanh|sin|cos)) (?=\S{1,6}(?!\S))")
_GAP = re.compile(r"(?<=\(\d\)) (?=\S)")
_PAIR = re.compile(r"(?<=[(\[])([−-]?\w[\w.]{0,5},) (?=[−-]?\w[\w.]{0,5}[)\]])")
_SIGN = r"(?::=|[=≈≠<>≤≥≪≫∈+−±·×])"
_BEFORE_SIGN = re.compile(rf" (?={_SIGN}(?: |$))")
_AFTER_MINUS = re.compile(rf"(?<={GLUE}−) (?=\S)")
_SHORT_SIDES = re.compile(rf"(?<!\S)(\S{{1,6}}{GLUE}{_SIGN}) (\S{{1,6}})(?!\S)")
_SHORT = rf"(?!{_SIGN}[ {GLUE}])[^\s{GLUE}]{{1,3}}"
_SHORT_PRODUCT = re.compile(rf"(?<![^\s{GLUE}])({_SHORT}) (?={_SHORT}{GLUE}{_SIGN})")
_SHORT_FACTOR = re.compile(rf"((?:^|[ {GLUE}]){_SIGN}[ {GLUE}][^\s{GLUE}]{{1,6}}) (?=\()")


def held_together(text: str) -> str:
    """Return the text with GLUE for each blank at which no line may end.

    These are the blanks before a sign, around one between short sides, behind a minus, between a
    short factor and what it multiplies, within a number, before its %, before what a function is
    taken of, within a short pair, and between the number of a gap and the gap. Each character keeps
    its place.
    """
    text = _PAIR.sub(rf"\1{GLUE}", _GAP.sub(GLUE, _NUMBER.sub(GLUE, text)))
    text = _FUNCTION.sub(rf"\1{GLUE}", text)
    held = _SHORT_SIDES.sub(rf"\1{GLUE}\2", _BEFORE_SIGN.sub(GLUE, text))
    held = _SHORT_PRODUCT.sub(rf"\1{GLUE}", held)
    return _SHORT_FACTOR.sub(rf"\1{GLUE}", _AFTER_MINUS.sub(GLUE, held))


def lines_of(text: str, width: int) -> list[str]:
    """Return the text in lines of at most `width` columns that end where they may."""
    return [line.replace(GLUE, " ") for line in textwrap.wrap(held_together(text), width)]
