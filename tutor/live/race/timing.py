"""Measures how long work takes: several samples, and their median."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from tutor.live.race.races import Work

SHORTEST = 0.002  # seconds of a sample; shorter work is repeated, the clock is too coarse for it
PATIENCE = 0.5  # seconds after which no further sample is taken
FEWEST, MOST = 3, 15  # samples


@dataclass(frozen=True, slots=True)
class Timing:
    """How long the work took in each sample, in seconds."""

    samples: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.samples)


def measured(
    work: Work,
    cancelled: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = perf_counter,
) -> Timing | None:
    """Return the timing of the work, None when told to stop before its end.

    The first run warms up: it pays for what is done only once, and does not count.
    """
    repeats = _repeats(work, clock)
    samples: list[float] = []
    began = clock()
    while len(samples) < FEWEST or (len(samples) < MOST and clock() - began < PATIENCE):
        if cancelled():
            return None
        samples.append(_sample(work, repeats, clock))
    return Timing(tuple(samples))


def _repeats(work: Work, clock: Callable[[], float]) -> int:
    """Return how often the work is done in a sample, so that it lasts long enough."""
    work()
    repeats = 1
    while _sample(work, repeats, clock) * repeats < SHORTEST:
        repeats *= 2
    return repeats


def _sample(work: Work, repeats: int, clock: Callable[[], float]) -> float:
    start = clock()
    for _ in range(repeats):
        work()
    return (clock() - start) / repeats


def duration(seconds: float) -> str:
    """Write a time to three digits in the unit that suits it."""
    for unit, scale in (("s", 1.0), ("ms", 1e3), ("µs", 1e6)):
        if seconds * scale >= 1 or unit == "µs":
            break
    number = f"{seconds * scale:.3g}"
    return f"{float(number):g} {unit}"
