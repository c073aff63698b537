"""How long until something is on the screen, against an empty Textual app on the same machine."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tutor.app import WELCOMED
from tutor.progress.store import Store

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


def test_home_and_the_first_minute_paint_within_half_more_than_an_empty_app(
    open_terminal: Callable[[list[str]], Any],
    tmp_path: Path,
) -> None:
    def seconds_until(text: str, command: list[str]) -> float:
        start = time.perf_counter()
        terminal = open_terminal(command)
        terminal.wait_for(text)
        elapsed = time.perf_counter() - start
        terminal.process.kill()
        return elapsed

    empty, first, home = [], [], []
    for _ in range(ROUNDS):
        first.append(seconds_until("900 dots", [sys.executable, "-m", "tutor"]))
    store = Store.open(tmp_path)
    store.keep_setting(WELCOMED, "before")
    store.close()
    for _ in range(ROUNDS):
        empty.append(seconds_until("painted", [sys.executable, "-c", EMPTY]))
        home.append(seconds_until("lessons done", [sys.executable, "-m", "tutor"]))
    usual = statistics.median(empty)
    for name, seconds in (("home", home), ("first minute", first)):
        ratio = statistics.median(seconds) / usual
        print(f"empty {usual:.3f} s, {name} {statistics.median(seconds):.3f} s: {ratio:.2f}")
        assert ratio <= 1.5, name
