"""How long until something is on the screen, against an empty Textual app on the same machine."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.benchmark

ROUNDS = 9
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("painted")
Empty().run()
"""


def test_the_home_screen_paints_within_half_more_than_an_empty_app(
    open_terminal: Callable[[list[str]], Any],
) -> None:
    def seconds_until(text: str, command: list[str]) -> float:
        start = time.perf_counter()
        terminal = open_terminal(command)
        terminal.wait_for(text)
        elapsed = time.perf_counter() - start
        terminal.process.kill()
        return elapsed

    empty, home = [], []
    for _ in range(ROUNDS):
        empty.append(seconds_until("painted", [sys.executable, "-c", EMPTY]))
        home.append(seconds_until("Start here", [sys.executable, "-m", "tutor"]))
    ratio = statistics.median(home) / statistics.median(empty)
    print(
        f"empty {statistics.median(empty):.3f} s, home {statistics.median(home):.3f} s: {ratio:.2f}"
    )
    assert ratio <= 1.5
