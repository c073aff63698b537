"""Axes: round ticks, written alike."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.plots.axes import axis, upright


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([0, 200], ("0", "50", "100", "150", "200")),
        ([0, 1], ("0.00", "0.25", "0.50", "0.75", "1.00")),
        ([-1, 1], ("−1.0", "−0.5", "0.0", "0.5", "1.0")),
        ([0, 0.004], ("0.000", "0.001", "0.002", "0.003", "0.004")),
        ([0, 4e7], ("0", "1e7", "2e7", "3e7", "4e7")),
    ],
)
def test_linear_ticks(values: list[float], labels: tuple[str, ...]) -> None:
    assert axis(values, 5).labels == labels


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([0, 10], ("0", "5", "10")),
        ([0, 1], ("0", "1")),
        ([1, 1], ("1",)),
        ([0, 200], ("0", "50", "100", "150", "200")),
    ],
)
def test_what_is_counted_has_no_tick_at_a_fraction(
    values: list[float], labels: tuple[str, ...]
) -> None:
    assert axis(values, 5, whole=True).labels == labels


def test_decades() -> None:
    assert axis([0.01, 100], 6, log=True).labels == ("0.01", "0.1", "1", "10", "100")
    assert axis([10, 1e6], 6, log=True).labels == ("10¹", "10²", "10³", "10⁴", "10⁵", "10⁶")
    assert axis([2, 6], 6, log=True).labels == ("2", "5")


def test_a_tick_just_outside_belongs_to_the_axis() -> None:
    assert axis([0, 199], 5).labels[-1] == "200"


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=5),
    st.integers(2, 8),
    st.booleans(),
)
def test_the_range_holds_every_value_and_ticks_increase(
    values: list[float], most: int, loose: bool
) -> None:
    made = axis(values, most, loose=loose)
    slack = 1e-9 * max(1.0, made.high - made.low, abs(made.low), abs(made.high))
    assert made.low <= min(values) + slack and made.high >= max(values) - slack
    assert made.low < made.high
    assert list(made.ticks) == sorted(set(made.ticks))
    assert len(made.ticks) == len(made.labels) <= most + 2


def test_plotted_values_are_finite_or_nan() -> None:
    plotted = axis([1, 10], 4, log=True).plotted([1, 10, 0, -1, math.inf, math.nan])
    assert plotted[:2].tolist() == [0.0, 1.0]
    assert np.isnan(plotted[2:]).all()


def test_the_log_axis_ends_where_numbers_end() -> None:
    made = axis([6e307], 5, log=True)
    assert made.low < 307.7 < made.high
    assert all("inf" not in label for label in made.labels)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=5),
    st.integers(4, 40),
)
def test_an_upright_axis_holds_every_value_and_wastes_little(
    values: list[float], rows: int
) -> None:
    made = upright(values, rows)
    usual = max(axis(values, most, loose=True).span() for most in (4, 5, 6))
    slack = 1e-9 * max(1.0, made.high - made.low, abs(made.low), abs(made.high))
    assert made.low <= min(values) + slack and made.high >= max(values) - slack
    assert made.span() <= 1.15 * usual * (1 + 1e-9)
    assert 2 <= len(made.ticks) <= 9


def test_as_many_rows_lie_between_the_ticks_of_nearly_every_chart() -> None:
    tops = np.linspace(0.4, 4, 30)
    made = [upright([0, top], rows).unevenness(rows) == 0 for top in tops for rows in range(6, 24)]
    assert sum(made) >= 0.7 * len(made)


@pytest.mark.parametrize("rows", range(5, 24))
def test_a_range_that_is_given_is_kept(rows: int) -> None:
    made = upright([0.2, 0.9], rows, limits=(0.0, 1.0))
    assert (made.low, made.high) == (0.0, 1.0)
    assert len(made.ticks) >= 3 and made.unevenness(rows) <= 0.4


@pytest.mark.parametrize("end", [20, 30, 60, 150, 300, 700, 3000])
@pytest.mark.parametrize("most", [2, 3, 4])
def test_an_axis_never_has_one_tick_alone(end: int, most: int) -> None:
    made = axis([0, end], most, limits=(0, end))
    assert 2 <= len(made.ticks) <= most
