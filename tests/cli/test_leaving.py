"""The program told to end from outside, or left without its terminal, saves and ends well."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tutor.progress.store import Store

NN_TUTOR = [sys.executable, "-m", "tutor", "open", "1-3-why-now"]
ALTERNATE_SCREEN_LEFT = b"\x1b[?1049l"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_it_restores_the_terminal(
    number: signal.Signals, open_terminal: Any, tmp_path: Path
) -> None:
    terminal = open_terminal(NN_TUTOR)
    terminal.wait_for("page 1/")
    terminal.press("l")
    terminal.wait_for("page 2/")
    heard = bytearray()
    feed = terminal._stream.feed
    terminal._stream.feed = lambda data: (heard.extend(data), feed(data))
    terminal.process.send_signal(number)
    assert terminal.wait_for_exit() == 128 + number
    terminal._read()
    assert ALTERNATE_SCREEN_LEFT in heard
    assert Store.open(tmp_path).last_lesson() == "1-3-why-now"


@pytest.mark.parametrize("hang_up", [signal.SIG_DFL, signal.SIG_IGN])
def test_without_its_terminal_it_ends(hang_up: signal.Handlers, tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        NN_TUTOR,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**os.environ, "TERM": "xterm-256color", "NN_TUTOR_HOME": str(tmp_path)},
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, hang_up),
    )
    os.close(follower)
    heard = b""
    while b"page 1/" not in heard:
        heard += os.read(leader, 65536)
    os.close(leader)
    assert process.wait() != 0
    assert Store.open(tmp_path).last_lesson() == "1-3-why-now"


def test_told_to_end_it_ends_though_nothing_can_be_drawn() -> None:
    code = """
import asyncio, os, signal
from tutor import leaving
leaving._PATIENCE, leaving._is_there = 0.05, lambda: True
async def held_up():
    leaving.leave_when_told(lambda code: None, lambda: print("saved", flush=True))
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.Event().wait()
asyncio.run(held_up())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120)
    assert (done.returncode, done.stdout) == (128 + signal.SIGTERM, b"saved\n"), done.stderr
