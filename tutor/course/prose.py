"""Every piece of Markdown in a lesson, with its place: pages, callouts, a quiz's texts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from tutor.course.faults import CourseError
from tutor.course.files import read_text
from tutor.course.sections import CALLOUTS, cut, fences
from tutor.course.yamltree import Steps, Tree, read_yaml

# The fields of quiz.yaml that hold Markdown; the others hold ids, formulas and answers.
_WRITTEN = {"prompt", "text", "feedback", "solution", "hint", "hints"}
_WRITTEN |= {"right", "otherwise", "left", "distractors"}


class PlacedText(NamedTuple):
    """Markdown, and where its first line stands."""

    text: str
    path: Path
    line: int


def prose_of(folder: Path, lesson_id: str) -> list[PlacedText]:
    """Return all Markdown of a lesson of the course in `folder`, also of one that is faulty.

    A file that cannot be read adds nothing; the loader says why.
    """
    lesson, quiz = folder / lesson_id / "lesson.md", folder / lesson_id / "quiz.yaml"
    found: list[PlacedText] = []
    with suppress(CourseError):
        found.extend(_of_lesson(read_text(lesson, folder), lesson))
    with suppress(CourseError):
        tree = read_yaml(read_text(quiz, folder), quiz)
        found.extend(texts_of(tree, quiz, _WRITTEN))
    return found


def texts_of(tree: Tree, path: Path, written: Collection[str]) -> Iterator[PlacedText]:
    """Yield the texts of a YAML file that stand in a field of one of the names `written`."""
    yield from _texts_below(tree.value, (), tree, path, written)


def page_titles(folder: Path, lesson_ids: Iterable[str]) -> dict[str, list[str]]:
    """Return the titles of the pages of each lesson; none of one that cannot be read."""
    titles: dict[str, list[str]] = {}
    for lesson_id in lesson_ids:
        titles[lesson_id] = []
        with suppress(CourseError):
            path = folder / lesson_id / "lesson.md"
            titles[lesson_id] = [page.title for page in cut(read_text(path, folder)).pages]
    return titles


def _of_lesson(text: str, path: Path) -> Iterator[PlacedText]:
    for page in cut(text).pages:
        yield PlacedText(page.text, path, page.line + 1)
        for fence in fences(page.text):
            if fence.directive and fence.directive[0] in CALLOUTS:
                yield PlacedText(fence.body, path, page.line + 1 + fence.line + 1)


def _texts_below(
    value: Any, steps: Steps, tree: Tree, path: Path, written: Collection[str]
) -> Iterator[PlacedText]:
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for step, inner in items:
            yield from _texts_below(inner, (*steps, step), tree, path, written)
    elif isinstance(value, str):
        names = [step for step in steps if isinstance(step, str)]
        if names and names[-1] in written:
            yield PlacedText(value, path, tree.line(steps))
