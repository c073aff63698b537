"""Checks the misconceptions of a course: the list in course.yaml, and where quizzes name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tutor.course.contents import Contents
from tutor.course.faults import Fault
from tutor.course.files import read_text
from tutor.course.model import LessonNames
from tutor.course.validation import did_you_mean
from tutor.course.yamltree import Steps, read_yaml

_FIELD = "misconception"


def misconception_faults(
    folder: Path, contents: Contents, lessons: Mapping[str, LessonNames]
) -> Iterator[Fault]:
    """Yield names that no list holds, entries that nothing names, and pages that are not there."""
    listed = contents.misconceptions
    used: set[str] = set()
    for lesson in lessons.values():
        path = lesson.folder / "quiz.yaml"
        if not lesson.questions:
            continue
        tree = read_yaml(read_text(path, folder), path)
        for steps, name in _named(tree.value, ()):
            used.add(name)
            if name not in listed:
                hint = did_you_mean(name, listed)
                message = f"course.yaml lists no misconception {name}{hint}"
                yield Fault(path, tree.line((*steps, _FIELD)), message)
    path = folder / "course.yaml"
    tree = read_yaml(read_text(path, folder), path)
    pages = {*lessons} | {
        f"{lesson.id}#{page}" for lesson in lessons.values() for page in lesson.page_names
    }
    for name, misconception in listed.items():
        line = tree.line(("misconceptions", name))
        if misconception.page not in pages:
            hint = did_you_mean(misconception.page, pages)
            message = f"misconceptions: {name}: there is no page {misconception.page}{hint}"
            yield Fault(path, line, message)
        if name not in used and len(lessons) == len(contents.lesson_ids):
            yield Fault(path, line, f"misconceptions: no wrong answer names {name}")


def _named(value: Any, steps: Steps) -> Iterator[tuple[Steps, str]]:
    """Yield where in a quiz.yaml misconceptions are named, and their names."""
    if isinstance(value, dict):
        if isinstance(name := value.get(_FIELD), str):
            yield steps, name
        for key, item in value.items():
            yield from _named(item, (*steps, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _named(item, (*steps, number))
