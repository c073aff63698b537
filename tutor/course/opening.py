"""How a page begins: what can be read of it before its lesson has been read and checked."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tutor.course.faults import CourseError
from tutor.course.files import read_text
from tutor.course.sections import cut, fences
from tutor.live.directives import DIRECTIVES


class Opening(NamedTuple):
    """The text of a page down to its first directive."""

    title: str
    markdown: str
    is_live: bool
    """Whether the page has a live part further down."""


def read_opening(folder: Path, lesson_id: str, page: int) -> Opening | None:
    """Return how a page begins, counted from 0; None where the lesson cannot be read."""
    try:
        section = cut(read_text(folder / lesson_id / "lesson.md", folder)).pages[page]
    except (CourseError, IndexError):
        return None
    parts = [(fence.line, fence.directive[0]) for fence in fences(section.text) if fence.directive]
    lines = section.text.split("\n")
    first = parts[0][0] if parts else len(lines)
    is_live = any(name in DIRECTIVES for _, name in parts)
    return Opening(section.title, "\n".join(lines[:first]), is_live)
