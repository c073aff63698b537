"""A fault of the program itself ends it with one message, and with the first fault on file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

OpenTutor = Callable[..., Any]


def fail(number: int) -> None:
    raise RuntimeError(f"fault number {number}")


async def test_the_first_of_several_faults_is_told_once(
    open_tutor: OpenTutor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(RuntimeError, match="fault number 1"):
        async with open_tutor() as pilot:
            for number in (1, 2):
                pilot.app.screen.call_next(fail, number)
                pilot.app.call_next(fail, number)
            await pilot.pause()
    told = " ".join(capsys.readouterr().err.split())
    assert told.count("met a fault of its own") == 1
    assert "NOTE" not in told
    assert "Traceback" not in told
    assert "fault number 1" in (tmp_path / "crash.log").read_text(encoding="utf-8")
