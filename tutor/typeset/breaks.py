"""Where a formula within a sentence may go on in the next line: behind a sign, never before it."""

from __future__ import annotations

import re

GLUE = "\u00a0"
"""Stands for a blank at which no line may end."""

_SIGN = r"(?::=|[=≈≠<>≤≥≪≫∈+−±·×])"
_BEFORE_SIGN = re.compile(rf" (?={_SIGN}(?: |$))")
_SHORT_SIDES = re.compile(rf"(?<!\S)(\S{{1,6}}{GLUE}{_SIGN}) (\S{{1,6}})(?!\S)")


def held_together(text: str) -> str:
    """Return the text with GLUE for the blanks before a sign, and around one between short sides.

    Each character keeps its place.
    """
    return _SHORT_SIDES.sub(rf"\1{GLUE}\2", _BEFORE_SIGN.sub(GLUE, text))
