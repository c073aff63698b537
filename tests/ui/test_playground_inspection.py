"""Looking into a run of the playground: examples, units, layers, epochs, and kept runs over it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from monkey import send
from playground_hands import Hands, playground
from textual.widgets import OptionList

from engine.arrays import Array
from engine.optimizers import OPTIMIZERS, Optimizer
from tutor.plots.arrange import row_width
from tutor.plots.cells import plain
from tutor.runs.store import Runs
from tutor.screens.chooser import Chooser
from tutor.screens.runs import RunsScreen
from tutor.widgets.picture import PictureView

IMAGES: dict[str, Any] = {
    "dataset": "digits",
    "points": None,
    "conv": (4, 6),
    "padding": 1,
    "epochs": 1,
}
BITS: dict[str, Any] = {"dataset": "parity", "bits": 3, "points": None, "hidden": (4,)}


async def test_every_convolution_is_shown_by_its_layer() -> None:
    async with playground(size=(140, 45), **IMAGES) as hands:
        await hands.epochs(1)
        await hands.wait_until(
            lambda: "layer 1: 4 filters 3×3, maps 8×8" in _unspaced(hands, " of 4")
        )
        await hands.press("right_parenthesis")
        await hands.wait_until(lambda: "6 filters 3×3 over 4 channels" in hands.text)
        assert "filter 1 channel by channel" in hands.text or "filter 1 for" in hands.text
        await hands.press("greater_than_sign", "greater_than_sign")
        await hands.wait_until(lambda: "▸3" in hands.text and "filter 3 " in hands.text)
        await hands.press("right_parenthesis")
        await hands.wait_until(lambda: "layer 3 unit 1 relu" in hands.text)
        assert "excite" in hands.text
        await hands.press("left_parenthesis", "left_parenthesis", "left_parenthesis")
        await hands.wait_until(lambda: "layer 4 unit 1 softmax" in hands.text)


def _unspaced(hands: Hands, left_out: str) -> str:
    return hands.text.replace(left_out, "")


async def test_a_zoomed_convolution_shows_all_its_filters_and_the_example() -> None:
    async with playground(size=(140, 45), **IMAGES) as hands:
        await hands.press("tab", "right", "right", "z")
        await hands.wait_until(lambda: "Filters and feature maps" in hands.text)
        await hands.press("full_stop", "full_stop")
        await hands.wait_until(lambda: "its map of example 1" in hands.text)
        assert "▸1" in hands.text
        await hands.press("right_parenthesis")
        await hands.wait_until(lambda: "filter 1 channel by channel" in hands.text)
        assert hands.text.count("Filters and feature maps") == 1


async def test_the_panel_that_was_just_looked_at_is_the_one_to_zoom() -> None:
    async with playground() as hands:
        await hands.press("greater_than_sign")
        await hands.wait_until(lambda: "One unit" in hands.text)
        await hands.press("z")
        await hands.wait_until(lambda: "▸ One unit" in hands.text and "Regions" not in hands.text)
        await hands.press("z", "full_stop")
        await hands.wait_until(lambda: "Regions" in hands.text and "One example" in hands.text)
        await hands.press("tab", "left", "left", "left")
        await hands.wait_until(lambda: "▸ Regions" in hands.text)
        await hands.press("greater_than_sign")
        await hands.wait_until(lambda: "▸ Regions" in hands.text and "One unit" in hands.text)


async def test_the_number_of_an_example_is_typed() -> None:
    async with playground() as hands:
        await hands.press("number_sign", *"57", "enter")
        await hands.wait_until(lambda: "example 57:" in hands.text)
        await hands.press("number_sign", *"900", "enter")
        await hands.wait_until(lambda: hands.notified("numbers from 0 to 89"))
        assert hands.board.board.look.example == 57
        await hands.press("number_sign", "escape", "full_stop")
        await hands.wait_until(lambda: "example 58:" in hands.text)


async def test_the_first_the_last_and_a_typed_epoch() -> None:
    async with playground(epochs=300) as hands:
        await hands.press("plus", "space")
        await hands.wait_until(lambda: hands.board.live.finished and not hands.board.running)
        loss = hands.snapshot.loss
        await hands.press("left_curly_bracket")
        await hands.wait_until(lambda: hands.snapshot.epoch == 0)
        await hands.press("E", *"101", "enter")
        await hands.wait_until(lambda: hands.snapshot.epoch in (96, 100, 104))
        assert hands.notified("Epoch 101 is not kept")
        await hands.press("right_curly_bracket")
        await hands.wait_until(lambda: hands.snapshot.epoch == 300)
        assert hands.snapshot.loss == loss
        await hands.press("E", *"soon", "enter")
        await hands.wait_until(lambda: hands.notified("An epoch is a whole number"))


async def test_two_of_many_inputs_are_chosen() -> None:
    async with playground(size=(140, 45), **BITS) as hands:
        await hands.press("greater_than_sign")
        await hands.wait_until(lambda: "x1 across, x2 up" in hands.text)
        assert "at their means" in hands.text
        await hands.press("f")
        await hands.pilot.pause()
        await hands.press("down", "down", "enter")
        await hands.pilot.pause()
        await hands.press("enter")
        await hands.wait_until(lambda: "x3 across, x1 up" in hands.text)


async def test_f_says_where_there_is_no_choice() -> None:
    async with playground() as hands:
        await hands.press("f")
        await hands.wait_until(lambda: hands.notified("There is no choice"))


async def test_kept_runs_are_laid_over_and_taken_away(tmp_path: Path) -> None:
    runs = Runs(tmp_path / "runs.db")
    async with playground(runs=runs, size=(140, 45)) as hands:
        for name in ("one", "two"):
            await hands.epochs(2)
            await hands.press("n", *name, "enter")
            await hands.wait_until(lambda name=name: name in [run.name for run in runs.all()])
        await hands.press("O")
        await hands.wait_until(lambda: isinstance(hands.pilot.app.focused, OptionList))
        await hands.press("enter")
        await hands.wait_until(lambda: "A·A two" in hands.text)
        await hands.press("r")
        await hands.wait_until(lambda: hands.snapshot.step == 0)
        assert "A·A two" in hands.text, "it is remembered"
        await hands.press("O")
        await hands.wait_until(lambda: isinstance(hands.pilot.app.focused, OptionList))
        await hands.press("down", "down", "enter")
        await hands.wait_until(lambda: "B·B one" in hands.text)
        await hands.press("O")
        await hands.wait_until(lambda: isinstance(hands.pilot.app.focused, OptionList))
        await hands.press("enter")
        await hands.wait_until(lambda: "·A" not in hands.text and "·B" not in hands.text)


async def test_marked_runs_of_the_table_are_laid_over(tmp_path: Path) -> None:
    runs = Runs(tmp_path / "runs.db")
    async with playground(runs=runs, size=(140, 45), validation_split=0.3) as hands:
        await hands.epochs(2)
        await hands.press("n", *"first", "enter")
        await hands.wait_until(runs.all)
        await hands.press("c")
        await hands.wait_until(lambda: isinstance(hands.pilot.app.screen, RunsScreen))
        table = hands.pilot.app.screen.query(PictureView)
        await hands.wait_until(lambda: any("first" in plain(view.picture) for view in table))
        await hands.press("o")
        await hands.wait_until(lambda: hands.pilot.app.screen is hands.screen)
        await hands.wait_until(lambda: "A·A first val" in hands.text and "╌╌ now val" in hands.text)


class SignSteps(Optimizer):
    """One of those to come, which neither the stepper nor the export knows."""

    name = "signs"

    def direction(self, g: Array, out: Array) -> Array:
        return np.sign(g, out=out)


async def test_what_is_not_known_of_a_new_optimizer_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(OPTIMIZERS, "sgd", SignSteps)
    async with playground() as hands:
        await hands.press("i")
        await hands.wait_until(lambda: hands.notified("The steps of signs cannot be shown"))
        await hands.press("t")
        await hands.wait_until(lambda: isinstance(hands.pilot.app.screen, Chooser))
        await hands.press("enter")
        await hands.wait_until(lambda: hands.notified("No optimizer of PyTorch is known"))
        assert hands.pilot.app.screen is hands.screen


async def test_the_keys_of_looking_into_it_are_all_in_the_help() -> None:
    async with playground() as hands:
        active = hands.screen.active_bindings
        shown = {key for key, found in active.items() if found.binding.show}
        assert shown >= {"full_stop", "number_sign", "greater_than_sign", "right_parenthesis"}
        assert shown >= {"f", "left_curly_bracket", "E", "O", "V", "y", "o"}


async def test_nothing_is_cut_hard_at_narrow_widths() -> None:
    for width in (60, 70, 80, 100):
        async with playground(size=(width, 24), epochs=20_000, points=300) as hands:
            send(hands.pilot.app, ["space"])
            await hands.wait_until(lambda: hands.snapshot.epoch > 10)
            for name in ("title", "standing"):
                view = hands.screen.query_one(f"#playground-{name}", PictureView)
                for row in view.picture:
                    assert row_width(row) <= view.size.width
            told = plain(hands.screen.query_one("#playground-standing", PictureView).picture)
            accuracy = hands.snapshot.accuracy
            assert accuracy is not None
            assert "loss" in told and "%" in told


async def test_an_explanation_is_shown_whole_at_narrow_widths() -> None:
    wild = {"dataset": "noisy_curve", "hidden": (8, 8), "epochs": 200, "learning_rate": 1000.0}
    async with playground(size=(80, 24), **wild) as hands:
        await hands.press("space")
        await hands.wait_until(lambda: "✘ diverged" in hands.text)
        view = hands.screen.query_one("#playground-standing", PictureView)
        await hands.wait_until(lambda: view.size.height >= len(view.picture))
        words = " ".join(plain(view.picture).split())
        assert words.endswith("[ goes back to an epoch before it.")


async def test_going_back_while_it_trains_loses_no_epoch_it_can_keep() -> None:
    async with playground(epochs=50_000) as hands:
        await hands.press("plus", "space")
        await hands.wait_until(lambda: hands.snapshot.epoch > 200)
        await hands.press("left_curly_bracket")
        await hands.wait_until(lambda: hands.snapshot.epoch == 0 and not hands.board.running)
        assert not hands.board.error
        assert np.isfinite(hands.snapshot.loss)


async def test_keys_that_need_a_run_say_so_where_there_is_none() -> None:
    async with playground(csv="nowhere.csv") as hands:
        await hands.wait_until(lambda: "✘ not ready" in hands.text)
        keys = ["t", "i", "V", "full_stop", "greater_than_sign", "number_sign", "f", "E"]
        for key in [*keys, "left_square_bracket"]:
            await hands.press(key)
            await hands.wait_until(lambda: hands.notified("There is no run yet."))
            hands.pilot.app.clear_notifications()
        assert hands.pilot.app.screen is hands.screen


async def test_kept_runs_that_cannot_be_used_are_told_of_in_their_place(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "runs.db")) as other, other:
        other.execute("CREATE TABLE somebody_elses (word)")
    async with playground(runs=Runs(tmp_path / "runs.db")) as hands:
        await hands.press("c")
        await hands.wait_until(lambda: isinstance(hands.pilot.app.screen, RunsScreen))
        screen = hands.pilot.app.screen

        def shown() -> str:
            return " ".join(" ".join(plain(v.picture) for v in screen.query(PictureView)).split())

        await hands.wait_until(lambda: "Move it away" in shown())
        assert "No run is kept yet" not in shown()
