"""What a lesson may be called, and the number that its id begins with."""

from __future__ import annotations

import re

LESSON_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TERM = "term-"
"""How the ids of the questions begin that the program makes of definitions."""
_NUMBER = re.compile(r"(\d+-\d+)-")


def lesson_number(lesson_id: str) -> str:
    """Return the digits that begin a lesson's id: "2-7" of "2-7-backprop-on-a-graph"."""
    match = _NUMBER.match(lesson_id)
    return match[1] if match else ""
