"""Where a formula within a sentence may go on in the next line: behind a sign, never before it.

A minus is no place to break at all, for at the end of a line it looks like a hyphen. Nor is the
blank within a short product: of `J = c (w − 2)²` the first line would say `J = c`.
"""

from __future__ import annotations

import re
import textwrap
from functools import cache

GLUE = "\u00a0"
"""Stands for a blank at which no line may end."""

_SIGN = r"(?::=|[=≈≠<>≤≥≪≫∈+−±·×])"
_SHORT = rf"(?!{_SIGN}[ {GLUE}])[^\s{GLUE}]{{1,3}}"
_RULES = {
    "number": (r"(?<=\d) (?=%|\d{3}(?!\d))", GLUE),
    "gap": (r"(?<=\(\d\)) (?=\S)", GLUE),
    "pair": (r"(?<=[(\[])([−-]?\w[\w.]{0,5},) (?=[−-]?\w[\w.]{0,5}[)\]])", rf"\1{GLUE}"),
    "function": (r"\b((?:log|ln|exp|tanh|sin|cos)) (?=\S{1,6}(?!\S))", rf"\1{GLUE}"),
    "before a sign": (rf" (?={_SIGN}(?: |$))", GLUE),
    "short sides": (rf"(?<!\S)(\S{{1,6}}{GLUE}{_SIGN}) (\S{{1,6}})(?!\S)", rf"\1{GLUE}\2"),
    "short product": (rf"(?<![^\s{GLUE}])({_SHORT}) (?={_SHORT}{GLUE}{_SIGN})", rf"\1{GLUE}"),
    "after a minus": (rf"(?<={GLUE}−) (?=\S)", GLUE),
    "short factor": (rf"((?:^|[ {GLUE}]){_SIGN}[ {GLUE}][^\s{GLUE}]{{1,6}}) (?=\()", rf"\1{GLUE}"),
}
"""What holds a blank, in the order in which the rules build on one another."""
_MAY_HOLD = re.compile(r"[(\[%=≈≠<>≤≥≪≫∈+−±·×]|\d{3}|log|ln|exp|tanh|sin|cos")
"""What a text must have somewhere for any rule to hold; most have none of it."""


def held_together(text: str) -> str:
    """Return the text with GLUE for each blank at which no line may end.

    These are the blanks before a sign, around one between short sides, behind a minus, between a
    short factor and what it multiplies, within a number, before its %, before what a function is
    taken of, within a short pair, and between the number of a gap and the gap. Each character keeps
    its place.
    """
    if _MAY_HOLD.search(text):
        for pattern, glued in _rules():
            text = pattern.sub(glued, text)
    return text


@cache
def _rules() -> list[tuple[re.Pattern[str], str]]:
    """Return the rules, compiled when a text first asks for them: home should not wait for it."""
    return [(re.compile(pattern), glued) for pattern, glued in _RULES.values()]


def lines_of(text: str, width: int) -> list[str]:
    """Return the text in lines of at most `width` columns that end where they may."""
    return [line.replace(GLUE, " ") for line in textwrap.wrap(held_together(text), width)]
