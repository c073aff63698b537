"""Runs a function of ours behind the wall and returns what came of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from tutor.sandbox import alone, kept
from tutor.sandbox.jobs import Job
from tutor.sandbox.limits import Limits
from tutor.sandbox.results import ChildResult, Status, result_of
from tutor.sandbox.wall import lacking


def run(
    target: str,
    arguments: Mapping[str, Any],
    *,
    limits: Limits | None = None,
    readable: Sequence[Path] = (),
    folder: Path | None = None,
    trusted: bool,
    stop: Callable[[], bool] | None = None,
) -> ChildResult:
    """Call `target`, "package.module:function", with `arguments` in a child process; wait for it.

    `readable` files and folders may be read besides Python's own. The code runs in `folder`, which
    may be read too, else in the temporary folder, the only one that it may write. Code that is
    not `trusted` is refused where no wall can be had; code that is runs with limits alone there.
    `stop` is asked many times a second, from this thread, whether to give up. Can be called from
    several threads at once. Raise TypeError or ValueError if `arguments` are no plain values.
    """
    lack = lacking()
    if lack and not trusted:
        return ChildResult(Status.REFUSED, f"The code is not run: {lack}.", walled=False)
    job = Job(
        target,
        dict(arguments),
        limits or Limits(),
        walled=not lack,
        readable=[str(path.absolute()) for path in readable],
        folder=str(folder.absolute()) if folder else None,
    )
    ending = _way().run(job, stop or _never)
    if ending is None:
        message = "The process that watches over the code could not be started, or was ended."
        return ChildResult(Status.LOST, message, job.walled)
    return result_of(job, ending)


def warm() -> None:
    """Start ahead, without waiting, what the next `run` would wait for."""
    _way().warm()


def _way() -> ModuleType:
    """Return who starts the child: after loading NumPy, forking is safe on Linux only."""
    return kept if sys.platform == "linux" else alone


def _never() -> bool:
    return False
