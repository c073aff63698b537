"""The light index of a course: all that the home screen shows, there in milliseconds.

What was read once is kept in a small file, and read anew only when the course has changed: then
not even the YAML parser is imported before the first paint.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import tutor

LESSON_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NUMBER = re.compile(r"(\d+-\d+)-")


@dataclass(frozen=True, slots=True)
class LessonIndex:
    """A lesson as the home screen lists it."""

    id: str
    number: str
    """The digits that begin the id ("2-7"), or "" where there are none."""
    title: str
    minutes: int
    pages: int
    kinds: Mapping[str, int]
    """How many questions of each kind its quiz.yaml holds."""

    @property
    def questions(self) -> int:
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class UnitIndex:
    """A unit as the home screen lists it."""

    id: str
    title: str
    lessons: tuple[LessonIndex, ...]


@dataclass(frozen=True, slots=True)
class CourseIndex:
    """The course as the home screen lists it."""

    title: str
    units: tuple[UnitIndex, ...]
    welcome: str | None = None
    """The id of the lesson that opens by itself at the very first start."""

    @property
    def lessons(self) -> tuple[LessonIndex, ...]:
        return tuple(lesson for unit in self.units for lesson in unit.lessons)


def shipped_course() -> Path:
    """Return the folder of the course that comes with the program."""
    return Path(tutor.__file__).parent.parent / "lessons"


def read_index(folder: Path, kept: Path | None = None) -> CourseIndex:
    """Return the index of the course in `folder`; CourseError if its course.yaml is no good.

    With `kept`, a file that may not exist yet, the index is taken from there while it is fresh.
    """
    signature = _signature(folder) if kept else []
    if kept:
        with suppress(OSError, ValueError, KeyError, TypeError):
            known = json.loads(kept.read_text(encoding="utf-8"))
            if known["signature"] == signature:
                return _from_plain(known["index"])
    from tutor.course.indexing import index_of

    index = index_of(folder)
    if kept:
        with suppress(OSError):
            known = {"signature": signature, "index": asdict(index)}
            kept.write_text(json.dumps(known), encoding="utf-8")
    return index


def lesson_number(lesson_id: str) -> str:
    """Return the digits that begin a lesson's id: "2-7" of "2-7-backprop-on-a-graph"."""
    match = _NUMBER.match(lesson_id)
    return match[1] if match else ""


def _signature(folder: Path) -> list[list[Any]]:
    """Return what changes when any file of the course does: its path, time and size."""
    files: list[Path] = [folder / "course.yaml"]
    with suppress(OSError):
        lessons = sorted(entry for entry in folder.iterdir() if entry.is_dir())
        files += [lesson / name for lesson in lessons for name in ("lesson.md", "quiz.yaml")]
    return [list(line) for line in _stats(files)]


def _stats(files: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    for file in files:
        with suppress(OSError):
            about = file.stat()
            yield str(file), about.st_mtime_ns, about.st_size


def _from_plain(value: dict[str, Any]) -> CourseIndex:
    units = tuple(
        UnitIndex(
            unit["id"], unit["title"], tuple(LessonIndex(**lesson) for lesson in unit["lessons"])
        )
        for unit in value["units"]
    )
    return CourseIndex(value["title"], units, value["welcome"])
