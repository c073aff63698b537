"""Races: all ways do the same work, and the clock is read as it should be."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from tutor.live.race.races import RACES
from tutor.live.race.timing import FEWEST, MOST, PATIENCE, SHORTEST, Timing, duration, measured


@pytest.mark.parametrize("name", RACES)
@pytest.mark.parametrize("size", [2, 7, 1000])
def test_all_ways_come_to_the_same_result(name: str, size: int) -> None:
    first, *others = (way.prepare(size)() for way in RACES[name].ways)
    for other in others:
        np.testing.assert_allclose(other, first, atol=1e-12)


class Clock:
    """A clock that each piece of work sets forward."""

    def __init__(self, seconds: Iterator[float]) -> None:
        self.now = 0.0
        self.works = 0
        self._seconds = seconds

    def __call__(self) -> float:
        return self.now

    def work(self) -> None:
        self.works += 1
        self.now += next(self._seconds)


def always(*seconds: float) -> Iterator[float]:
    while True:
        yield from seconds


def test_slow_work_is_done_a_few_times() -> None:
    clock = Clock(always(1.0))
    timing = measured(clock.work, clock=clock)
    assert timing == Timing((1.0,) * FEWEST)


def test_short_work_is_repeated_within_each_sample() -> None:
    clock = Clock(always(1e-6))
    timing = measured(clock.work, clock=clock)
    assert timing is not None and timing.median == pytest.approx(1e-6)
    assert len(timing.samples) == MOST
    assert clock.works >= MOST * SHORTEST / 1e-6 / 2


def test_sampling_ends_in_time() -> None:
    clock = Clock(always(0.1))
    timing = measured(clock.work, clock=clock)
    assert timing is not None and len(timing.samples) == pytest.approx(PATIENCE / 0.1, abs=1)


def test_an_outlier_does_not_count_much() -> None:
    clock = Clock(iter([9.0, 1.0, 1.0, 9.0, 1.0, 1.0]))
    timing = measured(clock.work, clock=clock)
    assert timing is not None and timing.median == 1.0 and max(timing.samples) == 9.0


def test_measuring_can_be_stopped() -> None:
    clock = Clock(always(1.0))
    assert measured(clock.work, cancelled=lambda: clock.works > 3, clock=clock) is None
    assert clock.works == 4


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(1.234, "1.23 s"), (0.1224, "122 ms"), (0.00017, "170 µs"), (2.4e-7, "0.24 µs")],
)
def test_times_are_written_in_their_unit(seconds: float, text: str) -> None:
    assert duration(seconds) == text
