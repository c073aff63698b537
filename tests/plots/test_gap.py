"""The guess and the truth stand where they belong, and the legend says how far they are apart."""

from __future__ import annotations

import math

import pytest

from tutor.plots.cells import plain
from tutor.plots.gap import gap_line


@pytest.mark.parametrize(
    ("guess", "truth", "said"),
    [(2.0, 5.0, "3 too low"), (0.99, 0.97, "0.02 too high"), (4.0, 4.0, "exactly")],
)
def test_the_legend_names_the_gap(guess: float, truth: float, said: str) -> None:
    assert plain(gap_line(guess, truth, 40)).endswith(said)


def test_the_larger_value_stands_further_right() -> None:
    line = plain(gap_line(2.0, 5.0, 40)).splitlines()[0]
    assert line.index("◇") < line.index("●") < 40
    line = plain(gap_line(-1.0, -5.0, 40)).splitlines()[0]
    assert line.index("●") < line.index("◇")


def test_equal_values_share_one_mark() -> None:
    line = plain(gap_line(0.0, 0.0, 21)).splitlines()[0]
    assert line.count("◈") == 1 and "◇" not in line


@pytest.mark.parametrize("truth", [math.inf, -math.inf, math.nan])
def test_a_truth_that_is_no_number_is_drawn_all_the_same(truth: float) -> None:
    assert len(gap_line(1.0, truth, 60)) == 2
