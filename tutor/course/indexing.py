"""Reads a course's index from its files.

It imports no pydantic, no NumPy and no Markdown parser, and it does not judge: a lesson whose
text is broken is listed under its id, and says what is wrong with it when it is opened.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tutor.course import sections
from tutor.course.exercise_folders import folders_of
from tutor.course.faults import CourseError, Fault
from tutor.course.files import read_text
from tutor.course.ids import CODE, LESSON_ID, exercise_part, lesson_number
from tutor.course.index import CourseIndex, LessonIndex, MisconceptionIndex, UnitIndex
from tutor.course.links import page_names
from tutor.course.yamltree import read_yaml

_MARKS = re.compile(r"[*`]+")
_KIND = re.compile(r"\n[ -]*kind:[ \t]*[\"']?([a-z]+)")
_OBJECTIVE = re.compile(r"\n[ -]*(id|objective):[ \t]*[\"']?([\w-]+)")
_QUESTION_ID = re.compile(r"\n[ -]*id:[ \t]*[\"']?([\w-]+)")


def index_of(folder: Path) -> CourseIndex:
    """Return the index of the course in `folder`; CourseError if its course.yaml is no good."""
    path = folder / "course.yaml"
    value = read_yaml(read_text(path, folder), path).value
    try:
        units = tuple(
            UnitIndex(
                str(unit["id"]),
                str(unit["title"]),
                tuple(_lesson(folder, str(lesson)) for lesson in unit["lessons"]),
            )
            for unit in value["units"]
        )
        return CourseIndex(
            str(value["title"]),
            units,
            _welcome(value, units),
            _renamed(value),
            _misconceptions(value),
        )
    except (KeyError, TypeError):
        raise CourseError(_faults(path, folder)) from None


def _welcome(value: Mapping[str, Any], units: tuple[UnitIndex, ...]) -> str | None:
    """Return the lesson that course.yaml welcomes with, if there is such a lesson."""
    ids = [lesson.id for unit in units for lesson in unit.lessons]
    return value.get("welcome") if value.get("welcome") in ids else None


def _renamed(value: Mapping[str, Any]) -> dict[str, str]:
    """Return what moved, as far as it is written as it should be."""
    moved = value.get("renamed")
    pairs = moved.items() if isinstance(moved, dict) else ()
    return {old: new for old, new in pairs if isinstance(old, str) and isinstance(new, str)}


def _misconceptions(value: Mapping[str, Any]) -> dict[str, MisconceptionIndex]:
    """Return the misconceptions that are written as they should be."""
    listed = value.get("misconceptions")
    return {
        name: MisconceptionIndex(each["name"], each["page"])
        for name, each in (listed.items() if isinstance(listed, dict) else ())
        if isinstance(each, dict)
        and isinstance(each.get("name"), str)
        and isinstance(each.get("page"), str)
    }


def _faults(path: Path, folder: Path) -> list[Fault]:
    """Let the loader's models, slow to import, say what is wrong with a course.yaml."""
    from tutor.course.contents import load_contents

    try:
        load_contents(folder)
    except CourseError as error:
        return list(error.faults)
    return [Fault(path, 1, "is no table of contents")]


def _lesson(folder: Path, lesson_id: str) -> LessonIndex:
    if not LESSON_ID.fullmatch(lesson_id):
        return LessonIndex(lesson_id, "", lesson_id, 0, (), {})
    text = _text_or_nothing(folder / lesson_id / "lesson.md", folder)
    quiz = _text_or_nothing(folder / lesson_id / "quiz.yaml", folder)
    parts = sections.cut(text)
    front = _front_matter(parts)
    minutes = front.get("minutes")
    exercises = list(folders_of(folder, lesson_id))
    return LessonIndex(
        id=lesson_id,
        number=lesson_number(lesson_id),
        title=str(front.get("title") or lesson_id),
        minutes=minutes if isinstance(minutes, int) else 0,
        page_names=page_names([page.title for page in parts.pages]),
        kinds=dict(Counter(_KIND.findall(quiz))),
        objectives=tuple(map(_readable, _texts(front.get("objectives")))),
        builds_on=tuple(_texts(front.get("prerequisites"))),
        question_ids=tuple(dict.fromkeys(_QUESTION_ID.findall(quiz))),
        terms=_terms(parts),
        objective_of=dict(_objectives_of(quiz)),
        exercises=tuple(each.name for each in exercises),
        exercise_parts=tuple(part for each in exercises for part in _asked(each)),
    )


def _objectives_of(quiz: str) -> Iterator[tuple[str, int]]:
    """Yield the questions that name an objective, each with its number."""
    question = ""
    for what, value in _OBJECTIVE.findall(quiz):
        if what == "id":
            question = value
        elif question and value.isdecimal():
            yield question, int(value)


def _asked(exercise: Path) -> list[str]:
    """Return what of an exercise is asked again: a program as a whole, a derivation by its lines.

    Other kinds are known once they are solved: where the bug is, which line comes after which.
    """
    path = exercise / "exercise.yaml"
    kind = _KIND.search(text := f"\n{_text_or_nothing(path, exercise)}")
    if kind is None or kind[1] not in ("code", "derivation"):
        return []
    if kind[1] == "code":
        return [exercise_part(exercise.name, CODE)]
    try:
        written = read_yaml(text, path).value
    except CourseError:
        return []
    steps = written.get("steps") if isinstance(written, dict) else None
    count = len(steps) if isinstance(steps, list) else 0
    return [exercise_part(exercise.name, str(number)) for number in range(1, count + 1)]


def _terms(parts: sections.Sections) -> dict[str, int]:
    """Return the terms that a lesson defines, each with its page."""
    return {
        directive[1]: number
        for number, page in enumerate(parts.pages)
        if "{definition}" in page.text
        for fence in sections.fences(page.text)
        if (directive := fence.directive) and directive[0] == "definition" and directive[1]
    }


def _texts(value: object) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _readable(markdown: str) -> str:
    """Return one line of Markdown as it reads: formulas typeset, marks left out."""
    from tutor.typeset.in_text import maths_in

    return _MARKS.sub("", maths_in(markdown))


def _front_matter(parts: sections.Sections) -> dict[str, Any]:
    if parts.front is None:
        return {}
    try:
        value = read_yaml(parts.front.text, Path("lesson.md")).value
    except CourseError:
        return {}
    return value if isinstance(value, dict) else {}


def _text_or_nothing(path: Path, folder: Path) -> str:
    try:
        return read_text(path, folder)
    except CourseError:
        return ""
