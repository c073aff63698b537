"""What cannot be set up is explained beside the setting at fault, and can be mended there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playground_hands import playground_in_view, typed
from textual.pilot import Pilot
from waiting import wait_until

from tutor.plots.cells import plain
from tutor.screens.own_table import OwnTableScreen
from tutor.screens.playground import PlaygroundScreen


async def opened(pilot: Pilot[Any]) -> PlaygroundScreen:
    pilot.app.action_playground()
    return await playground_in_view(pilot)


def below(screen: PlaygroundScreen, label: str) -> str:
    """The line under a setting's, and all that follows, as one text."""
    shown = plain(screen.setup_view.picture)
    return " ".join(shown[shown.index(label) :].split("\n", 1)[1].split())


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("changes", "label", "reason"),
    [
        ([("points", "20000000")], "points", "✘ 20,000,000 is too much, the limit is 20,000"),
        ([("learning_rate", "1e9")], "learning rate", "✘ 1,000,000,000 is too much"),
        ([("layer 1", "10000")], "layer 1", "✘ 10,000 units are too many"),
        ([("dataset", "digits"), ("conv", "8,8,8")], "pooling", "✘ convolution 2 gets images"),
        ([("dataset", "xor"), ("validation_split", "0.9")], "validation", "✘ 0.9 of 4 examples is"),
    ],
)
async def test_the_reason_stands_under_the_setting(
    open_tutor: Any, changes: list[tuple[str, str]], label: str, reason: str
) -> None:
    async with open_tutor(size=(140, 50)) as pilot:
        screen = await opened(pilot)
        for name, text in changes:
            await typed(pilot, name, text)
        await wait_until(pilot, lambda: below(screen, label).startswith(reason))


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("", "the file is empty"),
        ("a,b\n", "there is no row of numbers"),
        ("a,y\n1,x\n2,x\n", "all labels in 'y' are 'x'"),
        ("a,y\n1,x\nred,z\n", "mine.csv:3: 'red' is not a number"),
        ("a,y\n" + "".join(f"1,n{n}\n" for n in range(101)), "101 different labels"),
    ],
)
async def test_a_table_that_cannot_be_learned_from(
    open_tutor: Any, tmp_path: Path, table: str, reason: str
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(table)
    async with open_tutor(size=(140, 50)) as pilot:
        screen = await opened(pilot)
        await typed(pilot, "csv", str(path))
        if table.count("\n") > 1:  # it can be read, and is shown first
            await wait_until(pilot, lambda: isinstance(pilot.app.screen, OwnTableScreen))
            await pilot.press("escape")
        await wait_until(pilot, lambda: reason in below(screen, "own table"))


async def test_a_table_is_mended_where_it_stands(open_tutor: Any, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("")
    async with open_tutor(size=(140, 50)) as pilot:
        screen = await opened(pilot)
        await typed(pilot, "csv", str(path))
        await wait_until(pilot, lambda: "the file is empty" in below(screen, "own table"))
        read = [worker for worker in pilot.app.workers if worker.group == "table"]
        await wait_until(pilot, lambda: all(worker.is_finished for worker in read))
        path.write_text("a,b,y\n1,5,x\n2,5,z\n3,5,x\n")
        await typed(pilot, "label", "nope")
        await wait_until(pilot, lambda: "unknown column 'nope'" in below(screen, "label column"))
        await typed(pilot, "label", "y")
        told = "Constant column b"
        await wait_until(
            pilot, lambda: told in plain(screen.query_one("#playground-standing").picture)
        )


async def test_while_a_layer_is_typed_its_keys_are_letters(open_tutor: Any) -> None:
    async with open_tutor(size=(100, 30)) as pilot:
        screen = await opened(pilot)
        await typed(pilot, "layer 1", "8")
        actions = {key: active.binding.action for key, active in screen.active_bindings.items()}
        assert actions["a"] == "add_layer"
        await pilot.press("enter")
        actions = {key: active.binding.action for key, active in screen.active_bindings.items()}
        assert "add_layer" not in actions.values()
        await pilot.press(*"4 tanh batch_norm dropout 0.2", "enter")
        assert screen.setup_view.setup.layers == ("4 tanh batch_norm dropout 0.2",)
        await wait_until(pilot, lambda: screen.run.snapshot)
