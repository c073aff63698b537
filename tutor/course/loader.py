"""Reads a course into frozen values, or says everything that is wrong with it, file and line.

course.yaml            format_version, title, units with their lessons' ids in order
<lesson id>/lesson.md  front matter, then pages of Markdown
<lesson id>/quiz.yaml  the lesson's questions, where it has any
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from tutor.assessment.questions import Question, Quiz
from tutor.course.contents import FrontMatter, load_contents
from tutor.course.faults import CourseError, Fault, keeping
from tutor.course.files import read_text
from tutor.course.ids import LESSON_ID, TERM, lesson_number
from tutor.course.model import Course, Lesson, Page, Unit
from tutor.course.parts import read_page
from tutor.course.sections import Sections, cut
from tutor.course.validation import did_you_mean, named_twice, validated
from tutor.course.yamltree import read_yaml


def load_course(folder: Path) -> Course:
    """Return the course in `folder`; CourseError with the faults of all its files."""
    contents = load_contents(folder)
    faults: list[Fault] = []
    lessons: dict[str, Lesson] = {}
    for lesson_id in contents.lesson_ids:
        with keeping(faults):
            lessons[lesson_id] = load_lesson(folder, lesson_id)
    if faults:
        raise CourseError(faults)
    units = (
        Unit(unit.id, unit.title, tuple(lessons[lesson] for lesson in unit.lessons))
        for unit in contents.units
    )
    return Course(contents.title, tuple(units), folder)


def load_lesson(folder: Path, lesson_id: str) -> Lesson:
    """Return the lesson `lesson_id` of the course in `folder`; CourseError with all its faults."""
    if not (LESSON_ID.fullmatch(lesson_id) and (folder / lesson_id).is_dir()):
        raise CourseError([_no_such_lesson(folder, lesson_id)])
    path = folder / lesson_id / "lesson.md"
    faults: list[Fault] = []
    front: FrontMatter | None = None
    pages: list[Page] = []
    questions: dict[str, Question] | None = None
    with keeping(faults):
        questions = load_questions(folder / lesson_id / "quiz.yaml", folder)
    with keeping(faults):
        parts = cut(read_text(path, folder))
        with keeping(faults):
            front = _front_matter(parts, path)
        pages = _pages(parts, path, questions, faults)
    if front is not None and questions:
        faults.extend(_no_such_objective(questions, len(front.objectives), folder / lesson_id))
    if faults or front is None:
        raise CourseError(sorted(faults))
    return Lesson(
        id=lesson_id,
        number=lesson_number(lesson_id),
        title=front.title,
        objectives=front.objectives,
        minutes=front.minutes,
        prerequisites=front.prerequisites,
        pages=tuple(pages),
        questions=questions or {},
        folder=folder / lesson_id,
    )


def load_questions(path: Path, folder: Path) -> dict[str, Question]:
    """Return the questions of a quiz.yaml by id; none where the lesson has no such file."""
    if not os.path.lexists(path):
        return {}
    tree = read_yaml(read_text(path, folder), path)
    if isinstance(tree.value, list):
        message = "begin the file with a line `questions:` and put the list below it"
        raise CourseError([Fault(path, tree.line(()), message)])
    quiz = validated(Quiz, tree, path)
    ids = [(question.id, ("questions", i, "id")) for i, question in enumerate(quiz.questions)]
    faults = named_twice(ids, tree, path)
    for name, steps in ids:
        if name.startswith(TERM):
            message = f"{name}: names that begin with {TERM} are kept for the terms of the glossary"
            faults.append(Fault(path, tree.line(steps), message))
    if faults:
        raise CourseError(faults)
    return {question.id: question for question in quiz.questions}


def _no_such_objective(
    questions: Mapping[str, Question], count: int, folder: Path
) -> Iterator[Fault]:
    """Yield the questions about an objective that the lesson does not name."""
    path = folder / "quiz.yaml"
    for place, question in enumerate(questions.values()):
        if question.objective is not None and question.objective > count:
            line = read_yaml(read_text(path, folder), path).line(("questions", place, "objective"))
            yield Fault(path, line, f"objective: lesson.md names {count} of them")


def _no_such_lesson(folder: Path, lesson_id: str) -> Fault:
    path = folder / "course.yaml"
    contents = load_contents(folder)
    for i, unit in enumerate(contents.units):
        if lesson_id in unit.lessons:
            steps = ("units", i, "lessons", unit.lessons.index(lesson_id))
            line = read_yaml(read_text(path, folder), path).line(steps)
            return Fault(path, line, f"the lesson {lesson_id} has no folder of that name")
    known = contents.lesson_ids
    return Fault(path, 1, f"there is no lesson {lesson_id}{did_you_mean(lesson_id, known)}")


def _front_matter(parts: Sections, path: Path) -> FrontMatter:
    if parts.front is None:
        message = "begin with title, objectives and minutes between two lines of ---"
        raise CourseError([Fault(path, 1, message)])
    return validated(FrontMatter, read_yaml(parts.front.text, path, parts.front.line), path)


def _pages(
    parts: Sections, path: Path, questions: dict[str, Question] | None, faults: list[Fault]
) -> list[Page]:
    """Return the pages that can be read; what is wrong with the others goes to `faults`."""
    if parts.before.text.strip():
        faults.append(Fault(path, parts.before.line, "text before the first page's ## heading"))
    if not parts.pages:
        faults.append(Fault(path, 1, "a lesson needs at least one page, begun by a ## heading"))
    pages: list[Page] = []
    for section in parts.pages:
        with keeping(faults):
            pages.append(read_page(section, path, questions))
    faults.extend(_placed_twice(pages, path))
    return pages


def _placed_twice(pages: list[Page], path: Path) -> list[Fault]:
    first: dict[str, int] = {}
    faults = []
    for part in (part for page in pages for part in page.parts.values()):
        if part.name == "question" and first.setdefault(part.argument, part.line) != part.line:
            also = f"is also placed on line {first[part.argument]}"
            faults.append(Fault(path, part.line, f"the question {part.argument} {also}"))
    return faults
