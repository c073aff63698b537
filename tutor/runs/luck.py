"""What of a result is luck: the band of many seeds, and whether two settings differ by more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

import numpy as np

from engine.sweep import Result
from tutor.plots.axes import Values
from tutor.plots.numbers import percent, shown

_CLEARLY = 2.5  # standard errors of the difference
_FEWEST = 3  # runs of each, to tell a spread from


@dataclass(frozen=True, eq=False, slots=True)
class Band:
    """Between which values the runs of all seeds lie, epoch by epoch."""

    epochs: Values
    low: Values
    middle: Values
    """The median."""
    high: Values


@dataclass(frozen=True, slots=True)
class Spread:
    """How a figure of many runs is spread."""

    mean: float
    deviation: float
    low: float
    high: float
    count: int
    """How many runs came to a number."""

    def record(self) -> dict[str, float]:
        """The spread as plain values, for JSON."""
        names = ("mean", "deviation", "low", "high", "count")
        return {name: getattr(self, name) for name in names}


def band(results: Sequence[Result], figure: str) -> Band | None:
    """Return the band of a curve; None where there are no two runs that have it.

    Where a run has ended early, or has diverged, the others alone make the band.
    """
    curves = [r.curves for r in results if any(v is not None for v in r.curves.get(figure, ()))]
    if len(curves) < 2:
        return None
    epochs = np.array(sorted({e for curve in curves for e in curve["epoch"] if e is not None}))
    rows = np.array([_at(epochs, curve["epoch"], curve[figure]) for curve in curves])
    known = np.isfinite(rows).sum(axis=0) >= 2
    rows, epochs = rows[:, known], epochs[known]
    if not epochs.size:
        return None
    return Band(epochs, np.nanmin(rows, 0), np.nanmedian(rows, 0), np.nanmax(rows, 0))


def _at(epochs: Values, own: Sequence[float | None], values: Sequence[float | None]) -> Values:
    """The values of one run at all epochs; NaN after its end."""
    ys = np.array([np.nan if value is None else value for value in values], float)
    xs = np.array(own, float)
    between: Values = np.interp(epochs, xs, ys, right=np.nan)
    return between


def spread(results: Sequence[Result], figure: str) -> Spread | None:
    """Return how a figure is spread over the runs that have come to a number; None without two."""
    values = _values(results, figure)
    if len(values) < 2:
        return None
    return Spread(fmean(values), stdev(values), min(values), max(values), len(values))


def _values(results: Sequence[Result], figure: str) -> list[float]:
    found = (result.figures.get(figure) for result in results if not result.diverged)
    return [value for value in found if value is not None and np.isfinite(value)]


def chief_figure(results: Sequence[Result]) -> str:
    """Return what suits the runs: an accuracy, held out where there is such, else a loss."""
    for figure in ("val_accuracy", "accuracy", "val_loss"):
        if _values(results, figure):
            return figure
    return "loss"


def sentence(results: Sequence[Result], asked: int) -> str:
    """Return in a sentence how the seeds are spread, and how many diverged or are still to come."""
    figure = chief_figure(results)
    found, came = spread(results, figure), len(results)
    runs = f"{came} seeds" if came == asked else f"{came} of {asked} seeds"
    lost = sum(bool(result.diverged or result.error) for result in results)
    broken = f"; {lost} of them diverged" if lost else ""
    if found is None and came < asked:
        return f"{runs} are trained."
    if found is None:
        return f"{runs}{broken}: too few to tell a spread."
    told = f"{title(figure)} {about(figure, found)}, from {_low_to_high(figure, found)}"
    return f"{runs}: {told}{broken}."


def title(figure: str) -> str:
    return figure.replace("val_", "validation ").replace("_", " ")


def about(figure: str, found: Spread) -> str:
    """Return mean and standard deviation, such as 97.1 ± 0.8 %."""
    if "accuracy" in figure:
        return f"{100 * found.mean:.1f} ± {100 * found.deviation:.1f} %"
    return f"{shown(found.mean, 3)} ± {shown(found.deviation, 2)}"


def _low_to_high(figure: str, found: Spread) -> str:
    if "accuracy" in figure:
        return f"{percent(found.low, 1)} to {percent(found.high, 1)} %"
    return f"{shown(found.low, 3)} to {shown(found.high, 3)}"


def verdict(groups: Sequence[Sequence[Result]], names: Sequence[str]) -> str:
    """Return whether the best of several settings is ahead of the others by more than luck."""
    figure = chief_figure([result for group in groups for result in group])
    spreads = [spread(group, figure) for group in groups]
    known = [(found, name) for found, name in zip(spreads, names, strict=True) if found]
    if len(known) < 2 or any(found.count < _FEWEST for found, _ in known):
        return "Too few runs came to a number to tell the settings apart."
    known.sort(key=lambda pair: pair[0].mean, reverse="accuracy" in figure)
    (best, first), *others = known
    told = ", ".join(f"{name} {about(figure, found)}" for found, name in known)
    near = [name for found, name in others if not _apart(best, found)]
    if not near:
        return f"{title(figure)}: {told}. {first} is ahead by more than the seeds make."
    return f"{title(figure)}: {told}. {first} and {' and '.join(near)}: it may well be luck."


def _apart(one: Spread, other: Spread) -> bool:
    """Whether the means differ by more than their standard errors would make them."""
    error = sqrt(one.deviation**2 / one.count + other.deviation**2 / other.count)
    return abs(one.mean - other.mean) > _CLEARLY * error
