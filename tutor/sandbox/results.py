"""What came of a run: a status, plain values, the output, and a sentence for users."""

from __future__ import annotations

import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tutor.sandbox.frames import Bytes, whole_frames
from tutor.sandbox.jobs import End, Ending, Job
from tutor.sandbox.limits import FILES, FOLDER, THREADS, Limits
from tutor.sandbox.values import loads_foreign, printable


class Status(StrEnum):
    FINISHED = "finished"
    RAISED = "raised"
    TIMED_OUT = "timed out"
    OUT_OF_MEMORY = "out of memory"
    TOO_MUCH = "printed, wrote or told too much"
    ENDED = "ended Python itself"
    CRASHED = "crashed, or killed by a signal"
    UNREADABLE = "its report cannot be read"
    REFUSED = "not run, for want of a wall"
    STOPPED = "stopped by the caller"
    LOST = "the process that watches over it is gone"


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception that the code did not catch."""

    kind: str
    text: str
    line: int | None
    """Of the text that ran as `__main__`."""


@dataclass(frozen=True, slots=True, eq=False)
class ChildResult:
    """What came of a run; all texts are safe to show in a terminal."""

    status: Status
    message: str
    """One sentence that says why the run did not finish; "" if it did."""

    walled: bool
    """Whether it ran behind the wall, not with limits alone."""

    value: Any = None
    """What the function gave back."""

    entries: tuple[Any, ...] = ()
    """What it told on the way, also if it did not finish."""

    output: str = ""
    """What it printed."""

    output_cut: bool = False
    """Whether it printed more than that and ran on."""

    raised: Raised | None = None


def result_of(job: Job, ending: Ending) -> ChildResult:
    """Read the report of a child process that has ended."""
    found = _Report(ending.report)
    status, message = _judge(job, ending, found)
    finished = status is Status.FINISHED
    most = job.limits.output
    return ChildResult(
        status,
        message,
        job.walled,
        found.last.get("value") if finished else None,
        tuple(found.entries),
        printable(ending.output[:most].decode(errors="backslashreplace")),
        len(ending.output) > most,
        found.raised if status is Status.RAISED else None,
    )


class _Report:
    """The frames of a report, as far as they can be read; hostile code may have written them."""

    def __init__(self, data: Bytes) -> None:
        self.entries: list[Any] = []
        self.last: dict[str, Any] = {}
        self.broken = False
        self.raised: Raised | None = None
        try:
            for frame in whole_frames(data):
                self._take(loads_foreign(frame))
        except (ValueError, TypeError):
            self.broken = True

    def _take(self, frame: Any) -> None:
        if not isinstance(frame, dict) or len(frame) != 1:
            raise ValueError("this is no frame of a report")
        if "entry" in frame:
            self.entries.append(frame["entry"])
            return
        self.last = frame
        if "raised" in frame:
            told = Raised(**frame["raised"])
            if not (isinstance(told.line, int | None)):
                raise ValueError("a line is a number")
            self.raised = Raised(str(told.kind), str(told.text), told.line)


def _judge(job: Job, ending: Ending, found: _Report) -> tuple[Status, str]:
    if ending.end is not End.ITSELF:
        return _cut_short(ending.end, job.limits)
    if found.broken:
        return Status.UNREADABLE, "What the code reported cannot be read."
    for key, told in _TOLD.items():
        if key in found.last:
            return told(job, found.last[key], found)
    return _unreported(ending.code, job.limits)


def _cut_short(end: End, limits: Limits) -> tuple[Status, str]:
    """Say which limit the code came to."""
    if end is End.STOP:
        return Status.STOPPED, "The run was stopped."
    if end is End.TIME:
        return Status.TIMED_OUT, f"The code took longer than {limits.seconds:g} s and was stopped."
    too_much = {
        End.OUTPUT: f"printed more than {size(limits.output)}",
        End.REPORT: f"gave back more than {size(limits.report)}",
        End.FOLDER: f"wrote more than {size(FOLDER)} or {FILES} files",
        End.THREADS: f"started more than {THREADS} threads",
    }
    return Status.TOO_MUCH, f"The code {too_much[end]} and was stopped."


_BEHIND = " (it may use files of its own folder alone, and no network, program or other process)"
_CRASHES = ("SIGSEGV", "SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGSYS", "SIGTRAP")


def _told_raised(job: Job, value: Any, found: _Report) -> tuple[Status, str]:
    assert found.raised is not None
    where = f" in line {found.raised.line}" if found.raised.line else ""
    text = " ".join(f": {found.raised.text}".split()).rstrip(".") if found.raised.text else ""
    hint = _BEHIND if job.walled and found.raised.kind == "PermissionError" else ""
    return Status.RAISED, f"The code raises {found.raised.kind}{where}{text}{hint}."


_TOLD: dict[str, Callable[[Job, Any, _Report], tuple[Status, str]]] = {
    "value": lambda job, value, found: (Status.FINISHED, ""),
    "raised": _told_raised,
    "memory": lambda job, value, found: (
        Status.OUT_OF_MEMORY,
        f"The code asked for more than {size(job.limits.memory)} of memory.",
    ),
    "exited": lambda job, value, found: (
        Status.ENDED,
        f"The code ended Python itself by sys.exit({value}).",
    ),
    "refused": lambda job, value, found: (
        Status.REFUSED,
        f"The code is not run: {value}.",
    ),
}


def _unreported(code: int, limits: Limits) -> tuple[Status, str]:
    """Judge a process that ended without its last frame."""
    if code >= 0:
        return Status.ENDED, f"The code ended Python itself (exit code {code})."
    name = f"signal {-code}"
    with suppress(ValueError):
        name = signal.Signals(-code).name
    if name == "SIGXCPU":
        return _cut_short(End.TIME, limits)
    if name in _CRASHES:
        return Status.CRASHED, f"The code crashed Python itself ({name})."
    return Status.CRASHED, f"The process of the code was killed ({name})."


def size(count: float) -> str:
    """Return a number of bytes as people write it."""
    for unit in ("bytes", "kB", "MB"):
        if count < 1024:
            return f"{count:.3g} {unit}"
        count /= 1024
    return f"{count:.3g} GB"
