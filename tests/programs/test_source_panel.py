"""The source beside the values: a long line is cut with a sign, and the lit place is seen."""

from __future__ import annotations

import pytest

from tutor.plots.cells import Picture, plain
from tutor.programs.source_panel import MARGIN, source_panel
from tutor.programs.spots import Spot

LINES = [
    "def backward(dZ, A, W):",
    "    return dZ @ A.T / m, dZ.sum(axis=1, keepdims=True) / m, W.T @ dZ",
    "    # " + "so it goes " * 9,
]


def panel(text: str, width: int = 40) -> Picture:
    column = LINES[1].index(text)
    spot = Spot(2, column, 2, column + len(text), text, "operation")
    return source_panel(LINES, spot, {}, {}, width, 3)


@pytest.mark.parametrize("text", ["dZ @ A.T", "dZ @ A.T / m", "dZ.sum(axis=1, keepdims=True)"])
@pytest.mark.parametrize("width", [40, 46, 60, 100])
def test_the_lit_place_is_seen_and_what_is_cut_has_a_sign(text: str, width: int) -> None:
    drawn = panel(text, width)
    lit = "".join(span.text for span in drawn[1] if span.reverse)
    assert lit.rstrip("…") and text.startswith(lit.rstrip("…"))
    assert lit == text or len(text) > width - MARGIN - 3
    first, middle, last = plain(drawn).splitlines()
    assert LINES[0] in first, "the lines round it keep their beginnings"
    room = width - MARGIN
    assert ("…" in middle) == (len(LINES[1]) > room)
    assert ("…" in last) == (len(LINES[2]) > room)
    assert all(len(line) <= width for line in (first, middle, last))


def test_the_number_of_the_line_one_stands_on_keeps_the_colour_of_its_phase() -> None:
    spot = Spot(2, 4, 2, 10, "return", "operation")
    for phases, colours in (({2: "backward"}, ["muted", "backward"]), ({}, ["muted", None])):
        drawn = source_panel(LINES, spot, {}, phases, 60, 3)
        assert [row[1].fg for row in drawn[:2]] == colours
