"""What a column of a table holds, at a glance: its range or its words, and a small histogram."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.tables.columns import TableColumn
from engine.tables.sentinel import sentinel
from tutor.plots.numbers import shown

BINS = 10
MOST_LISTED = 20
_FAR = 6  # standard deviations from the mean
_LEVELS = " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Glance:
    """A column in words and signs."""

    range: str
    histogram: str
    """A bar for each bin, or for each of the most frequent words."""
    missing: int
    unread: int
    """Cells in a column of numbers that are none."""
    far: str
    """What is said of numbers far from all others."""


def glance(column: TableColumn) -> Glance:
    """What there is to see of a column."""
    missing = int(column.missing.sum())
    if column.kind == "number":
        return _at_numbers(column, missing)
    counts = column.counts.most_common()
    if column.kind == "empty":
        return Glance("nothing", "", missing, 0, "")
    if len(counts) > MOST_LISTED or column.kind == "dates":
        what = "dates or times" if column.kind == "dates" else f"{len(counts):,} different"
        return Glance(what, "", missing, 0, "")
    listed = "   ".join(f"{word} {count:,}" for word, count in counts)
    return Glance(listed, _bars(np.array([count for _, count in counts[:BINS]])), missing, 0, "")


def _at_numbers(column: TableColumn, missing: int) -> Glance:
    known = column.values[~np.isnan(column.values)]
    low, high = float(known.min()), float(known.max())
    different = len(np.unique(known))
    told = shown(low, 7) if low == high else f"{shown(low, 7)} to {shown(high, 7)}"
    told += f" {column.unit}" if column.unit else ""
    if column.runs:
        told += ", running"
    elif different <= BINS:
        told += f", {different} value{'s' * (different != 1)}"
    counts, _ = np.histogram(known, BINS) if low < high else ([len(known)], None)
    unread = int(column.unread.sum())
    odd = sentinel(known)
    far = _far(known) if odd is None else f"{shown(odd, 7)}: a missing value? u takes it as one"
    return Glance(told, _bars(np.asarray(counts)), missing, unread, far)


def _far(known: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> str:
    """What is said of numbers that stand far from the others."""
    spread = float(known.std())
    if not spread:
        return ""
    far = known[np.abs(known - known.mean()) > _FAR * spread]
    if not far.size:
        return ""
    most = float(far[np.argmax(np.abs(far - known.mean()))])
    if far.size == 1:
        return f"{shown(most, 7)} stands far out"
    return f"{far.size:,} values stand far out, up to {shown(most, 7)}"


def _bars(counts: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> str:
    """A bar for each count; whatever is not 0 is seen."""
    levels = np.ceil(counts / max(int(counts.max()), 1) * 8).astype(int)
    return "".join(_LEVELS[level] for level in levels)
