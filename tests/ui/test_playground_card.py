"""The card that leads from a lesson into the playground, and the ways that lead there."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from waiting import wait_until

from tutor.messages import PlaygroundOpened
from tutor.plots.cells import plain


async def test_a_card_opens_the_playground_and_notices_the_task(open_part: Any) -> None:
    opened: list[PlaygroundOpened] = []
    task = {"text": "Get below 1", "when": "loss < 1"}
    async with open_part("playground", dataset="moons", points=20, task=task) as pilot:
        card = pilot.app.part
        original = card.post_message
        card.post_message = lambda m: (
            opened.append(m) if isinstance(m, PlaygroundOpened) else original(m)
        )
        await pilot.press("enter")
        assert "○ Get below 1" in pilot.app.text
        (message,) = opened
        assert message.settings == {"dataset": "moons", "points": 20}
        message.view.task_reached(7)
        await pilot.pause()
        assert "✔ Get below 1  reached at epoch 7" in pilot.app.text
        await pilot.press("y")
        await pilot.pause()
        assert pilot.app.copied == ["nn-tutor playground --dataset moons --points 20"]


async def test_the_app_opens_the_playground_of_a_card(open_tutor: Any) -> None:
    from tutor.playground.task import Task
    from tutor.screens.playground import PlaygroundScreen

    left: list[int] = []
    async with open_tutor(size=(100, 30)) as pilot:
        settings = {"dataset": "xor", "hidden": (4,)}
        task = Task("Below 5", "loss < 5")
        pilot.app.post_message(
            PlaygroundOpened(SimpleNamespace(task_reached=left.append), settings, task)
        )
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, PlaygroundScreen))
        screen = pilot.app.screen
        await wait_until(pilot, lambda: screen.run.snapshot)
        await pilot.press("e")
        await wait_until(
            pilot, lambda: "✔ Below 5" in plain(screen.query("PictureView").first().picture)
        )
        await pilot.press("escape")
        await wait_until(pilot, lambda: left == [1])


async def test_a_key_opens_the_playground(open_tutor: Any) -> None:
    from tutor.screens.playground import PlaygroundScreen

    async with open_tutor(size=(100, 30)) as pilot:
        await pilot.press("g")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, PlaygroundScreen))
        await wait_until(pilot, lambda: pilot.app.screen.run.snapshot)
