"""`nn-tutor list`: the units and lessons of the course, and how far each is."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD
from tutor.commands.narrow import fitted
from tutor.commands.output import tell
from tutor.course.faults import CourseError
from tutor.course.index import CourseIndex, LessonIndex, shipped_course
from tutor.course.kept_index import INDEX_FILE, read_index
from tutor.progress.faults import StoreError
from tutor.progress.folder import data_folder
from tutor.progress.records import LessonProgress
from tutor.progress.store import Store

Summary = dict[str, LessonProgress]

_MARKS = {"done": "✔", "begun": "◐", "new": " "}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")


def run(options: argparse.Namespace) -> int:
    try:
        index = read_index(options.course or shipped_course(), _kept(options.data_dir))
    except CourseError as error:
        tell(error)
        return EXIT_FAILED
    summary = _progress(options.data_dir, index)
    if options.json:
        print(json.dumps(_record(index, summary)))
    else:
        _print_units(index, summary)
    return EXIT_GOOD


def _kept(data_dir: str | None) -> Path | None:
    """Return where the course's index is kept, beside the progress."""
    try:
        return data_folder(data_dir) / INDEX_FILE
    except StoreError:  # it is told when the progress is read
        return None


def _progress(data_dir: str | None, index: CourseIndex) -> Summary:
    """Return the learner's progress; none, with the reason on stderr, if it cannot be read."""
    try:
        store = Store.open(data_folder(data_dir))
    except StoreError as error:
        tell(error)
        return {}
    store.follow(index.renamed)
    summary = store.summary(index.page_names)
    store.close()
    for notice in store.notices():
        tell(notice)
    return summary


def _record(index: CourseIndex, summary: Summary) -> dict[str, Any]:
    return {
        "title": index.title,
        "units": [
            {
                "id": unit.id,
                "title": unit.title,
                "lessons": [_lesson_record(lesson, summary) for lesson in unit.lessons],
            }
            for unit in index.units
        ],
    }


def _lesson_record(lesson: LessonIndex, summary: Summary) -> dict[str, Any]:
    seen = summary.get(lesson.id, LessonProgress())
    return {
        "id": lesson.id,
        "number": lesson.number,
        "title": lesson.title,
        "minutes": lesson.minutes,
        "pages": lesson.pages,
        "questions": lesson.questions,
        "kinds": dict(lesson.kinds),
        "progress": seen.record(lesson.pages, lesson.questions),
    }


def _print_units(index: CourseIndex, summary: Summary) -> None:
    width = max((len(lesson.id) for lesson in index.lessons), default=0)
    print(fitted(index.title, indent=2))
    for unit in index.units:
        print("\n" + fitted(unit.title, indent=2))
        for lesson in unit.lessons:
            seen = summary.get(lesson.id, LessonProgress())
            mark = _MARKS[seen.state(lesson.pages, lesson.questions)]
            line = f"  {mark} {lesson.id:<{width}}  {lesson.title} ({lesson.minutes} min)"
            print(fitted(line, indent=8))
