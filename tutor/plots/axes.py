"""An axis: its range, its round ticks and how their numbers are written."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

# Beyond these, differences overflow or vanish, and no chart can tell the values apart anyway.
_HUGE, _TINY = 1e300, 1e-300
_LAST_DECADE = 308.25  # 10 to a higher power is no number any more
_FEWEST = 3  # ticks of a vertical axis
_LOSS = 1.15  # how much wider than need be a range may be for the sake of even ticks


@dataclass(frozen=True, slots=True)
class Axis:
    """A range in plotted units (log10 of the value on a log axis) with its ticks."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]
    log: bool = False

    def plotted(self, values: object) -> Values:
        """Return values as plotted: non-finite ones, and on a log axis those <= 0, become NaN."""
        array = np.asarray(values, dtype=float)
        with np.errstate(divide="ignore", invalid="ignore"):
            array = np.log10(array) if self.log else array
        return np.where(np.isfinite(array), np.clip(array, -_HUGE, _HUGE), np.nan)

    def position(self, values: Values, steps: int) -> Values:
        """Return where plotted values fall on `steps` dots, the ends of the axis at 0, steps-1."""
        return (values - self.low) / (self.high - self.low) * (steps - 1)

    def span(self) -> float:
        return self.high - self.low

    def unevenness(self, rows: int) -> float:
        """Return by how much the distances of the ticks differ as drawn, as a share of them."""
        apart = np.diff(np.floor(self.position(np.array(self.ticks), rows) + 0.5))
        return float(np.ptp(apart) / apart.mean()) if apart.size else 0.0


def axis(
    values: object,
    most_ticks: int,
    *,
    log: bool = False,
    limits: tuple[float, float] | None = None,
    loose: bool = False,
    whole: bool = False,
) -> Axis:
    """Return the axis for all of `values` (any shape; non-finite ones do not count).

    `limits` fixes the range instead. A loose range leaves a little room around the values.
    On a `whole` axis, of what is counted, no tick stands at a fraction.
    """
    low, high = _range(values if limits is None else limits, log)
    if log:
        return _log_axis(low, min(high, _LAST_DECADE), most_ticks)
    step = round_step((high - low) / max(most_ticks - 1, 1))
    while whole and step % 1:
        step = round_step(step * 1.01)
    if limits is None:
        low, high = _widened(low, high, step, loose)
    made = _marked(low, high, step)
    while len(made.ticks) < 2 <= most_ticks and not whole:
        step = round_step(step / 2)
        made = _marked(low, high, step)
    return made


def upright(
    values: object, rows: int, *, log: bool = False, limits: tuple[float, float] | None = None
) -> Axis:
    """Return the vertical axis of a chart of so many rows, a little room around the values.

    As many rows lie between its ticks everywhere where that loses little room; where the range is
    given, as nearly as it allows.
    """
    most = 4 if rows < 8 else 5 if rows < 14 else 6
    if log:
        return axis(values, most, log=True, limits=limits)
    if limits is None:
        loose = axis(values, most, loose=True)
        found = min(_in_whole_rows(*_range(values), rows, most), key=Axis.span, default=loose)
        return found if found.span() <= _LOSS * loose.span() else loose
    made = [axis(values, ticks, limits=limits) for ticks in range(most, _FEWEST - 1, -1)]
    marked = [y for y in made if len(y.ticks) >= _FEWEST] or made
    return min(marked, key=lambda y: y.unevenness(rows))


