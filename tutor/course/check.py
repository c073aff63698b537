"""Checks a whole course: that it loads, and that what it says is true.

Every file parses and none lies about unused; ids, links, prerequisites and directives lead
somewhere; maths can be set; every answer key marks itself right and every foreseen wrong answer
reaches its feedback; the code shown does what it shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tutor.course.answers import answer_faults
from tutor.course.contents import Contents, load_contents
from tutor.course.faults import CourseError, Fault, as_opened, keeping
from tutor.course.files import read_text
from tutor.course.glossary import Definition, definitions_in
from tutor.course.links import anchor_of
from tutor.course.loader import load_lesson
from tutor.course.misconceptions import misconception_faults
from tutor.course.model import Lesson
from tutor.course.proofread import proofread
from tutor.course.prose import PlacedText, page_titles, prose_of
from tutor.course.renamed import renamed_faults
from tutor.course.sections import cut
from tutor.course.snippets import running, snippets_of
from tutor.course.tasks import task_faults
from tutor.course.yamltree import read_yaml

# What may stand in a course's folder without being used.
_SCHEMAS = ("quiz.schema.json", "course.schema.json", "lesson.schema.json")
_BESIDE = ("README", "LICENSE", "DIRECTIVES.md", *_SCHEMAS, ".")
_OF_LESSON = {"lesson.md", "quiz.yaml", "exercises"}


def check_course(folder: Path, run_code: bool, trusted: bool = False) -> list[Fault]:
    """Return everything that is wrong with the course in `folder`, by file and line.

    The `>>>` blocks of its lessons are run only with `run_code`; where no wall can be put round
    them, only if they are `trusted` too.
    """
    folder = folder.absolute()
    try:
        contents = load_contents(folder)
    except CourseError as error:
        return sorted(error.faults)
    pieces = {lesson_id: prose_of(folder, lesson_id) for lesson_id in contents.lesson_ids}
    code = [snippets_of(pieces[lesson_id]) for lesson_id in pieces if run_code]
    with running(code, trusted=trusted) as runs:
        faults = _reading_faults(folder, contents, pieces)
        for found in runs:
            faults.extend(found)
    return sorted(set(faults))


def _reading_faults(
    folder: Path, contents: Contents, pieces: Mapping[str, Sequence[PlacedText]]
) -> list[Fault]:
    """Return what is wrong with the course as it reads, without running its code."""
    faults: list[Fault] = []
    lessons: dict[str, Lesson] = {}
    for lesson_id in contents.lesson_ids:
        with keeping(faults):
            lessons[lesson_id] = load_lesson(folder, lesson_id)
    titles = page_titles(folder, contents.lesson_ids)
    for lesson_id, of_lesson in pieces.items():
        for prose in of_lesson:
            faults.extend(proofread(prose, lesson_id, titles))
    for lesson in lessons.values():
        faults.extend(answer_faults(lesson))
        faults.extend(task_faults(lesson))
    faults.extend(_prerequisite_faults(lessons, contents))
    faults.extend(renamed_faults(folder, contents, lessons))
    faults.extend(misconception_faults(folder, contents, lessons))
    for lesson_id, of_pages in titles.items():
        faults.extend(_named_alike(folder / lesson_id / "lesson.md", of_pages))
    faults.extend(_defined_twice(folder, contents))
    faults.extend(_orphans(folder, contents))
    return faults


def count_snippets(folder: Path) -> int:
    """Return how many blocks of code `check_course` would run."""
    try:
        contents = load_contents(folder)
    except CourseError:
        return 0
    return sum(len(snippets_of(prose_of(folder, lesson))) for lesson in contents.lesson_ids)


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


def _prerequisite_faults(lessons: Mapping[str, Lesson], contents: Contents) -> Iterator[Fault]:
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


def _head_fault(lesson: Lesson, field: str, message: str) -> Fault:
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
