"""How long until something is on the screen, against an empty Textual app on the same machine."""

from __future__ import annotations

import shutil
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
        heard = [0.0]
        start = time.perf_counter()
        terminal = open_terminal(command)
        terminal.heard = lambda: heard.append(time.perf_counter())
        terminal.wait_for(text)
        terminal.process.kill()
        terminal.process.wait()
        return heard[-1] - start

    def forget() -> None:
        shutil.rmtree(tmp_path)
        tmp_path.mkdir()

    def welcomed() -> None:
        forget()
        store = Store.open(tmp_path)
        store.keep_setting(WELCOMED, "before")
        store.close()

    tutor = [sys.executable, "-m", "tutor"]
    for name, text, prepare in (
        ("home", "lessons done", welcomed),
        ("first minute", "900 dots", forget),
    ):
        shares = []
        for _ in range(ROUNDS + 1):
            prepare()
            ours = seconds_until(text, tutor)
            shares.append(ours / seconds_until("painted", [sys.executable, "-c", EMPTY]))
        share = statistics.median(shares[1:])
        print(f"{name}: {share:.2f} of an empty app")
        assert share <= 1.5, name
