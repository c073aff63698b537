"""Networks drawn as columns of units: they fit their place, however little that is."""

from __future__ import annotations

import numpy as np
import pytest

from tutor.plots.ansi import terminal_palette
from tutor.plots.arrange import width_of
from tutor.plots.cells import Span, plain
from tutor.plots.network_drawing import Column, DrawnUnit, draw_network


def drawn(height: int, units: int, *, below: bool) -> list[str]:
    def unit(number: int) -> DrawnUnit:
        return DrawnUnit([Span(f"unit {number}")], [Span("0.5")] if below else [])

    columns = [
        Column([Span("x")], 2, unit, below),
        Column([Span("h")], units, unit, below, np.ones((units, 2))),
    ]
    picture = draw_network(columns, terminal_palette({}), 40, height)
    assert len(picture) == height and width_of(picture) <= 40
    return plain(picture).split("\n")


@pytest.mark.parametrize("height", range(1, 12))
@pytest.mark.parametrize("units", [1, 2, 3, 40])
@pytest.mark.parametrize("below", [False, True])
def test_it_has_as_many_rows_as_there_are(height: int, units: int, below: bool) -> None:
    assert drawn(height, units, below=below)[0].startswith("x")


def test_units_that_do_not_fit_are_folded() -> None:
    assert sum("⋮" in row for row in drawn(9, 40, below=False)) == 1
    assert not any("⋮" in row for row in drawn(9, 3, below=False))
