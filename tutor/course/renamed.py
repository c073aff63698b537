"""What course.yaml says under `renamed`: where lessons, questions and pages went.

A lesson is named by its id, a question `lesson/question`, a page `lesson#page`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tutor.course.contents import Contents
from tutor.course.faults import Fault
from tutor.course.files import read_text
from tutor.course.model import LessonNames
from tutor.course.validation import did_you_mean

_KINDS = {"": "lesson", "/": "question", "#": "page"}
_NAME = re.compile(r"([^/#]+)([/#]?)(.*)")


def renamed_faults(
    folder: Path, contents: Contents, lessons: Mapping[str, LessonNames]
) -> Iterator[Fault]:
    """Yield what is wrong with it: what is new must be there, and what is old must not."""
    path = folder / "course.yaml"
    there = list(_names(contents, lessons))
    for old, new in contents.renamed.items():
        line = _line(path, folder, old)
        if _mark(old) != _mark(new):
            message = f"renamed: {old} is a {_kind(old)} and {new} is a {_kind(new)}"
            yield Fault(path, line, message)
        elif old in there:
            message = f"renamed: {old} is still there; list here only what is there no more"
            yield Fault(path, line, message)
        elif new not in there:
            hint = did_you_mean(new, there)
            yield Fault(path, line, f"renamed: there is no {_kind(new)} {new}{hint}")


def _names(contents: Contents, lessons: Mapping[str, LessonNames]) -> Iterator[str]:
    yield from contents.lesson_ids
    for lesson in lessons.values():
        yield from (f"{lesson.id}/{question}" for question in lesson.questions)
        yield from (f"{lesson.id}#{page}" for page in lesson.page_names)


def _mark(name: str) -> str:
    match = _NAME.fullmatch(name)
    return match[2] if match else ""


def _kind(name: str) -> str:
    return _KINDS[_mark(name)]


def _line(path: Path, folder: Path, old: str) -> int:
    lines = enumerate(read_text(path, folder).split("\n"), start=1)
    return next((number for number, text in lines if text.strip(" \t'\"").startswith(old)), 1)
