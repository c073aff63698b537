"""Checks one lesson by itself: its files, its pages, its questions, its tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tutor.course.answers import answer_faults
from tutor.course.faults import Fault, keeping
from tutor.course.files import read_text
from tutor.course.links import anchor_of
from tutor.course.loader import load_lesson
from tutor.course.model import LessonNames
from tutor.course.proofread import Titles, proofread
from tutor.course.prose import prose_of
from tutor.course.sections import cut
from tutor.course.tasks import task_faults


class Checked(NamedTuple):
    """What is wrong with a lesson, and what the rest of the course must know of it."""

    faults: list[Fault]
    names: LessonNames | None
    """None of a lesson that cannot be loaded."""


def check_lesson(folder: Path, titles: Titles, lesson_id: str) -> Checked:
    """Return what is wrong with a lesson of the course in `folder`, its code not run.

    `titles` are those of the pages of all lessons, where its links may lead.
    """
    faults: list[Fault] = []
    names: LessonNames | None = None
    with keeping(faults):
        lesson = load_lesson(folder, lesson_id)
        names = lesson.names
        faults.extend(answer_faults(lesson))
        faults.extend(task_faults(lesson))
    for prose in prose_of(folder, lesson_id):
        faults.extend(proofread(prose, lesson_id, titles))
    faults.extend(_named_alike(folder / lesson_id / "lesson.md", titles[lesson_id]))
    return Checked(faults, names)


def _named_alike(path: Path, titles: Sequence[str]) -> Iterator[Fault]:
    """Yield the pages of a lesson whose heading a page before them has, as links name them."""
    anchors = [anchor_of(" ".join(title.split())) for title in titles]
    for number, (title, anchor) in enumerate(zip(titles, anchors, strict=True)):
        if anchor and anchor in anchors[:number]:
            line = cut(read_text(path, path.parent)).pages[number].line
            first = titles[anchors.index(anchor)]
            yield Fault(path, line, _alike(title, first))


def _alike(title: str, first: str) -> str:
    if title == first:
        return f"another page of this lesson is named {title} too"
    return f"links cannot tell {title} from the page {first} of this lesson: name it otherwise"
