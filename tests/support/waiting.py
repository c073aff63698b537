"""Waiting for what will come, however slow the machine is: pytest's own limit ends a vain wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Let the app work until the condition holds."""
    while not condition():
        await pilot.pause(0.01)
