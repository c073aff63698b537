"""What course.yaml and the head of a lesson.md must say."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from tutor.course.faults import CourseError, Fault
from tutor.course.files import read_text
from tutor.course.ids import LESSON_ID
from tutor.course.validation import named_twice, validated
from tutor.course.yamltree import read_yaml

Id = Annotated[str, Field(pattern=rf"^{LESSON_ID.pattern}$", max_length=80)]
Text = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern=r"^[^/#\s]+([/#][^/#\s]+)?$", max_length=200)]
"""A lesson `id`, a question `lesson/id` or a page `lesson#heading`."""


class _Model(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class UnitContents(_Model):
    """One unit in course.yaml."""

    id: Id
    title: Text
    lessons: tuple[Id, ...] = Field(min_length=1)


class Misconception(_Model):
    """A wrong idea that leads to wrong answers in several lessons."""

    name: Text
    page: Name
    """The page that dissolves it, `lesson#heading`, or a lesson's id."""


class Contents(_Model):
    """The course's table of contents, course.yaml."""

    format_version: Literal[1]
    title: Text
    welcome: Id | None = None
    """The lesson that opens by itself at the very first start."""
    units: tuple[UnitContents, ...] = Field(min_length=1)
    renamed: dict[Name, Name] = Field(default_factory=dict)
    """What lessons, questions and pages are called now, by what they were called once."""
    misconceptions: dict[Id, Misconception] = Field(default_factory=dict)
    """What wrong answers can name as the idea behind them."""

    @property
    def lesson_ids(self) -> tuple[str, ...]:
        return tuple(lesson for unit in self.units for lesson in unit.lessons)


class FrontMatter(_Model):
    """What stands between the two lines of dashes at the head of a lesson.md."""

    title: Text
    objectives: tuple[Text, ...] = Field(min_length=1, max_length=6)
    minutes: int = Field(ge=1, le=240)
    prerequisites: tuple[Id, ...] = ()


def load_contents(folder: Path) -> Contents:
    """Return what course.yaml says; CourseError with all that is wrong with it."""
    path = folder / "course.yaml"
    if not os.path.lexists(path) and os.path.lexists(folder / "lesson.md"):
        message = "this is the folder of a lesson; name the folder around it, of the course"
        raise CourseError([Fault(path, 1, message)])
    tree = read_yaml(read_text(path, folder), path)
    contents = validated(Contents, tree, path)
    units = [(unit.id, ("units", i, "id")) for i, unit in enumerate(contents.units)]
    lessons = [
        (lesson, ("units", i, "lessons", j))
        for i, unit in enumerate(contents.units)
        for j, lesson in enumerate(unit.lessons)
    ]
    faults = [*named_twice(units, tree, path), *named_twice(lessons, tree, path)]
    if contents.welcome and contents.welcome not in contents.lesson_ids:
        message = f"welcome: there is no lesson {contents.welcome}"
        faults.append(Fault(path, tree.line(("welcome",)), message))
    if faults:
        raise CourseError(faults)
    return contents
