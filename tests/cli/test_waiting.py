"""A command that waits for a pipe to which nobody writes says so, and no other does."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from unittest.mock import Mock

import pytest

from tutor.commands import waiting
from tutor.playground.own_table import read_text

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")


@pytest.mark.parametrize("read", [Path.read_bytes, Path.read_text, read_text])
def test_a_pipe_that_is_waited_for_is_told(
    read: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(read)
    pipe = tmp_path / "table.csv"
    os.mkfifo(pipe)
    reader = threading.Thread(target=read, args=(pipe,))
    reader.start()
    told = ""
    while "Waiting for data" not in told:  # the thread comes to it soon
        assert reader.is_alive() and reader.ident
        waiting._tell(reader.ident)
        told = capsys.readouterr().err
    assert str(pipe) in told
    pipe.write_text("a,b\n1,2\n")
    reader.join()
    assert not waiting._tell(reader.ident)
    assert not capsys.readouterr().err


def test_only_pipes_are_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = Mock()
    monkeypatch.setattr(threading.Timer, "start", start)
    waiting.tell_of_waiting([None, 3, "none", str(tmp_path), "a\0b", tmp_path / "none"])
    start.assert_not_called()
    os.mkfifo(tmp_path / "pipe")
    waiting.tell_of_waiting([str(tmp_path / "pipe")])
    start.assert_called_once()
