"""Reads the light index of a course, there in milliseconds.

What was read once is kept in a small file, and read anew only when the course has changed: then
not even the YAML parser is imported before the first paint.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tutor.course.index import CourseIndex, LessonIndex, UnitIndex


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
