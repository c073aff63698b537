"""What moves between two steps: it begins with the old picture and ends with the new one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.trace import Cell
from tutor.plots.ansi import terminal_palette
from tutor.plots.arrange import row_width
from tutor.plots.cells import Picture, Span, plain
from tutor.stepping.frame import frame
from tutor.stepping.graphs import GraphTrace
from tutor.stepping.motion import Motion, moves, rolled
from tutor.stepping.setup import StepperSetup
from tutor.stepping.view import View
from tutor.stepping.walk import Walk

PALETTE = terminal_palette({})
SIZE = (100, 24)
GRAPH = GraphTrace("u = b*c; v = a + u; J = 3*v", {"a": 5, "b": 3, "c": 2})
HEAVY = "━┓┛┃┣┡┢┫┏┗┳┻╋"


def drawn(now: View, was: View | None = None, part: float = 1.0) -> Picture:
    return frame(now, "", PALETTE, *SIZE, Motion(was, part) if was else None)


def lit_columns(picture: Picture) -> list[int]:
    """The columns of heavy lines of the graph, which end before the card."""
    rows = plain(picture[:-1]).split("\n")
    found = [
        column
        for row in rows
        for column, sign in enumerate(row.split("╭ ")[0].split("│ ")[0])
        if sign in HEAVY
    ]
    return sorted(set(found))


def test_the_colour_goes_with_the_operation_and_the_number_comes_at_the_end() -> None:
    was, now = View(Walk(GRAPH)), View(Walk(GRAPH, 1))
    whole = lit_columns(drawn(now))
    assert "u = ·" in plain(drawn(now, was, 0.0)) and "u = 6" in plain(drawn(now))
    reached = [max(lit_columns(drawn(now, was, part)), default=0) for part in (0.2, 0.6, 1.0)]
    assert reached == sorted(reached) and reached[0] < reached[-1] == whole[-1]


def test_backward_it_flows_from_right_to_left() -> None:
    number = [step.name for step in GRAPH.steps].index("dJ/du")
    was, now = View(Walk(GRAPH, number)), View(Walk(GRAPH, number + 1))
    whole = lit_columns(drawn(now))
    starts = [min(lit_columns(drawn(now, was, part))) for part in (0.4, 0.7, 1.0)]
    assert starts == sorted(starts, reverse=True) and starts[0] > starts[-1] == whole[0]


@pytest.mark.sampled
@pytest.mark.parametrize("layers", [(2, 3, 1), (4, 4, 3)])
@pytest.mark.parametrize("part", [0.0, 0.3, 0.8])
def test_every_step_of_a_network_keeps_its_size_on_the_way(
    layers: tuple[int, ...], part: float
) -> None:
    trace = StepperSetup(layers=layers, activation="tanh", examples=8).trace()
    for position in range(1, len(trace.steps) + 1):
        was, now = View(Walk(trace, position - 1)), View(Walk(trace, position))
        assert moves(was, now)
        still, moving = drawn(now), drawn(now, was, part)
        assert [row_width(row) for row in moving] == [row_width(row) for row in still]


def test_numbers_roll_after_an_edit_and_end_as_they_are() -> None:
    was = View(Walk(GRAPH, 3))
    now = was.at(was.walk.edited(Cell("a", ()), 9.0))
    assert moves(was, now) and "45" in plain(drawn(now))
    assert "→ 39" in plain(drawn(now, was, 0.5)) and "→ 45" not in plain(drawn(now, was, 0.5))
    assert plain(drawn(now, was, 1.0)) == plain(drawn(now))


@given(
    old=st.lists(st.floats(-999, 999), min_size=1, max_size=4),
    new=st.lists(st.floats(-999, 999), min_size=1, max_size=4),
    part=st.floats(0, 1),
)
def test_a_rolling_number_lies_between_and_takes_the_same_room(
    old: list[float], new: list[float], part: float
) -> None:
    rows = [
        [Span("  ".join(f"{value:8.2f}".replace("-", "−") for value in values))]
        for values in (old, new)
    ]
    moving = rolled([rows[0]], [rows[1]], part)
    assert row_width(moving[0]) == row_width(rows[1])
    told = [float(text.replace("−", "-")) for text in plain(moving).split()]
    for value, start, end in zip(told, old, new, strict=False):
        assert min(start, end) - 0.01 <= value <= max(start, end) + 0.01
    assert plain(rolled([rows[0]], [rows[1]], 1.0)) == plain([rows[1]])


def test_nothing_moves_back_far_or_while_something_is_open() -> None:
    first, second = View(Walk(GRAPH, 1)), View(Walk(GRAPH, 2))
    assert moves(first, second)
    assert not moves(second, first)
    assert not moves(first, View(Walk(GRAPH, 4)))
    assert not moves(first, replace(second, asking=True))
    assert not moves(first, first.asked_why(first.cell))
