"""The board: how panels share the room, and what they show."""

from __future__ import annotations

from typing import Any

import pytest

from engine.datasets import load, read_csv
from engine.divergence import LOWER_THE_RATE, Divergence
from tutor.playground.advice import about_data, after_divergence
from tutor.playground.board import TITLES, Board
from tutor.plots.ansi import terminal_palette
from tutor.plots.arrange import row_width
from tutor.plots.cells import plain
from tutor.runs.look import Look
from tutor.runs.run import Goal, LiveRun

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
    assert board.shown(trained()) == ["regions", "loss", "network", "accuracy"]
    assert board.shown(trained(dataset="noisy_curve", points=30)) == [
        "fit", "loss", "norms", "activations"
    ]  # fmt: skip


def test_a_view_that_was_chosen_stays_while_it_suits() -> None:
    board = Board(46, 17, LOOK, views=("confusion", "unit"))
    assert board.shown(trained()) == ["confusion", "unit"]
    digits = LiveRun({"dataset": "digits", "hidden": (4,)})
    assert board.shown(digits) == ["confusion", "unit"]


def test_one_panel_alone_takes_all_the_room() -> None:
    run = trained()
    board = Board(100, 36, LOOK, selected=1, zoomed=True)
    drawn = board.draw(run)
    assert len(drawn) == 36
    text = plain(drawn)
    assert TITLES["loss"] in text and TITLES["accuracy"] not in text


def test_advice_fits_the_run() -> None:
    broken = Divergence(3, 2, "Z[2]", f"Z[2] is infinite. {LOWER_THE_RATE}")
    wild = trained(learning_rate=1e300)
    assert "0.1 is usual for sgd" in after_divergence(broken, wild.training)
    curve = trained(dataset="noisy_curve", points=20, learning_rate=0.1)
    told = after_divergence(broken, curve.training)
    assert told.startswith("Z[2] is infinite. Try a learning rate of 0.01")
    assert "standardise" in told and LOWER_THE_RATE not in told


def test_no_learning_rate_is_blamed_for_the_data() -> None:
    broken = Divergence(1, None, "X", "X is nan at step 1: look at the data.")
    assert after_divergence(broken, trained().training) == broken.message


def test_columns_that_do_not_help_are_named() -> None:
    table = "a,b,c,kind\n1,5,1,x\n2,5,2,y\n3,5,1,x\n4,5,1,y"
    assert "Constant column b" in about_data(read_csv(table.split("\n")))
    uneven = "a,b,kind\n1,5000,x\n2,100,y\n3,900,x"
    assert "standardise" in about_data(read_csv(uneven.split("\n")))
    assert not about_data(load("spiral")) and not about_data(load("digits"))
