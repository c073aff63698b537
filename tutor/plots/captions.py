"""The lines under a live part: a note, a task, and what to try, with their maths typeset."""

from __future__ import annotations

import re

from tutor.plots.arrange import row_width
from tutor.plots.cells import Picture, Role, Span
from tutor.typeset import inline
from tutor.typeset.breaks import lines_of

NARROWEST = 20


def wrapped(text: str, width: int) -> list[str]:
    """Return the text with its maths typeset, in lines of at most `width` columns."""
    typeset = re.sub(r"\$([^$]+)\$", lambda maths: inline(maths[1]), text)
    return lines_of(typeset, max(width, NARROWEST))


def caption(text: str, width: int, role: Role = "muted", *, bold: bool = False) -> Picture:
    """Return the text as rows in one colour."""
    return [[Span(line, role, bold=bold)] for line in wrapped(text, width)]


def task_rows(text: str, done: bool, width: int, told: str = "") -> Picture:
    """Return a task with a sign before it that says whether it is done, and what is told of it."""
    rows: Picture = caption(text, width - 2, "text") or [[]]
    if told and row_width(rows[-1]) + len(told) + 2 > width - 2:
        rows.append([Span(told, "right" if done else "partly")])
    elif told:
        rows[-1] = [*rows[-1], Span(f"  {told}", "right" if done else "partly")]
    sign = Span("✔ ", "right", bold=True) if done else Span("○ ", "accent", bold=True)
    return [[sign if not number else Span("  "), *row] for number, row in enumerate(rows)]


def footer(note: str, task: Picture, hint: str, width: int) -> Picture:
    """Return what stands below every live part: the note, the task, and what to try."""
    return [*caption(note, width), *task, *caption(hint, width)]
