"""The network to watch, in the playground: units by arrows and by mouse, and a look inside."""

from __future__ import annotations

from playground_hands import ENDLESS, playground
from sizes import SMALL, WIDE, mainly

from tutor.plots.unit_maps import MARK

NETWORK = {"dataset": "circles", "hidden": ("4 tanh", "4 tanh")}


async def to_the_network(hands) -> None:
    """Go to the board, and show the network in the panel there."""
    await hands.press("tab")
    hands.board.choose_view("network")
    await hands.wait_until(lambda: "The network" in hands.text and "inputs" in hands.text)


@mainly(SMALL)
async def test_arrows_choose_a_unit_and_enter_looks_inside_and_out(size) -> None:
    async with playground(size=size, **NETWORK) as hands:
        await to_the_network(hands)
        await hands.press("right", "down")
        await hands.wait_until(lambda: hands.board.board.look.unit_picked)
        look = hands.board.board.look
        assert (look.layer, look.unit) == (0, 1)
        await hands.press("enter")
        await hands.wait_until(lambda: "layer 1 unit 2 tanh" in hands.text)
        await hands.press("escape")
        await hands.wait_until(lambda: "The network" in hands.text and MARK in hands.text)
        assert hands.screen.is_current


async def test_a_burst_of_arrows_goes_as_far_as_it_says() -> None:
    async with playground(size=(140, 45), **NETWORK) as hands:
        await to_the_network(hands)
        for across, down in ((1, 0), (0, 1), (0, 1), (1, 0), (0, -1)):
            hands.board.action_unit(across, down)
        assert (hands.board.board.look.layer, hands.board.board.look.unit) == (1, 1)


@mainly(WIDE)
async def test_a_click_chooses_a_unit(size) -> None:
    async with playground(size=size, **NETWORK) as hands:
        await to_the_network(hands)
        await hands.press("z")
        await hands.wait_until(lambda: hands.board.size.width > size[0] - 10)
        view = hands.board.size_of_selected()
        await hands.wait_until(lambda: view in hands.board.live.watched.drawn)
        drawn = hands.board.live.watched.drawn[view]
        left, top = drawn.layout.lefts[2], drawn.layout.tops[2][1]
        region = hands.board.content_region
        await hands.pilot.click(offset=(region.x + left, region.y + top + 1))
        await hands.wait_until(lambda: hands.board.board.look.unit_picked)
        assert (hands.board.board.look.layer, hands.board.board.look.unit) == (1, 1)


async def test_beyond_the_last_unit_the_arrows_go_on_to_the_next_panel() -> None:
    async with playground(size=(140, 45), **NETWORK) as hands:
        await to_the_network(hands)
        assert hands.board.selected == 0
        for _ in range(3):
            await hands.press("right")
            await hands.pilot.pause()
        assert (hands.board.selected, hands.board.board.look.layer) == (0, 2)
        await hands.press("right")
        await hands.wait_until(lambda: hands.board.selected == 1)


async def test_it_moves_while_it_trains() -> None:
    async with playground(epochs=ENDLESS, **NETWORK) as hands:
        await to_the_network(hands)
        await hands.press("right", "space")
        before = hands.snapshot.epoch
        await hands.wait_until(lambda: hands.snapshot.epoch > before + 3)
        first = hands.board.picture
        await hands.wait_until(lambda: hands.board.picture != first)
        await hands.press("down")
        await hands.wait_until(lambda: hands.board.board.look.unit == 1)
        assert hands.board.running
