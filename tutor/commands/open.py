"""`nn-tutor` and `nn-tutor open LESSON`: the application itself."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD, EXIT_USAGE
from tutor.commands.lesson_names import meant, unclear
from tutor.commands.output import tell
from tutor.course.faults import CourseError
from tutor.course.index import CourseIndex, shipped_course
from tutor.course.kept_index import INDEX_FILE, read_index
from tutor.progress.faults import StoreError
from tutor.progress.folder import data_folder
from tutor.progress.store import Store

if TYPE_CHECKING:
    import argparse

    from tutor.app import TutorApp

NO_TERMINAL = """nn-tutor draws on a terminal, and this is none (the output or input is redirected).
Run it in a terminal window, or over SSH with `ssh -t`. Without one these work:
  nn-tutor list          what the course holds
  nn-tutor step --help   a forward and a backward pass as text
  nn-tutor train --help  a training run as text or JSON"""
NO_UNICODE = """nn-tutor draws with characters that the encoding {} of this terminal does not have.
Set UTF-8 and start again: `LC_ALL=C.UTF-8 nn-tutor`; on Windows `set PYTHONUTF8=1` before it.
(If PYTHONIOENCODING is set, unset it.) Commands that print, as `nn-tutor list`, go on as here."""
NO_LESSON = """Which lesson? Give its number or id, such as `nn-tutor open 1-3`.
`nn-tutor list` shows them all; `nn-tutor` alone goes on where you left off."""
_COLLECT_AFTER = 20_000, 10, 10
"""A collection takes 50 ms in the middle of a page turn; what it frees can wait for more."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    # Left out, it is told of in our own words.
    parser.usage = "%(prog)s [-h] [--course DIR] [--data-dir DIR] LESSON"
    parser.add_argument(
        "lesson", metavar="LESSON", nargs="?", help="a lesson's number or id, or how it begins: 1-3"
    )


def run(options: argparse.Namespace) -> int:
    if options.lesson is None:
        tell(NO_LESSON)
        return EXIT_USAGE
    return open_tutor(options.course, options.data_dir, options.lesson)


def open_tutor(
    course: Path | None,
    data_dir: str | None,
    lesson: str | None = None,
    first: Callable[[], Any] | None = None,
    review: bool = False,
) -> int:
    """Open the app on `course`, at `lesson`, at the screen that `first` makes, or at the review.

    Returns the exit code.
    """
    if unfit := unfit_terminal():
        tell(unfit)
        return EXIT_FAILED
    folder = course or shipped_course()
    try:
        store = Store.open(data_folder(data_dir), checked=False)  # the app looks later
    except StoreError as error:
        tell(error)
        return EXIT_FAILED
    index: CourseIndex | CourseError
    try:
        index = read_index(folder, store.path.with_name(INDEX_FILE))
    except CourseError as error:
        index = error
    else:
        found = meant(lesson, index) if lesson else []
        if lesson and len(found) != 1:
            tell(unclear(lesson, found, index))
            return EXIT_USAGE
        lesson = found[0] if found else None
        store.follow(index.renamed)
    app = _app()(folder, index, store, lesson, first, review)
    try:
        app.run()
    finally:
        lost = "\n".join(filter(None, (store.close(), app.unkept, app.save_settings())))
    for told in (*store.notices(), *filter(None, [lost])):
        tell(told)
    return app.return_code or (EXIT_FAILED if lost else EXIT_GOOD)


def _app() -> type[TutorApp]:
    """Import the app; what modules make stays, and is looked through neither now nor later."""
    gc.disable()
    from tutor.app import TutorApp

    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)
    gc.enable()
    return TutorApp


def unfit_terminal() -> str:
    """Why the app cannot draw here, and what to do; nothing if it can."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return NO_TERMINAL
    encoding = sys.stderr.encoding  # Textual draws by way of this stream
    return "" if encoding.lower().startswith("utf") else NO_UNICODE.format(encoding)
