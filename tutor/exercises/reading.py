"""Finds all that is wrong with a course's exercises as they read, without running them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tutor.course.contents import load_contents
from tutor.course.faults import CourseError, Fault, as_opened, keeping
from tutor.course.files import read_text
from tutor.course.links import page_number
from tutor.course.proofread import Titles, proofread
from tutor.course.prose import page_titles, texts_of
from tutor.course.yamltree import Tree, read_yaml
from tutor.exercises.listing import exercise_folders
from tutor.exercises.loading import load_exercise

# The fields of exercise.yaml that hold Markdown; the others hold code, formulas and settings.
_WRITTEN = {"title", "task", "hints", "explanation", "why", "text", "tells", "feedback"}
_WRITTEN |= {"prompt", "hint", "solution", "right", "otherwise"}


def exercise_faults(course: Path) -> list[Fault]:
    """Return what is wrong with the exercises of the course in a folder, by file and line."""
    course = course.absolute()
    faults: list[Fault] = []
    first: dict[str, Path] = {}
    try:
        titles = page_titles(course, load_contents(course).lesson_ids)
    except CourseError:
        return []  # whoever checks the course says so
    for lesson, folder in exercise_folders(course):
        path = folder / "exercise.yaml"
        with keeping(faults):
            load_exercise(course, lesson, folder.name)
        with suppress(CourseError):
            tree = read_yaml(read_text(path, course), path)
            faults.extend(_page_faults(tree, path, lesson, titles))
            for prose in texts_of(tree, path, _WRITTEN):
                faults.extend(proofread(prose, lesson, titles))
        before = first.setdefault(folder.name, folder)
        if before != folder:
            message = (
                f"the exercise {before.name} is also in {as_opened(before.parent)}: name it anew"
            )
            faults.append(Fault(path, 1, message))
    return sorted(set(faults))


def _page_faults(tree: Tree, path: Path, lesson: str, titles: Titles) -> Iterator[Fault]:
    page = tree.value.get("page") if isinstance(tree.value, dict) else None
    if isinstance(page, str) and page_number(titles[lesson], page) is None:
        yield Fault(path, tree.line(("page",)), f"page: {lesson} has no page {page}")
