"""What is asked of a child process, and how it ended, as both sides of the pipe know it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from tutor.sandbox.frames import Bytes
from tutor.sandbox.limits import Limits
from tutor.sandbox.values import dumps, loads


@dataclass(frozen=True, slots=True)
class Job:
    """One call of a function of ours in a child process."""

    target: str
    """The function, as "package.module:name"."""

    arguments: dict[str, Any]
    limits: Limits
    walled: bool
    readable: list[str]
    """Files and folders that may be read besides Python's own."""

    folder: str | None
    """Where the code runs: a readable folder, or None for the temporary one."""

    def to_bytes(self) -> bytes:
        return dumps(asdict(self))

    @classmethod
    def from_bytes(cls, data: Bytes) -> Job:
        fields = loads(data)
        return cls(**{**fields, "limits": Limits(**fields["limits"])})


class End(StrEnum):
    """Why a child process is no more."""

    ITSELF = "itself"
    STOP = "stop"
    TIME = "time"
    OUTPUT = "output"
    REPORT = "report"
    FOLDER = "folder"
    THREADS = "threads"


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child process ended, and what it left."""

    end: End
    code: int
    """As `subprocess` counts: the exit code, or minus the number of the signal."""

    output: bytes | bytearray = field(repr=False)
    """One byte more than the limit where it printed more and ran on."""

    report: bytes | bytearray = field(repr=False)
    """Frames, each a value with one key: entry, value, raised, memory, exited or refused."""
