"""The board: how panels share the room, and what they show."""

from __future__ import annotations

from typing import Any

import pytest

from tutor.playground.board import TITLES, Board
from tutor.plots.ansi import terminal_palette
from tutor.plots.arrange import row_width
from tutor.plots.cells import plain
from tutor.runs.goal import Goal
from tutor.runs.look import Look
from tutor.runs.run import LiveRun

LOOK = Look(terminal_palette({}), titled=True)
SMALL = {"points": 30, "hidden": (8,), "epochs": 4}


def trained(**settings: Any) -> LiveRun:
    run = LiveRun(SMALL | settings)
    run.burst(Goal(), lambda: False, lambda: None)
    return run


@pytest.mark.parametrize(
    ("size", "shape"),
    [((46, 17), (2, 1)), ((46, 12), (1, 1)), ((100, 36), (2, 2)), ((200, 60), (3, 3))],
)
def test_panels_share_the_room(size: tuple[int, int], shape: tuple[int, int]) -> None:
    board = Board(*size, LOOK)
    assert board.shape == shape
    drawn = board.draw(trained())
    assert len(drawn) == size[1]
    assert {row_width(row) for row in drawn} <= {size[0]}


def test_the_first_views_suit_the_data() -> None:
    board = Board(100, 36, LOOK)
    assert board.views_in(trained()) == ["regions", "loss", "network", "accuracy"]
    assert board.views_in(trained(dataset="noisy_curve", points=30)) == [
        "fit", "loss", "network", "norms"
    ]  # fmt: skip


def test_a_view_that_was_chosen_stays_while_it_suits() -> None:
    board = Board(46, 17, LOOK, views=("confusion", "unit"))
    assert board.views_in(trained()) == ["confusion", "unit"]
    digits = LiveRun({"dataset": "digits", "hidden": (4,)})
    assert board.views_in(digits) == ["confusion", "unit"]


def test_one_panel_alone_takes_all_the_room() -> None:
    run = trained()
    board = Board(100, 36, LOOK, selected=1, zoomed=True)
    drawn = board.draw(run)
    assert len(drawn) == 36
    text = plain(drawn)
    assert TITLES["loss"] in text and TITLES["accuracy"] not in text
