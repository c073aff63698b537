"""What moves between two views of a stepper: a pulse along the lines at work, numbers that roll."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from tutor.plots.arrange import cut, numbers_of, row_width
from tutor.plots.cells import Picture, Row, Span, plain
from tutor.stepping.loops import LoopTrace
from tutor.stepping.view import View

SECONDS = 0.15
"""How long a motion takes; what is shown at its end is what is shown without it."""
_BECAME = " → "
FRAMES = 5
"""Pictures in between, at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """On the way from the view before to the present one."""

    was: View
    part: float
    """How far, from 0 to 1."""


def moves(was: View, now: View) -> bool:
    """Whether the way between two views can be shown: one step on, or other numbers in one place.

    What is open beside the walk is read, so nothing moves then.
    """
    if was.trail or now.trail or now.asking or was.check or now.check or now.trend:
        return False
    steps = now.walk.position - was.walk.position
    if now.walk.trace is not was.walk.trace:
        return not steps
    return steps == 1 and not isinstance(now.walk.trace, LoopTrace)


def is_edit(motion: Motion, now: View) -> bool:
    """Whether the numbers have changed, and not the place."""
    return motion.was.walk.trace is not now.walk.trace


def rolled(old: Picture, new: Picture, part: float) -> Picture:
    """Return the new picture with its numbers on their way from those that stood there before.

    A number goes with the one before its arrow (33 → 45), else with the one that began or ended in
    the same column. One that would need more room than the new one stays as it is.
    """
    before: Picture = [*old, *([] for _ in range(len(new) - len(old)))]
    return [_rolled_row(was, now, part) for was, now in zip(before, new, strict=False)]


def _rolled_row(old: Row, new: Row, part: float) -> Row:
    places = numbers_of(old)
    starts, ends = {place[0]: place for place in places}, {place[1]: place for place in places}
    was, now, row = plain([old]), plain([new]), new
    if was == now or row_width(new) != sum(len(span.text) for span in new):
        return new
    before = (0, 0)
    for start, end in numbers_of(new):
        place = ends.get(end) or starts.get(start)
        told = now[slice(*before)] if now[before[1] : start] == _BECAME else ""
        old_text = told or (was[slice(*place)] if place else "")
        before, text = (start, end), _between(old_text, now[start:end], part)
        if text:
            look = next(iter(cut(row, start, 1)), Span(""))
            rest = cut(row, end, row_width(row) - end)
            row = [*cut(row, 0, start), look._replace(text=text), *rest]
    return row


def _between(old: str, new: str, part: float) -> str:
    """Return the number on its way, as wide as the new one and with as many decimals."""
    start, end = _value(old), _value(new)
    if start is None or end is None or start == end or "e" in new or part >= 1:
        return ""
    decimals = len(new.partition(".")[2])
    value = start + (end - start) * part
    text = f"{value:.{decimals}f}".replace("-", "−").rjust(len(new))
    return text if len(text) == len(new) else ""


def _value(text: str) -> float | None:
    try:
        value = float(text.replace("−", "-").rstrip(".,"))
    except ValueError:
        return None
    return value if isfinite(value) else None
