"""How sure against how often right: by hand, and drawn where it belongs."""

from __future__ import annotations

import pytest

from tutor.plots.cells import plain
from tutor.plots.forecast import forecast
from tutor.plots.own_calibration import Dot, own_calibration
from tutor.progress.calibration import ece, remarks, spoken

HISTORY = {"sure": (48, 44), "think so": (34, 29), "guessing": (14, 6), "what": (9, 9)}


def test_the_error_is_the_mean_distance_over_the_answers() -> None:
    words = spoken(HISTORY)
    assert [word.word for word in words] == ["guessing", "think so", "sure"]
    by_hand = (14 * abs(6 / 14 - 0.40) + 34 * abs(29 / 34 - 0.75) + 48 * abs(44 / 48 - 0.95)) / 96
    assert ece(words) == pytest.approx(by_hand) == pytest.approx(0.057, abs=5e-4)


def test_what_is_said_fits_the_figures() -> None:
    said = remarks(spoken(HISTORY))
    assert any("“Think so” was right 29 of 34" in each and "more than" in each for each in said)
    assert any("“Sure” and wrong: 4" in each for each in said)
    assert not any("Guessing" in each for each in said)
    modest = remarks(spoken({"sure": (10, 5)}))
    assert any("“Sure” was right 5 of 10" in each and "less than" in each for each in modest)
    assert remarks(spoken({"sure": (4, 4), "guessing": (2, 2)})) == []


def test_dots_stand_where_their_shares_are() -> None:
    dots = [Dot(0.4, 0.5, "guessing"), Dot(0.95, 0.9, "sure"), Dot(0.75, 1.0, "think so")]
    rows = plain(own_calibration(dots, "how sure")).split("\n")
    found = {
        10 - row: cell - 5
        for row, text in enumerate(rows)
        for cell, letter in enumerate(text)
        if letter == "●"
    }
    assert found == {5: 20, 9: round(0.95 * 50), 10: round(0.75 * 50)}
    assert all(dot.label in "\n".join(rows) for dot in dots)
    assert max(map(len, rows)) <= 62


def test_a_day_with_a_single_review_is_seen_beside_a_full_one() -> None:
    counts = [90, 0, 1, *[0] * 26, 1]
    bars, marks, names = plain(forecast(counts)).split("\n")
    assert bars.startswith("  █ ▁") and bars[31] == "▁"
    assert "90 today, 92 in all" in bars
    assert marks[2] == "┬" and marks[31] == "┬"
    assert names.split() == ["today", "day", "10", "day", "20", "day", "29"]
    assert [names.index("day 10"), names.index("day 29")] == [12, 31]
    assert "0 today, 0 in all" in plain(forecast([0] * 30))
