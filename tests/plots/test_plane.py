"""Axes around a field: their numbers stand at equal distances where the rows allow it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tutor.plots.cells import Span, plain
from tutor.plots.plane import LEFT, in_axes
from tutor.plots.regions import Extent


def rows_of_numbers(extent: Extent, rows: int) -> list[int]:
    field = [[Span(" " * 40)] for _ in range(rows)]
    lines = plain(in_axes(field, extent, named=False)).split("\n")[:rows]
    return [row for row, line in enumerate(lines) if line[: LEFT - 1].strip()]


@pytest.mark.parametrize("rows", [15, 13, 17, 21])
def test_the_numbers_of_the_spiral_stand_at_equal_distances(rows: int) -> None:
    places = rows_of_numbers(Extent(-1.08, 1.08, -1.07, 1.09), rows)
    assert len(places) >= 3
    assert len({after - before for before, after in pairwise(places)}) == 1


def test_where_no_step_is_even_the_numbers_are_there_all_the_same() -> None:
    for rows in range(10, 40):
        assert len(rows_of_numbers(Extent(0.0, 1.0, 0.13, 0.97), rows)) >= 2
