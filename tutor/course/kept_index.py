"""Reads the light index of a course, there in milliseconds.

What was read once is kept in a small file, and read anew only when the course has changed: then
not even the YAML parser is imported before the first paint.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from tutor.course.exercise_folders import FOLDER, exercises_of
from tutor.course.index import CourseIndex, LessonIndex, MisconceptionIndex, UnitIndex
from tutor.whole_files import read_ordinary

FILES = ("lesson.md", "quiz.yaml")  # of a lesson, for its line in the index
INDEX_FILE = "index.json"  # beside the progress; may be deleted at any time

T = TypeVar("T")


def read_index(folder: Path, kept: Path | None = None) -> CourseIndex:
    """Return the index of the course in `folder`; CourseError if its course.yaml is no good.

    With `kept`, a file that may not exist yet, the index is taken from there while it is fresh.
    """
    signature = _signature(folder) if kept else []
    if kept:
        with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            known = json.loads(read_ordinary(kept))
            if known["signature"] == signature:
                return _from_plain(known["index"])
    from tutor.course.indexing import index_of

    index = index_of(folder)
    if kept and (kept.is_file() or not kept.exists()):
        with suppress(OSError):
            known = {"signature": signature, "index": _plain(index)}
            kept.write_text(json.dumps(known), encoding="utf-8")
    return index


def _signature(folder: Path) -> list[list[Any]]:
    """Return what changes when any file of the course does: its path, time and size."""
    return [list(line) for line in _stats(_files(str(folder)))]


def _files(folder: str) -> Iterator[str]:
    """Yield what an index is read from, as texts: to join so many paths takes longer."""
    yield f"{folder}/course.yaml"
    with suppress(OSError), os.scandir(folder) as entries:
        for lesson in sorted(entry.name for entry in entries if entry.is_dir()):
            yield from (f"{folder}/{lesson}/{name}" for name in FILES)
            within = f"{folder}/{lesson}/{FOLDER}"
            yield from (f"{within}/{each}/exercise.yaml" for each in exercises_of(folder, lesson))


def _stats(files: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    for file in files:
        with suppress(OSError):
            about = os.stat(file)
            yield file, about.st_mtime_ns, about.st_size


def _plain(index: CourseIndex) -> dict[str, Any]:
    """Return an index as it is kept."""
    units = [
        {**unit._asdict(), "lessons": [lesson._asdict() for lesson in unit.lessons]}
        for unit in index.units
    ]
    wrong = {name: each._asdict() for name, each in index.misconceptions.items()}
    return {**index._asdict(), "units": units, "misconceptions": wrong}


def _from_plain(value: dict[str, Any]) -> CourseIndex:
    """Return an index that was kept; KeyError or TypeError if it is none that we wrote."""
    units = tuple(
        UnitIndex(
            _is(str, unit["id"]),
            _is(str, unit["title"]),
            tuple(_lesson_from_plain(lesson) for lesson in _is(list, unit["lessons"])),
        )
        for unit in _is(list, value["units"])
    )
    renamed = {old: _is(str, new) for old, new in _is(dict, value["renamed"]).items()}
    misconceptions = {
        name: MisconceptionIndex(_is(str, each["name"]), _is(str, each["page"]))
        for name, each in _is(dict, value["misconceptions"]).items()
    }
    index = CourseIndex(_is(str, value["title"]), units, value["welcome"], renamed, misconceptions)
    if index.welcome not in {None, *index.page_names}:
        raise TypeError(f"there is no lesson {index.welcome}")
    return index


def _lesson_from_plain(lesson: dict[str, Any]) -> LessonIndex:
    return LessonIndex(
        _is(str, lesson["id"]),
        _is(str, lesson["number"]),
        _is(str, lesson["title"]),
        _is(int, lesson["minutes"]),
        tuple(_is(str, name) for name in _is(list, lesson["page_names"])),
        {kind: _is(int, count) for kind, count in _is(dict, lesson["kinds"]).items()},
        tuple(_is(str, text) for text in _is(list, lesson["objectives"])),
        tuple(_is(str, name) for name in _is(list, lesson["builds_on"])),
        tuple(_is(str, name) for name in _is(list, lesson["question_ids"])),
        {term: _is(int, page) for term, page in _is(dict, lesson["terms"]).items()},
        tuple(_is(str, name) for name in _is(list, lesson["exercise_parts"])),
        {name: _is(int, number) for name, number in _is(dict, lesson["objective_of"]).items()},
        tuple(_is(str, name) for name in _is(list, lesson["exercises"])),
    )


def _is(kind: type[T], value: object) -> T:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value
