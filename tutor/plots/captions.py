"""The lines under a live part: a note, a task, and what to try."""

from __future__ import annotations

import re
import textwrap

from tutor.plots.cells import Picture, Role, Span
from tutor.typeset import inline

NARROWEST = 20


def wrapped(text: str, width: int) -> list[str]:
    """Return the text with its maths typeset, in lines of at most `width` columns."""
    typeset = re.sub(r"\$([^$]+)\$", lambda maths: inline(maths[1]), text)
    return textwrap.wrap(typeset, max(width, NARROWEST))


def caption(text: str, width: int, role: Role = "muted", *, bold: bool = False) -> Picture:
    """Return the text as rows in one colour."""
    return [[Span(line, role, bold=bold)] for line in wrapped(text, width)]


def task_rows(text: str, done: bool, width: int) -> Picture:
    """Return a task with a sign before it that says whether it is done."""
    first, *others = wrapped(text, width - 2) or [""]
    sign = Span("✔ ", "right") if done else Span("○ ", "muted")
    return [[sign, Span(first)], *([Span(f"  {line}")] for line in others)]
