"""The light list of a course's exercises: only the few lines that lists show are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tutor.course.contents import load_contents
from tutor.course.exercise_folders import folders_of
from tutor.course.faults import CourseError
from tutor.course.files import read_text
from tutor.course.yamltree import read_yaml
from tutor.exercises.model import ExerciseEntry

_SHOWN = re.compile(r"^(?:kind|title|page|order):.*$", re.MULTILINE)


def entries(course: Path) -> tuple[ExerciseEntry, ...]:
    """Return the exercises of the course in a folder, by lesson, the easiest first.

    One that cannot be read is left out. Raises CourseError where course.yaml has faults.
    """
    places = {lesson: i for i, lesson in enumerate(load_contents(course).lesson_ids)}
    found = []
    for lesson, folder in exercise_folders(course):
        with suppress(CourseError):
            found.append(_entry(course, lesson, folder))
    return tuple(sorted(found, key=lambda each: (places[each.lesson], each.order, each.name)))


def entries_of(course: Path, lesson: str) -> tuple[ExerciseEntry, ...]:
    """Return the exercises of one lesson, the easiest first; what cannot be read is left out."""
    found = []
    for folder in folders_of(course, lesson):
        with suppress(CourseError):
            found.append(_entry(course, lesson, folder))
    return tuple(sorted(found, key=lambda each: (each.order, each.name)))


def kind_of(course: Path, name: str) -> str:
    """Return the kind of an exercise; "" where there is none of this name that can be read."""
    with suppress(CourseError):
        for lesson, folder in exercise_folders(course):
            if folder.name == name:
                return _entry(course, lesson, folder).kind
    return ""


def exercise_folders(course: Path) -> Iterator[tuple[str, Path]]:
    """Yield the lesson and the folder of every exercise; CourseError as course.yaml has it."""
    for lesson in load_contents(course).lesson_ids:
        for folder in folders_of(course, lesson):
            yield lesson, folder


def _entry(course: Path, lesson: str, folder: Path) -> ExerciseEntry:
    path = folder / "exercise.yaml"
    value = read_yaml("\n".join(_SHOWN.findall(read_text(path, course))), path).value or {}
    order = value.get("order")
    return ExerciseEntry(
        name=folder.name,
        lesson=lesson,
        kind=str(value.get("kind", "")),
        title=str(value.get("title") or folder.name),
        page=value.get("page"),
        order=float(order) if isinstance(order, int | float) else 1.0,
    )
