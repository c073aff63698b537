"""The playground by the mouse: points, images, panels, settings."""

from __future__ import annotations

import re

from playground_hands import ENDLESS, playground
from textual.widgets import Input
from waiting import press_until

from tutor.plots.cells import plain
from tutor.plots.regions import PICKED


async def test_a_click_picks_the_nearest_example() -> None:
    async with playground() as hands:
        await hands.wait_until(lambda: "Regions" in hands.text)
        rows = plain(hands.board.picture).split("\n")[2:18]
        row, column = next(
            (row, found.start())
            for row, text in enumerate(rows, start=2)
            if (found := re.search("[▲△]", text[:40]))
        )
        left = hands.board.content_region.x
        top = hands.board.content_region.y
        await hands.pilot.click(offset=(left + column, top + row))
        await hands.wait_until(lambda: hands.board.board.look.example is not None)
        example = hands.board.board.look.example
        classes = hands.board.live.training.training_set.classes
        assert classes is not None and classes[example] == 1
        await hands.wait_until(
            lambda: plain(hands.board.picture).split("\n")[row][column] == PICKED
        )
        await hands.wait_until(lambda: f"example {example}:" in hands.text)
        assert hands.board.selected == 0


async def test_a_click_on_a_curve_selects_its_panel_and_picks_nothing() -> None:
    async with playground() as hands:
        region = hands.board.content_region
        await hands.pilot.click(offset=(region.right - 10, region.y + 5))
        await hands.wait_until(lambda: "▸ Loss" in hands.text)
        assert hands.board.board.look.example is None


async def test_a_click_picks_an_image() -> None:
    async with playground(dataset="digits", points=None, hidden=(4,)) as hands:
        await hands.press("tab")
        await hands.choose_view("Data")
        await hands.wait_until(lambda: "▸ Data" in hands.text)
        region = hands.board.content_region
        await hands.pilot.click(offset=(region.x + 12, region.y + 4))
        await hands.wait_until(lambda: hands.board.board.look.example == 1)
        await hands.wait_until(lambda: f"{PICKED} 1" in hands.text)


async def test_a_click_picks_an_image_that_excites_a_unit_and_holds_the_run() -> None:
    digits = {"dataset": "digits", "points": None, "hidden": ("4 tanh",), "epochs": ENDLESS}
    async with playground(**digits) as hands:
        await hands.press("space", "left_parenthesis", "z")
        await hands.wait_until(lambda: "excite" in hands.text and hands.board.running)
        await hands.wait_until(lambda: hands.board.size.width > 90)
        region = hands.board.content_region
        await hands.pilot.click(offset=(region.x + 3, region.y + 5))
        await hands.wait_until(lambda: hands.board.board.look.example is not None)
        await hands.wait_until(lambda: "▸ One example" in hands.text and not hands.board.running)


async def test_settings_are_chosen_and_turned_by_the_mouse() -> None:
    async with playground(size=(80, 24)) as hands:
        view = hands.setup
        left, top = view.content_region.offset

        async def click(label: str, sign: str = "") -> None:
            rows = plain(view.picture).split("\n")
            row = next(number for number, text in enumerate(rows) if label in text)
            await hands.pilot.click(offset=(left + rows[row].find(sign or label), top + row))

        await click("noise")
        await hands.wait_until(lambda: view.setup.chosen_name == "noise")
        await click("noise", "›")
        await hands.wait_until(lambda: view.setup.value("noise") == 0.3)
        await click("noise", "‹")
        await click("noise", "‹")
        await hands.wait_until(lambda: view.setup.value("noise") == 0.15)
        await click("↓ more")
        await hands.wait_until(lambda: "↑ more" in plain(view.picture))
        await click("activation")
        await hands.wait_until(lambda: view.setup.chosen_name == "activation")
        await press_until(hands.pilot, "up", lambda: view.setup.chosen_name == "csv")
        await click("own table", "⏎")
        await hands.wait_until(lambda: isinstance(hands.pilot.app.focused, Input))
