"""Histograms: how often values fall in each of equal bins."""

from __future__ import annotations

import numpy as np

from tutor.plots.axes import Axis, Values, axis
from tutor.plots.cells import Picture, Role, Row, Span

_EIGHTHS = " ▁▂▃▄▅▆▇█"


def histogram(
    values: Values,
    width: int,
    height: int,
    *,
    limits: tuple[float, float] | None = None,
    role: Role = "series-1",
    x_label: str = "",
) -> Picture:
    """Return a bar for each column; values that are not finite are counted in the last row.

    `limits` fixes the range, values beyond it fall in the first and the last bin.
    """
    width = max(width, 1)
    finite = values[np.isfinite(values)]
    x = axis(finite, max(2, width // 10), limits=limits)
    lost = values.size - finite.size
    rows = max(height - 2 - bool(x_label or lost), 1)
    place = np.clip((finite - x.low) / (x.high - x.low) * width, 0, width - 1).astype(int)
    counts = np.bincount(place.ravel(), minlength=width)
    bars = columns(counts / max(int(counts.max()), 1), rows, role)
    note = f"{x_label}   {lost} not finite".strip() if lost else x_label
    return [*bars, *ruler(x, width), *([[Span(note.center(width), "muted")]] if note else [])]


def columns(parts: Values, rows: int, role: Role) -> Picture:
    """Return a column for each part (0 to 1 of the height); whatever is not 0 is seen."""
    eighths = np.rint(np.clip(parts, 0, 1) * rows * 8).astype(int)
    eighths = np.where((parts > 0) & (eighths == 0), 1, eighths)
    floors = (np.clip(eighths - 8 * floor, 0, 8).tolist() for floor in reversed(range(rows)))
    return [[Span("".join(_EIGHTHS[level] for level in floor), role)] for floor in floors]


def ruler(x: Axis, width: int) -> Picture:
    """Return a horizontal axis: a line with ticks, and their labels below."""
    line, labels = ["─"] * width, [" "] * width
    after = 0
    for tick, label in zip(x.ticks, x.labels, strict=True):
        column = min(int((tick - x.low) / (x.high - x.low) * width), width - 1)
        line[column] = "┬"
        start = min(max(column - len(label) // 2, 0), width - len(label))
        if start >= after:
            labels[start : start + len(label)] = label
            after = start + len(label) + 1
    return [_muted("".join(line)), _muted("".join(labels))]


def _muted(text: str) -> Row:
    return [Span(text, "muted")]
