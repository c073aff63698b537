"""The playground where not all of it has room: settings, network and views as tabs."""

from __future__ import annotations

import pytest
from playground_hands import playground

NARROW = (80, 24)


async def test_each_key_shows_its_part_and_the_head_says_which() -> None:
    async with playground(size=NARROW) as hands:
        assert "1 settings  2 network  3 views" in hands.text
        assert hands.setup.display and "Regions" in hands.text
        await hands.press("2")
        await hands.wait_until(lambda: "The network" in hands.text and "layer 1" in hands.text)
        assert not hands.setup.display and hands.board.has_focus
        assert "Regions" not in hands.text
        await hands.press("3")
        await hands.wait_until(lambda: "Regions" in hands.text and "Loss" in hands.text)
        assert not hands.setup.display and hands.board.has_focus
        await hands.press("1")
        await hands.wait_until(lambda: hands.setup.has_focus)
        assert hands.setup.display


async def test_the_network_of_its_tab_changes_no_panel_of_the_others() -> None:
    async with playground(size=NARROW) as hands:
        before = hands.board.board.views_in(hands.board.live)
        await hands.press("2", "enter")
        await hands.wait_until(lambda: "layer 1 unit 1" in hands.text)
        await hands.press("3")
        await hands.wait_until(lambda: "Regions" in hands.text)
        assert "One unit" not in hands.text
        await hands.press("1")
        await hands.wait_until(lambda: hands.board.board.views_in(hands.board.live) == before)


async def test_one_of_the_views_is_shown_alone_and_given_back() -> None:
    async with playground(size=NARROW) as hands:
        await hands.press("3", "right", "z")
        await hands.wait_until(lambda: "Regions" not in hands.text and "Loss" in hands.text)
        await hands.press("escape")
        await hands.wait_until(lambda: "Regions" in hands.text)
        assert not hands.setup.display and hands.screen.is_current


async def test_training_goes_on_from_tab_to_tab() -> None:
    async with playground(size=NARROW) as hands:
        await hands.press("2", "s")
        await hands.wait_until(lambda: hands.snapshot.step == 1)
        await hands.press("3", "e")
        await hands.wait_until(lambda: hands.snapshot.epoch == 1)


async def test_a_terminal_made_wide_shows_all_again() -> None:
    async with playground(size=NARROW) as hands:
        await hands.press("2")
        await hands.wait_until(lambda: not hands.setup.display)
        await hands.pilot.resize_terminal(140, 45)
        await hands.wait_until(lambda: hands.setup.display and "Regions" in hands.text)
        assert "2 network" not in hands.text
        await hands.press("2")
        await hands.pilot.pause()
        assert hands.setup.display


@pytest.mark.parametrize("dataset", ["digits", "xor", "noisy_curve"])
async def test_data_of_every_kind_has_something_in_each_tab(dataset: str) -> None:
    async with playground(size=NARROW, dataset=dataset, points=None, hidden=(4,)) as hands:
        for key in "231":
            await hands.press(key)
            await hands.wait_until(lambda: hands.board.frame and not hands.board.error)
