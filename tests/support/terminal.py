"""A real terminal to run the program in, and to read its screen from; POSIX has it, Windows not."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyte

ROWS, COLUMNS = 24, 80
PATIENCE = 120.0  # seconds; a failing wait says what was on the screen


def _hear_hangups() -> None:
    """End by SIGHUP as in a terminal, also where the tests were started by `nohup`."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Terminal:
    """A child process on a pseudo-terminal whose screen can be read."""

    def __init__(self, command: Sequence[str], home: Path) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.screen)
        self.heard: Callable[[], object] = lambda: None
        """Called when output is there, before it is drawn, which takes longer than some wait."""
        self._leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "NN_TUTOR_HOME": str(home)}
        self.process = subprocess.Popen(
            list(command),
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env=environment,
            start_new_session=True,
            preexec_fn=_hear_hangups,
        )
        os.close(follower)

    def press(self, keys: str) -> None:
        os.write(self._leader, keys.encode())

    def send(self, data: bytes) -> None:
        """Send bytes of any kind, as many as there are; the screen is read between them."""
        for start in range(0, len(data), 256):
            os.write(self._leader, data[start : start + 256])
            self._read()

    def wait_for(self, text: str) -> str:
        """Return the screen once `text` is on it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self._read()
            shown = "\n".join(self.screen.display)
            if text in shown or text in "".join(self.screen.display):  # it may run on in a new row
                return shown
        raise AssertionError(f"{text!r} never appeared; the screen was\n{shown}")

    def wait_for_exit(self) -> int:
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self._read()
        return self.process.wait(timeout=1)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._leader)

    def _read(self) -> None:
        if select.select([self._leader], [], [], 0.05)[0]:
            try:
                output = os.read(self._leader, 65536)
                self.heard()
                self._stream.feed(output)
            except OSError:  # the child has closed its end
                time.sleep(0.05)
