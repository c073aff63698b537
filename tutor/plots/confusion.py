"""Confusion matrices: a row for each true class, a column for each class predicted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tutor.plots.arrange import first_fitting
from tutor.plots.captions import caption
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.numbers import percent
from tutor.plots.shades import blend, readable_on

_RECALL = 8  # columns of the last figure in each row


def confusion_matrix(
    counts: NDArray[np.int_],
    names: Sequence[str],
    width: int,
    palette: Palette,
    where: str = "",
) -> Picture:
    """Return `counts` (true, predicted) shaded by the share of their row, and each row's recall.

    The diagonal, what was right, is bold. Long names end in …; where even so the counts do not fit
    `width`, the shares of the row stand in their place, in per cent, and no recall. In the
    heading stands `where` the examples come from.
    """
    digits = max(len(str(counts.max(initial=0))), 4)
    room = (width - _RECALL) // (len(names) + 1) - 2
    if room < digits:
        return _shares(counts, names, width, palette, where)
    widest = max(min(max(map(len, names)), room), digits)
    short = [first_fitting((name,), widest).rjust(widest) for name in names]
    predicted = "".join(f" {name} " for name in short)
    heading = [Span(f"{'true':>{widest}} {predicted}{'recall':>{_RECALL}}", "muted")]
    above = [Span(" " * (widest + 1) + f"predicted{where}".center(len(predicted)), "muted")]
    rows = []
    for true, row in enumerate(counts.tolist()):
        texts = [f" {str(count).rjust(widest)} " for count in row]
        recall = f"{percent(row[true] / sum(row), 1)}%" if sum(row) else "–"
        cells = _row(short[true], row, texts, true, palette)
        rows.append([*cells, Span(recall.rjust(_RECALL), "muted")])
    return [above, heading, *rows]


def _shares(
    counts: NDArray[np.int_], names: Sequence[str], width: int, palette: Palette, where: str
) -> Picture:
    """Return the table in three columns a class: per cent of the row, a dot for less than one.

    Only all of a class are 100 per cent.
    """
    heading = [
        Span("true " + "".join(first_fitting((name,), 2).rjust(3) for name in names), "muted")
    ]
    rows = []
    for true, row in enumerate(counts.tolist()):
        texts = [_hundredths(count, sum(row)) for count in row]
        rows.append(_row(first_fitting((names[true],), 4).rjust(4), row, texts, true, palette))
    return [heading, *rows, *caption(f"per cent of each true class{where}", width)]


def _hundredths(count: int, whole: int) -> str:
    """Return a share in three columns; nothing where there is none."""
    share = round(100 * count / max(whole, 1))
    if not share:
        return "  ·" if count else "   "
    return f"{share if count == whole else min(share, 99):3}"


def _row(name: str, counts: list[int], texts: list[str], true: int, palette: Palette) -> Row:
    cells: Row = [Span(name + " ", "muted")]
    for predicted, (count, text) in enumerate(zip(counts, texts, strict=True)):
        share, right = count / max(sum(counts), 1), predicted == true
        if palette.colour:
            end = palette.positive if right else palette.negative
            ground = blend(palette.background, end, 0.7 * share)
            cells.append(Span(text, readable_on(ground, palette), ground, bold=right))
        else:
            cells.append(Span(text, bold=right))
    return cells
