"""`nn-tutor reset`: forgets what was done, all of it or in one lesson; --undo brings it back."""

from __future__ import annotations

import argparse
import sys

from tutor.commands.course_and_progress import progress_of
from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD, EXIT_USAGE
from tutor.commands.lesson_names import meant, unclear
from tutor.commands.output import tell
from tutor.course.faults import CourseError
from tutor.course.index import CourseIndex
from tutor.progress import forgetting, transfer
from tutor.progress.faults import StoreError
from tutor.progress.store import Store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lesson", metavar="ID", help="forget this lesson only")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--undo", action="store_true", help="bring back what the last reset took")


def run(options: argparse.Namespace) -> int:
    try:
        with progress_of(options) as (index, store):
            return _undo(store) if options.undo else _reset(options, index, store)
    except (CourseError, StoreError) as error:
        tell(error)
    except OSError as error:
        where = error.filename or "The file of what is forgotten"
        tell(f"{where}: {error.strerror or error}. Nothing was forgotten.")
    return EXIT_FAILED


def _reset(options: argparse.Namespace, index: CourseIndex, store: Store) -> int:
    lesson = None
    if options.lesson is not None:
        found = meant(options.lesson, index)
        if len(found) != 1:
            tell(unclear(options.lesson, found, index))
            return EXIT_USAGE
        lesson = found[0]
    where = forgetting.scope(lesson)
    counts = store.look(lambda file: forgetting.counted(file, where))
    if not any(counts.values()):
        tell("Nothing was done yet: there is nothing to forget.")
        return EXIT_GOOD
    if not options.yes:
        if not sys.stdin.isatty():
            tell("Nothing was forgotten: say --yes where nobody can be asked.")
            return EXIT_USAGE
        if not _agreed(lesson or "the whole course", counts):
            tell("Nothing was forgotten.")
            return EXIT_FAILED
    kept = store.change(lambda file: forgetting.forget(file, where, store.path.parent))
    tell(f"Forgotten. A copy is in {kept}; `nn-tutor reset --undo` brings it back.")
    return EXIT_GOOD


def _agreed(what: str, counts: dict[str, int]) -> bool:
    print(
        f"This forgets what you did in {what}: {counts.get('attempts', 0)} answers, "
        f"{counts.get('visits', 0)} looks at pages. A copy is kept. Go on? [y/N] ",
        end="",
        file=sys.stderr,
        flush=True,
    )
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def _undo(store: Store) -> int:
    kept = forgetting.last_reset(store.path.parent)
    if kept is None:
        tell("There is no reset to undo.")
        return EXIT_FAILED
    try:
        rows = transfer.rows_in(kept.read_text(encoding="utf-8").split("\n"))
    except (transfer.TransferError, UnicodeDecodeError) as error:
        tell(f"{kept}:{error}. Nothing was brought back.")
        return EXIT_FAILED
    new = store.change(lambda file: transfer.take_in(file, rows))
    forgetting.mark_undone(kept)
    tell(f"{new.get('attempt', 0)} answers and all else are back.")
    return EXIT_GOOD
