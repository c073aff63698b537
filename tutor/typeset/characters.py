"""How many terminal cells a character takes, and which characters a formula may hold."""

from __future__ import annotations

import re
from unicodedata import bidirectional, category, east_asian_width

from tutor.typeset.errors import TexError

RIGHT_TO_LEFT = {"R", "AL", "AN"}
# Terminals disagree about the widths of these, and emoji join up into sequences.
UNSURE = re.compile(
    "[\u1160-\u11ff\u2630-\u2637\u268a-\u268f\u3164\u4dc0-\u4dff"
    "\U0001d300-\U0001d37f\U0001f000-\U0001ffff]"
)


def cells(text: str) -> int:
    """Return the width of `text` in cells; combining marks take none, wide letters two."""
    if text.isascii():
        return len(text)
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if category(char) == "Mn":
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def check_character(char: str, position: int) -> None:
    """Raise TexError unless every terminal draws `char` by itself, left to right."""
    if " " <= char <= "~":
        return
    code = f"U+{ord(char):04X}"
    kind = category(char)
    if bidirectional(char) in RIGHT_TO_LEFT:
        raise TexError(f"a formula cannot hold right-to-left text ({code})", position)
    if kind == "Mn":
        message = f"a combining mark ({code}) has no cell of its own; write \\hat{{x}} or the like"
        raise TexError(message, position)
    if kind[0] not in "LNPS" or UNSURE.match(char):
        raise TexError(f"a formula cannot hold the character {code}", position)
