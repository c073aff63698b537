"""Commands run in the process of the tests: a process of its own costs a third of a second."""

from __future__ import annotations

import io
import sys
from subprocess import CompletedProcess
from unittest.mock import patch

from tutor.cli import main


def run_here(*words: str, typed: str = "") -> CompletedProcess[str]:
    """Run `nn-tutor` with these words, and with what is typed or piped in."""
    streams = {name: io.TextIOWrapper(io.BytesIO(), "utf-8") for name in ("stdout", "stderr")}
    given = io.TextIOWrapper(io.BytesIO(typed.encode()), "utf-8")
    with patch.multiple(sys, stdin=given, **streams):
        code = main(words)
    out, err = (stream.buffer.getvalue().decode() for stream in streams.values())
    return CompletedProcess(words, code, out, err)
