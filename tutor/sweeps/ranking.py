"""The combinations of a sweep as bars, the best first, where there is room beside its table."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.plots.arrange import fitted
from tutor.plots.cells import Picture, Row, Span
from tutor.sweeps.axes import shown_value
from tutor.sweeps.cells import SweepCell, best, least_is_best
from tutor.sweeps.table import RUNNING, TO_DO, short

_MOST = 14
"""Combinations that are shown."""
_BAR, _VALUE = 20, 8
_NONE_YET = "The best come first here, as soon as runs have ended."


def ranking(found: Sequence[SweepCell], figure: str, width: int) -> Picture:
    """Return a title and a row for each of the combinations, as many from the beginning on."""
    least = least_is_best(figure)
    known = sorted((c for c in found if c.values), key=lambda c: c.mean if least else -c.mean)
    shown, first = known[:_MOST], best(found, figure)
    rows: Picture = [_title(figure, len(known), width)]
    longest = max((abs(cell.mean) for cell in shown), default=0.0)
    rows += [_row(cell, longest, cell is first, width) for cell in shown]
    waiting = [cell for cell in found if not cell.values]
    for cell in waiting[: _MOST - len(shown)]:
        sign = RUNNING if cell.running else TO_DO if not cell.ended else ""
        rows.append(fitted([Span(_words(cell, width), "muted"), Span(sign, "muted")], width))
    return rows


def _title(figure: str, count: int, width: int) -> Row:
    told = f"{figure.replace('_', ' ')}, the best first" if count else _NONE_YET
    return fitted([Span(told, "muted")], width)


def _row(cell: SweepCell, longest: float, is_best: bool, width: int) -> Row:
    length = round(_BAR * abs(cell.mean) / longest) if longest else 0
    bar = [Span("━" * length), Span("─" * (_BAR - length), "muted")]
    words = Span(_words(cell, width), bold=is_best)
    return fitted([words, *bar, Span(f"{short(cell.mean):>{_VALUE}}", bold=is_best)], width)


def _words(cell: SweepCell, width: int) -> str:
    """The choice, in the room that the bar and the figure leave."""
    told = ", ".join(f"{name} {shown_value(name, v)}" for name, v in cell.choice.items())
    room = max(width - _BAR - _VALUE - 2, 0)
    return f"{told if len(told) <= room else told[: max(room - 1, 0)] + '…':<{room}}  "
