"""A network as small maps: they fit their place, keep apart, and read without colour."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.plots.ansi import terminal_palette
from tutor.plots.arrange import row_width
from tutor.plots.cells import plain
from tutor.plots.unit_maps import MARK, MOST_UNITS, Layout, MapColumn, draw_unit_maps, lay_out

COLOUR = terminal_palette({})
PLAIN = COLOUR._replace(colour=False)


def columns(layout: Layout, weight: float = 1.0) -> list[MapColumn]:
    """Columns of maps that answer yes at the top and no below it."""
    made: list[MapColumn] = []
    for number, tops in enumerate(layout.tops):
        rows, across = layout.pixels(number)
        fall = np.where(np.arange(rows) < rows / 2, 1.0, -1.0)[:, None].repeat(across, axis=1)
        joins = np.full((len(tops), len(layout.tops[number - 1])), weight) if number else None
        made.append(MapColumn((f"layer {number}",), [fall] * len(tops), joins))
    return made


@settings(max_examples=150, deadline=None)
@given(
    counts=st.lists(st.integers(1, 40), min_size=2, max_size=8),
    width=st.integers(8, 200),
    height=st.integers(2, 60),
    under=st.integers(0, 1),
)
def test_maps_stand_apart_and_within_their_place(
    counts: list[int], width: int, height: int, under: int
) -> None:
    layout = lay_out(counts, width, height, margins=(4, 3), under=under)
    if layout is None:
        return
    assert layout.width <= width and layout.height == height
    picture = draw_unit_maps(columns(layout), layout, PLAIN)
    assert len(picture) == height
    assert all(row_width(row) <= width for row in picture)
    taken: set[tuple[int, int]] = set()
    for number, (left, tops) in enumerate(zip(layout.lefts, layout.tops, strict=True)):
        wide, high = layout.sizes[number]
        assert 0 < len(tops) <= min(counts[number], MOST_UNITS)
        for place, top in enumerate(tops):
            cells = {(top + y, left + x) for y in range(high + under) for x in range(wide)}
            assert not cells & taken
            assert max(cells)[0] < height and max(x for _, x in cells) < width
            taken |= cells
            assert layout.at(left, top) == (number, place)


def test_a_small_network_fits_a_small_terminal_with_maps_of_three_rows() -> None:
    layout = lay_out([2, 4, 4, 1], 52, 16)
    assert layout is not None
    assert [len(tops) for tops in layout.tops] == [2, 4, 4, 1]
    assert layout.sizes[1] == (6, 3)


def test_the_sign_of_a_weight_is_seen_without_colour() -> None:
    layout = lay_out([1, 1], 40, 8)
    assert layout is not None
    solid, broken = (plain(draw_unit_maps(columns(layout, w), layout, PLAIN)) for w in (2.0, -2.0))
    assert len(broken.split()) > len(solid.split())


@pytest.mark.parametrize("weight", [0.0, float("nan")])
def test_a_weight_of_nothing_draws_no_line(weight: float) -> None:
    layout = lay_out([1, 1], 40, 8)
    assert layout is not None
    drawn = plain(draw_unit_maps(columns(layout, weight), layout, PLAIN))
    assert not any("\u2800" < character <= "\u28ff" for character in drawn)


def test_the_chosen_unit_is_marked_and_its_lines_stand_out() -> None:
    layout = lay_out([2, 3, 3, 1], 60, 16)
    assert layout is not None
    drawn = [
        plain(draw_unit_maps(columns(layout), layout, PLAIN, chosen)) for chosen in (None, (1, 0))
    ]
    assert [text.count(MARK) for text in drawn] == [0, 1]
    dots = [sum("\u2800" < c <= "\u28ff" for c in text) for text in drawn]
    assert dots[1] < dots[0]
