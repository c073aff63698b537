"""How long a key takes to reach the screen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from textual.app import App

from tutor.themes import role_colours


class PaintedApp(App[None]):
    """An app that writes every update out in full, as to a terminal."""

    @property
    def is_headless(self) -> bool:
        return False

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=True)


class Paint:
    """Waits for the first write to the terminal after something has happened in the app."""

    def __init__(self, app: App[Any], clock: Callable[[], float] = time.perf_counter) -> None:
        driver = app._driver
        assert driver is not None
        self._clock = clock
        self._write = driver.write
        self._happened: Callable[[], bool] = lambda: False
        self._written: asyncio.Future[float] | None = None
        driver.write = self._timed_write

    def _timed_write(self, data: str) -> None:
        self._write(data)
        if self._written and not self._written.done() and self._happened():
            self._written.set_result(self._clock())

    async def after(self, happened: Callable[[], bool]) -> float:
        """Return when it was written."""
        self._happened = happened
        self._written = asyncio.get_running_loop().create_future()
        return await asyncio.wait_for(self._written, 2)


def report(name: str, seconds: list[float]) -> float:
    """Print the figures of a measurement, and return the 95th percentile."""
    figures = [float(np.percentile(seconds, q)) for q in (50, 95, 99)]
    print(f"\n{name}: " + " / ".join(f"{1000 * f:.1f}" for f in figures) + " ms (p50/p95/p99)")
    return figures[1]
