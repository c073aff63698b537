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
from tutor.progress.standing import Standing
from tutor.progress.store import Store

_MARKS = {"done": "✔", "begun": "◐", "new": " "}
_NOTHING_DONE = {"state": "new", "pages_seen": 0, "questions_tried": 0, "score": None}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")


def run(options: argparse.Namespace) -> int:
    try:
        index = read_index(options.course or shipped_course(), _kept(options.data_dir))
    except CourseError as error:
        tell(error)
        return EXIT_FAILED
    standing = _standing(options.data_dir, index)
    if options.json:
        print(json.dumps(_record(index, standing)))
    else:
        _print_units(index, standing)
    return EXIT_GOOD


def _kept(data_dir: str | None) -> Path | None:
    """Return where the course's index is kept, beside the progress."""
    try:
        return data_folder(data_dir) / INDEX_FILE
    except StoreError:  # it is told when the progress is read
        return None


def _standing(data_dir: str | None, index: CourseIndex) -> Standing | None:
    """Return how far the learner is; None, with the reason on stderr, if it cannot be read."""
    try:
        store = Store.open(data_folder(data_dir))
    except StoreError as error:
        tell(error)
        return None
    store.follow(index.renamed)
    standing = Standing(index, store)
    store.close()
    for notice in store.notices():
        tell(notice)
    return standing


def _record(index: CourseIndex, standing: Standing | None) -> dict[str, Any]:
    return {
        "title": index.title,
        "units": [
            {
                "id": unit.id,
                "title": unit.title,
                "lessons": [_lesson_record(lesson, standing) for lesson in unit.lessons],
            }
            for unit in index.units
        ],
    }


def _lesson_record(lesson: LessonIndex, standing: Standing | None) -> dict[str, Any]:
    return {
        "id": lesson.id,
        "number": lesson.number,
        "title": lesson.title,
        "minutes": lesson.minutes,
        "pages": lesson.pages,
        "questions": lesson.questions,
        "kinds": dict(lesson.kinds),
        "progress": _progress(lesson, standing),
    }


def _progress(lesson: LessonIndex, standing: Standing | None) -> dict[str, Any]:
    return standing.record(lesson) if standing else _NOTHING_DONE


def _print_units(index: CourseIndex, standing: Standing | None) -> None:
    width = max((len(lesson.id) for lesson in index.lessons), default=0)
    print(fitted(index.title, indent=2))
    for unit in index.units:
        print("\n" + fitted(unit.title, indent=2))
        for lesson in unit.lessons:
            mark = _MARKS[_progress(lesson, standing)["state"]]
            line = f"  {mark} {lesson.id:<{width}}  {lesson.title} ({lesson.minutes} min)"
            print(fitted(line, indent=8))
