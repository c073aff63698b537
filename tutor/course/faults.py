"""What is wrong with a course: every fault with its file and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple


class Fault(NamedTuple):
    """Something wrong in a course's file; `line` counts from 1."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{as_opened(self.path)}:{self.line}: {self.message}"


def as_opened(path: Path) -> str:
    """Return `path` as editors open it: from the working directory if below it, else in full."""
    with suppress(OSError, ValueError):  # the working directory may be gone
        return str(path.relative_to(Path.cwd()))
    return str(path)


class CourseError(Exception):
    """A course, or a lesson of it, cannot be used; `faults` holds everything that is wrong."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


@contextmanager
def keeping(faults: list[Fault]) -> Iterator[None]:
    """Add the faults of a CourseError raised inside to `faults`, and go on."""
    try:
        yield
    except CourseError as error:
        faults.extend(error.faults)
