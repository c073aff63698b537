"""Which lesson is meant by what somebody typed: an id, a number, or how an id begins."""

from __future__ import annotations

from tutor.course.index import CourseIndex


def meant(lesson: str, index: CourseIndex) -> list[str]:
    """Return the ids that were meant: of this id or number, else all that begin so."""
    exact = [entry.id for entry in index.lessons if lesson in (entry.id, entry.number)]
    return exact or [entry.id for entry in index.lessons if entry.id.startswith(lesson)]


def unclear(lesson: str, found: list[str], index: CourseIndex) -> str:
    """Return what to say where not exactly one lesson was found."""
    if found:
        ids = "".join(f"\n  {lesson_id}" for lesson_id in found)
        return f"{lesson!r} could be any of these lessons:{ids}"
    from difflib import get_close_matches

    near = get_close_matches(lesson, [entry.id for entry in index.lessons], n=1, cutoff=0.4)
    meant = f" Did you mean {near[0]}?" if near else ""
    return f"There is no lesson {lesson!r} in this course.{meant} `nn-tutor list` shows them all."
