"""`nn-tutor` and `nn-tutor open LESSON`: the application itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tutor.commands.exit_codes import EXIT_FAILED, EXIT_USAGE
from tutor.course.faults import CourseError
from tutor.course.index import CourseIndex, read_index, shipped_course
from tutor.progress.store import Store, StoreError, data_folder

INDEX_FILE = "index.json"  # beside the progress; may be deleted at any time

NO_TERMINAL = """nn-tutor draws on a terminal, and this is none (the output or input is redirected).
Run it in a terminal window, or over SSH with `ssh -t`. Without one these work:
  nn-tutor list          what the course holds
  nn-tutor step --help   a forward and a backward pass as text
  nn-tutor train --help  a training run as text or JSON"""


def add_parser(subparsers: Any) -> None:
    parser = subparsers.add_parser("open", help="open the tutor at a lesson")
    parser.add_argument("lesson", metavar="LESSON", help="a lesson id, e.g. 1-3-why-now")


def run(options: argparse.Namespace) -> int:
    return open_tutor(options.course, options.data_dir, options.lesson)


def open_tutor(
    course: Path | None,
    data_dir: str | None,
    lesson: str | None = None,
    first: Callable[[], Any] | None = None,
) -> int:
    """Open the app on `course`, at `lesson` or at the screen that `first` makes.

    Returns the exit code.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(NO_TERMINAL, file=sys.stderr)
        return EXIT_FAILED
    folder = course or shipped_course()
    try:
        store = Store.open(data_folder(data_dir))
    except StoreError as error:
        print(error, file=sys.stderr)
        return EXIT_FAILED
    index: CourseIndex | CourseError
    try:
        index = read_index(folder, store.path.with_name(INDEX_FILE))
    except CourseError as error:
        index = error
    else:
        if lesson and (problem := _unknown(lesson, index)):
            print(problem, file=sys.stderr)
            return EXIT_USAGE
    from tutor.app import TutorApp

    app = TutorApp(folder, index, store, lesson, first)
    try:
        app.run()
    finally:
        store.close()
    return app.return_code or 0


def _unknown(lesson: str, index: CourseIndex) -> str | None:
    ids = [entry.id for entry in index.lessons]
    if lesson in ids:
        return None
    from difflib import get_close_matches

    by_number = {entry.number: entry.id for entry in index.lessons}
    near = get_close_matches(lesson, ids, n=1, cutoff=0.4)
    hint = by_number.get(lesson) or (near[0] if near else None)
    meant = f" Did you mean {hint}?" if hint else ""
    return f"There is no lesson {lesson!r} in this course.{meant} `nn-tutor list` shows them all."
