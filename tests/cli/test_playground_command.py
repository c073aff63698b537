"""`nn-tutor playground` as a person runs it: set up by flags, trained, left; what it refuses."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from run_here import run_here

OpenTerminal = Callable[[list[str]], Any]
PLAYGROUND = [sys.executable, "-m", "tutor", "playground"]


def test_it_opens_set_up_trains_and_ends(open_terminal: OpenTerminal) -> None:
    words = ["--dataset", "moons", "--points", "20", "--hidden", "5 tanh,4", "--epochs", "3"]
    terminal = open_terminal([*PLAYGROUND, *words])
    terminal.wait_for("2-5-4-1")
    terminal.press("e")
    terminal.wait_for("epoch 1/3")
    terminal.press(" ")
    terminal.wait_for("finished")
    terminal.press("\x1b")
    assert terminal.wait_for_exit() == 0


def test_a_file_of_settings_sets_it_up(tmp_path: Path, open_terminal: OpenTerminal) -> None:
    path = tmp_path / "run.json"
    path.write_text(json.dumps({"dataset": "xor", "hidden": [7]}))
    terminal = open_terminal([*PLAYGROUND, "--config", str(path)])
    terminal.wait_for("2-7-1")
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (["--points", "many"], 2, "not a whole number"),
        (["--config", "none.json"], 2, "No such file"),
        (["--label", "x"], 2, "--label goes with --csv"),
        (["--points", "20000000"], 2, "points: 20,000,000 is too much, the limit is 20,000"),
        (["--lr", "1e9"], 2, "learning_rate: 1,000,000,000 is too much, the limit is 1,000"),
        (["--hidden", "10000"], 2, "hidden: 10,000 units are too many, the limit is 1,000"),
        (["--call", "train(X, Y)"], 2, "--call goes with --own"),
        ([], 1, "terminal"),
    ],
)
def test_what_cannot_be_is_explained(words: list[str], code: int, complaint: str) -> None:
    done = run_here("playground", *words)
    assert done.returncode == code and complaint in done.stderr
    assert done.stdout == ""