def _in_whole_rows(low: float, high: float, rows: int, most: int) -> Iterator[Axis]:
    """Yield axes with ticks at every so many rows, that hold the range and are not much wider."""
    step = round_step((high - low) / (most - 1))
    for _ in range(3):
        for apart in range(rows // 2, 0, -1):
            unit = step / apart
            bottom = math.floor(low / unit + 1e-9) * unit
            made = _marked(bottom, bottom + unit * (rows - 1), step)
            if made.high >= high - unit * 1e-9:
                if len(made.ticks) >= _FEWEST:
                    yield made
                break
        step = round_step(step * 1.01)


def _range(values: object, log: bool = False) -> tuple[float, float]:
    """Return the ends of finite values as plotted, apart from each other."""
    plotted = Axis(0.0, 1.0, (), (), log).plotted(values)
    finite = plotted[np.isfinite(plotted)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    if high - low <= max(1e-12 * max(abs(low), abs(high)), _TINY):
        margin = 0.5 if log or abs(low) <= _TINY else abs(low) / 2
        low, high = low - margin, high + margin
    return low, high


def _marked(low: float, high: float, step: float) -> Axis:
    """Return the axis with a tick at each multiple of a step."""
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    ticks = tuple(count * step for count in range(first, last + 1))
    return Axis(low, high, ticks, tuple(labels_of(ticks, step)))


def _widened(low: float, high: float, step: float, loose: bool) -> tuple[float, float]:
    """Return the range out to quarters of a step where loose, else to a tick that is very near."""
    if loose:
        unit = step / 4
        return math.floor(low / unit + 1e-9) * unit, math.ceil(high / unit - 1e-9) * unit
    before, after = math.floor(low / step) * step, math.ceil(high / step) * step
    near = step / 10
    return (before if low - before < near else low), (after if after - high < near else high)


def round_step(rough: float) -> float:
    """Return the least of 1, 2, 2.5, 5 and 10 times a power of ten that is not below `rough`."""
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * (1 - 1e-9))


def labels_of(ticks: tuple[float, ...], step: float) -> list[str]:
    """Write ticks alike: as many decimals as their step needs, or all with an exponent."""
    largest = max((abs(tick) for tick in ticks), default=0.0)
    if largest >= 1e6 or 0 < largest < 1e-3:
        digits = next((d for d in range(3, 17) if _tell(ticks, step, d)), 17)
        return [_short(tick, digits) for tick in ticks]
    decimals = next((d for d in range(16) if abs(round(step, d) - step) < step * 1e-6), 16)
    return [f"{tick + 0.0:.{decimals}f}".replace("-", "−") for tick in ticks]


def _log_axis(low: float, high: float, most_ticks: int) -> Axis:
    first, last = math.ceil(low - 1e-9), math.floor(high + 1e-9)
    if last - first < 1:
        ticks = _between_decades(low, high)
        values = tuple(10.0**tick for tick in ticks)
        return Axis(low, high, ticks, tuple(_short(value) for value in values), log=True)
    every = max(1, math.ceil((last - first + 1) / max(most_ticks, 1)))
    decades = range(first, last + 1, every)
    short = first > -4 and last < 5
    labels = tuple(_plain_decade(power) if short else _power(power) for power in decades)
    return Axis(low, high, tuple(map(float, decades)), labels, log=True)


def _between_decades(low: float, high: float) -> tuple[float, ...]:
    powers = range(math.floor(low), math.ceil(high) + 1)
    ticks = (power + math.log10(m) for power in powers for m in (1, 2, 5))
    inside = tuple(tick for tick in ticks if low - 1e-9 <= tick <= high + 1e-9)
    return inside or (low, high)


def _tell(ticks: tuple[float, ...], step: float, digits: int) -> bool:
    """Whether so many digits say where each tick is."""
    return all(abs(float(f"{tick:.{digits}g}") - tick) <= abs(step) / 100 for tick in ticks)


def _short(value: float, digits: int = 3) -> str:
    """Write a tick in so many digits, its exponent without zeros in front."""
    return re.sub(r"e\+?(-?)0*", r"e\1", f"{value:.{digits}g}").replace("-", "−")


def _plain_decade(power: int) -> str:
    return f"{10.0**power:.{max(-power, 0)}f}"


def _power(power: int) -> str:
    return "10" + str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
