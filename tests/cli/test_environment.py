"""Variables of the environment that cannot be obeyed: the program is as it is without them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from tutor.commands.environment import leave_out_impossible

HUGE = "9" * 5000
IMPOSSIBLE = [
    *(("COLUMNS", value) for value in ("0", "-5", "80.5", "²", "x", "", "100000", HUGE)),
    *(("LINES", value) for value in ("0", "²", HUGE)),
    *(("ESCDELAY", value) for value in ("x", "0", "9" * 40, HUGE)),
    *(("TEXTUAL_FPS", value) for value in ("x", "0", "-1", "9" * 40, HUGE)),
    *(("TEXTUAL_COLOR_SYSTEM", value) for value in ("", "x", "TrueColor")),
    *(("TEXTUAL_PRESS", value) for value in ("wait:x", "q")),
    ("TEXTUAL_SCREENSHOT", "0"),
]


@pytest.mark.parametrize(("name", "value"), IMPOSSIBLE, ids=lambda text: repr(text[:9]))
def test_what_cannot_be_is_left_out(name: str, value: str) -> None:
    environment = {name: value, "TERM": "xterm"}
    leave_out_impossible(environment)
    assert environment == {"TERM": "xterm"}


def test_what_can_be_stays() -> None:
    meant = {"COLUMNS": "80", "LINES": "24", "ESCDELAY": "25", "TEXTUAL_FPS": "30"}
    meant["TEXTUAL_COLOR_SYSTEM"] = "256"
    environment = dict(meant)
    leave_out_impossible(environment)
    assert environment == meant


@pytest.mark.parametrize("driver", ["nope:nope", "textual.drivers.headless_driver:HeadlessDriver"])
def test_the_program_opens_whatever_the_environment_says(
    open_terminal: Callable[[list[str]], Any], driver: str
) -> None:
    strange = {"TEXTUAL_DRIVER": driver, "COLUMNS": "²", "ESCDELAY": "9" * 40, "TERM": "nope"}
    settings = [f"{name}={value}" for name, value in strange.items()]
    terminal = open_terminal(["env", *settings, sys.executable, "-m", "tutor", "open", "1-3"])
    terminal.wait_for("page 1/")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0
