"""Waiting for what will come, however slow the machine is: pytest's own limit ends a vain wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot
from textual.widget import Widget


async def wait_until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Let the app work until the condition holds; fail if the app ends before that."""
    await pilot.pause()
    if condition():
        return
    while not condition():
        assert pilot.app.is_running, "the app has ended: it would be waited for in vain"
        await asyncio.sleep(0.01)
    await pilot.pause()


async def come_true(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Let the app work until the condition holds, though not all has settled then."""
    while not condition():
        assert pilot.app.is_running, "the app has ended: it would be waited for in vain"
        await asyncio.sleep(0.002)


async def press_until(
    pilot: Pilot[Any], key: str | Callable[[], str], condition: Callable[[], object]
) -> None:
    """Press a key, or the one that is called for, until the condition holds."""
    while not condition():
        assert pilot.app.is_running, "the app has ended: keys would be pressed in vain"
        await pilot.press(key if isinstance(key, str) else key())
        await pilot.pause()


async def click(pilot: Pilot[Any], widget: Widget, offset: tuple[int, int] = (0, 0)) -> None:
    """Click a widget once it has come to rest: a page under way still moves what stands on it."""
    seen = None
    while not widget.region or widget.region != seen:
        assert widget.is_attached, "what should be clicked is not there any more"
        seen = widget.region
        await pilot.pause(0.05)
    await pilot.click(widget, offset=offset)
