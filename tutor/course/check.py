"""Checks a whole course: that it loads, and that what it says is true.

Every file parses and none lies about unused; ids, links, prerequisites and directives lead
somewhere; maths can be set; every answer key marks itself right and every foreseen wrong answer
reaches its feedback; the code shown does what it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.course.contents import Contents, load_contents
from tutor.course.faults import CourseError, Fault, as_opened
from tutor.course.files import read_text
from tutor.course.glossary import Definition, definitions_in
from tutor.course.misconceptions import misconception_faults
from tutor.course.model import LessonNames
from tutor.course.prose import page_titles, prose_of
from tutor.course.renamed import renamed_faults
from tutor.course.sections import cut
from tutor.course.snippets import Snippet, running, snippets_of
from tutor.course.yamltree import read_yaml

if TYPE_CHECKING:
    from tutor.course.lesson_check import Checked
    from tutor.course.proofread import Titles

    Each = Callable[[Callable[[str], Checked], Sequence[str]], Iterable[Checked]]

# What may stand in a course's folder without being used.
_SCHEMAS = ("quiz.schema.json", "course.schema.json", "lesson.schema.json")
_BESIDE = ("README", "LICENSE", "DIRECTIVES.md", *_SCHEMAS, ".")
_OF_LESSON = {"lesson.md", "quiz.yaml", "exercises"}


def check_course(
    folder: Path, run_code: bool, trusted: bool = False, each: Each = map
) -> list[Fault]:
    """Return everything that is wrong with the course in `folder`, by file and line.

    The `>>>` blocks of its lessons are run only with `run_code`; where no wall can be put round
    them, only if they are `trusted` too. `each` checks every lesson as `map` would, perhaps
    several at once.
    """
    folder = folder.absolute()
    try:
        contents = load_contents(folder)
    except CourseError as error:
        return sorted(error.faults)
    titles = page_titles(folder, contents.lesson_ids)
    checked = each(partial(_checked, folder, titles), contents.lesson_ids)
    with running(_snippets(folder, contents) if run_code else [], trusted=trusted) as runs:
        faults = _reading_faults(folder, contents, checked)
        for found in runs:
            faults.extend(found)
    return sorted(set(faults))


def _checked(folder: Path, titles: Titles, lesson_id: str) -> Checked:
    """Check one lesson; only a process that does so reads in all that lessons are made of."""
    from tutor.course.lesson_check import check_lesson

    return check_lesson(folder, titles, lesson_id)


def _snippets(folder: Path, contents: Contents) -> list[list[Snippet]]:
    """Return the code with prompts of each lesson."""
    return [snippets_of(prose_of(folder, lesson_id)) for lesson_id in contents.lesson_ids]


def _reading_faults(folder: Path, contents: Contents, checked: Iterable[Checked]) -> list[Fault]:
    """Return what is wrong with the course as it reads, without running its code."""
    faults: list[Fault] = []
    lessons: dict[str, LessonNames] = {}
    for found, names in checked:
        faults.extend(found)
        if names:
            lessons[names.id] = names
    faults.extend(_prerequisite_faults(lessons, contents))
    faults.extend(renamed_faults(folder, contents, lessons))
    faults.extend(misconception_faults(folder, contents, lessons))
    faults.extend(_defined_twice(folder, contents))
    faults.extend(_orphans(folder, contents))
    return faults


def count_snippets(folder: Path) -> int:
    """Return how many blocks of code `check_course` would run."""
    try:
        contents = load_contents(folder)
    except CourseError:
        return 0
    return sum(map(len, _snippets(folder, contents)))


def _prerequisite_faults(lessons: Mapping[str, LessonNames], contents: Contents) -> Iterator[Fault]:
    for lesson in lessons.values():
        for wanted in lesson.prerequisites:
            if wanted not in contents.lesson_ids:
                message = f"the prerequisite {wanted} is no lesson of this course"
                yield _head_fault(lesson, "prerequisites", message)
    try:
        TopologicalSorter({key: item.prerequisites for key, item in lessons.items()}).prepare()
    except CycleError as error:
        cycle = [name for name in error.args[1] if name in lessons]
        message = f"prerequisites go round in a circle: {' needs '.join(reversed(cycle))}"
        yield _head_fault(lessons[cycle[0]], "prerequisites", message)


def _head_fault(lesson: LessonNames, field: str, message: str) -> Fault:
    """Return a fault on the line of the lesson's front matter that holds `field`."""
    path = lesson.folder / "lesson.md"
    front = cut(read_text(path, lesson.folder)).front
    line = read_yaml(front.text, path, front.line).line((field,)) if front else 1
    return Fault(path, line, message)


def _defined_twice(folder: Path, contents: Contents) -> Iterator[Fault]:
    first: dict[str, Definition] = {}
    for lesson_id in contents.lesson_ids:
        for definition in definitions_in(folder, lesson_id):
            before = first.setdefault(definition.term.casefold(), definition)
            if before is not definition:
                where = f"{as_opened(before.path)}:{before.line}"
                message = f"{definition.term} is also defined in {where}"
                yield Fault(definition.path, definition.line, message)


def _orphans(folder: Path, contents: Contents) -> Iterator[Fault]:
    """Yield files and folders that nothing in the course uses."""
    for path in _entries(folder):
        if path.name != "course.yaml" and not path.name.startswith(_BESIDE):
            if path.name not in contents.lesson_ids:
                yield Fault(path, 1, "nothing in course.yaml uses this; list it or remove it")
            elif path.is_dir() and not path.is_symlink():
                yield from (
                    Fault(inner, 1, "no lesson uses this file; remove it")
                    for inner in _entries(path)
                    if inner.name not in _OF_LESSON and not inner.name.startswith(".")
                )


def _entries(folder: Path) -> list[Path]:
    """Return what a folder holds; nothing of one that may not be read, as its files then say."""
    try:
        return list(folder.iterdir())
    except OSError:
        return []
