"""Confusion matrices: a row for each true class, a column for each class predicted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.shades import blend, readable_on


def confusion_matrix(
    counts: NDArray[np.int_], names: Sequence[str], width: int, palette: Palette
) -> Picture:
    """Return `counts` (true, predicted) shaded by the share of their row, and each row's recall.

    The diagonal, what was right, is bold. Names are cut where the table would not fit `width`.
    """
    digits = len(str(counts.max(initial=0)))
    room = (width - 8) // (len(names) + 1) - 2
    widest = max(min(max(map(len, names)), room), digits, 4)
    short = [name[:widest].rjust(widest) for name in names]
    predicted = "".join(f" {name} " for name in short)
    heading = [Span(f"{'true':>{widest}} {predicted}  recall", "muted")]
    above = [Span(" " * (widest + 1) + "predicted".center(len(predicted)), "muted")]
    rows = [_row(short[true], row, true, palette) for true, row in enumerate(counts.tolist())]
    return [above, heading, *rows]


def _row(name: str, counts: list[int], true: int, palette: Palette) -> Row:
    total = sum(counts)
    cells: Row = [Span(name + " ", "muted")]
    for predicted, count in enumerate(counts):
        share, right = count / total if total else 0.0, predicted == true
        text = f" {str(count).rjust(len(name))} "
        if palette.colour:
            end = palette.positive if right else palette.negative
            ground = blend(palette.background, end, 0.7 * share)
            cells.append(Span(text, readable_on(ground, palette), ground, bold=right))
        else:
            cells.append(Span(text, bold=right))
    return [*cells, Span(f"{counts[true] / total:8.1%}" if total else "       –", "muted")]
