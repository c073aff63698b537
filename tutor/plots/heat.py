"""Tables of numbers with their size as colour: blue for positive, orange for negative."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from tutor.plots.axes import Values
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.shades import readable_on, signed

Cell = tuple[int, int]


def heat_table(
    values: Values,
    palette: Palette,
    *,
    row_labels: Sequence[str] = (),
    column_labels: Sequence[str] = (),
    number: str = ".2f",
    largest: float | None = None,
    highlighted: Collection[Cell] = (),
    corner: str = "",
) -> Picture:
    """Return the matrix `values` with a number in each cell.

    `largest` is the size of the strongest colour (default: the greatest finite one); highlighted
    cells stand in brackets, so that they are found without colour.
    """
    finite = np.abs(values[np.isfinite(values)])
    strongest = largest if largest is not None else float(finite.max(initial=0.0))
    texts = [[written(value, number) for value in row] for row in values.tolist()]
    widest = max([*(len(text) for row in texts for text in row), *map(len, column_labels)])
    left = max([len(corner), *map(len, row_labels)]) if corner or row_labels else 0
    table = [_labels(corner, column_labels, left, widest)] if column_labels else []
    for place, (row, numbers) in enumerate(zip(texts, values.tolist(), strict=True)):
        label = row_labels[place] if row_labels else ""
        cells: Row = [Span(label.rjust(left) + " ", "muted")] if left else []
        for column, (text, value) in enumerate(zip(row, numbers, strict=True)):
            chosen = (place, column) in highlighted
            cells.append(_cell(text.rjust(widest), value, strongest, palette, chosen))
        table.append(cells)
    return table


def written(value: float, number: str) -> str:
    """Write a number with a true minus sign."""
    return format(value, number).replace("-", "−")


def _labels(corner: str, labels: Sequence[str], left: int, widest: int) -> Row:
    start = corner.rjust(left) + " " if left else ""
    return [Span(start + "".join(f" {label.rjust(widest)} " for label in labels), "muted")]


def _cell(text: str, value: float, strongest: float, palette: Palette, chosen: bool) -> Span:
    shown = f"[{text}]" if chosen else f" {text} "
    if not palette.colour:
        return Span(shown, bold=chosen)
    ground = signed(value, strongest, palette) if np.isfinite(value) else palette.background
    return Span(shown, readable_on(ground, palette), ground, bold=chosen)
