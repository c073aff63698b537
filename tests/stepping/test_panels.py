"""Rows of the panel beside a picture: what a number was is never cut."""

import pytest

from tutor.plots.cells import Span, plain
from tutor.stepping.panels import guess_rows, with_before
from tutor.stepping.predictions import Guess


@pytest.mark.parametrize("width", [20, 24, 30, 60])
def test_what_a_number_was_goes_into_a_row_of_its_own_where_it_has_to(width: int) -> None:
    rows = plain(with_before([Span("A[2] (1, 1) = 0.9933")], 0.5, width)).splitlines()
    assert " ".join(" ".join(rows).split()) == "A[2] (1, 1) = 0.9933 was 0.5"
    assert max(map(len, rows)) <= width


@pytest.mark.parametrize("width", [18, 22, 60])
def test_how_a_guess_was_judged_is_read_whole(width: int) -> None:
    rows = plain(guess_rows(Guess("value", "3", "carried"), width)).splitlines()
    assert " ".join(" ".join(rows).split()) == "◐ you said 3 right, given your earlier number"
    assert max(map(len, rows)) <= width
