"""How many reviews fall due on each of the days ahead: a bar a day."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.plots.cells import Picture, Span

_BARS = " ▁▂▃▄▅▆▇█"
_EVERY = 10  # days between two marks


def forecast(counts: Sequence[int]) -> Picture:
    """Draw the counts of so many days, today first, with marks below them."""
    most = max(counts, default=0)
    bars = "".join(_bar(count, most) for count in counts)
    marks = [" "] * len(counts)
    names = ""
    for day in [*range(0, len(counts) - 1, _EVERY), len(counts) - 1]:
        if day > len(counts) - _EVERY // 2 and day != len(counts) - 1:
            continue
        marks[day] = "┬"
        names = f"{names:<{day}}" + ("today" if day == 0 else f"day {day}")
    said = f"{counts[0]} today, {sum(counts)} in all" if counts else ""
    return [
        [Span(f"  {bars}"), Span(f"   {said}", "muted")],
        [Span(f"  {''.join(marks)}", "muted")],
        [Span(f"  {names}", "muted")],
    ]


def _bar(count: int, most: int) -> str:
    """Return a day's bar: a day with anything due is never shown empty."""
    if not count:
        return _BARS[0]
    return _BARS[max(round(count / most * (len(_BARS) - 1)), 1)]
